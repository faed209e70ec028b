using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Xunit;

namespace Jobs.TestKit.Roslyn;

/// <summary>Another project, compiled: what the project under test sees of it is metadata, and no source.</summary>
public sealed class TestLibrary
{
    private TestLibrary(ImmutableArray<byte> image, ImmutableArray<byte> seen)
    {
        Image = image;
        Reference = MetadataReference.CreateFromImage(seen);
    }

    /// <summary>What runs.</summary>
    public ImmutableArray<byte> Image { get; }

    /// <summary>What the compiler is given of it.</summary>
    public MetadataReference Reference { get; }

    /// <summary>Compiles a library.</summary>
    /// <param name="source">Its source, with the usual usings in sight.</param>
    /// <param name="asReferenceAssembly">
    /// Whether the compiler is given its public face alone, as a build gives one project of another; or all of it, as of a package.
    /// </param>
    public static TestLibrary Of(string source, bool asReferenceAssembly = true)
    {
        var compilation = TestCompilation.Create(TestCompilationOptions.Default with { AssemblyName = "Library" }, source);
        var image = Emit(compilation, new EmitOptions());
        return new TestLibrary(image, asReferenceAssembly ? Emit(compilation, new EmitOptions(metadataOnly: true, includePrivateMembers: false)) : image);
    }

    private static ImmutableArray<byte> Emit(CSharpCompilation compilation, EmitOptions options)
    {
        using var stream = new MemoryStream();
        var emitted = compilation.Emit(stream, options: options);
        Assert.True(emitted.Success, Report.Diagnostics("The library does not compile:", emitted.Diagnostics));
        return [.. stream.ToArray()];
    }
}
