using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Xunit;

namespace Jobs.TestKit.Roslyn;

/// <summary>A compilation, loaded. Unloaded when disposed, so that hundreds of tests do not pile up in one process.</summary>
public sealed class EmittedAssembly : IDisposable
{
    private readonly AssemblyLoadContext _context;

    private EmittedAssembly(AssemblyLoadContext context, Assembly assembly)
    {
        _context = context;
        Assembly = assembly;
    }

    public Assembly Assembly { get; }

    /// <summary>Compiles and loads, together with the libraries that the test compiled.</summary>
    public static EmittedAssembly Of(Compilation compilation, params IReadOnlyList<TestLibrary> libraries)
    {
        using var image = new MemoryStream();
        var emitted = compilation.Emit(image);
        Assert.True(
            emitted.Success,
            Report.Diagnostics("The compilation could not be emitted:", emitted.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)));
        image.Position = 0;

        // References resolve in the default context: the emitted code and the test must mean the same Jobs.Abstractions.
        var context = new AssemblyLoadContext(compilation.AssemblyName, isCollectible: true);
        foreach (var library in libraries) context.LoadFromStream(new MemoryStream([.. library.Image]));
        return new EmittedAssembly(context, context.LoadFromStream(image));
    }

    /// <summary>A type by its metadata name (<c>Acme.Outer+Inner</c>).</summary>
    public Type Type(string metadataName) =>
        Assembly.GetType(metadataName)
        ?? throw new InvalidOperationException($"No type '{metadataName}'; there are: {string.Join(", ", Assembly.GetTypes().Select(t => t.FullName))}.");

    /// <summary>Calls a static method, public or not, by name.</summary>
    public object? Invoke(string typeName, string methodName, params object?[] arguments)
    {
        var method = Type(typeName).GetMethod(methodName, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
            ?? throw new InvalidOperationException($"No static method '{methodName}' in {typeName}.");
        // Unwrapped, so that a test asserts the exception that was thrown and not the one that reflection wraps it in.
        return method.Invoke(null, BindingFlags.DoNotWrapExceptions, binder: null, arguments, culture: null);
    }

    public void Dispose() => _context.Unload();
}
