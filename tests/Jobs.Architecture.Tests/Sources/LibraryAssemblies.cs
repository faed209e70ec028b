using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Jobs.Architecture.Tests.Sources;

/// <summary>Assemblies as they were built, seen through the compiler: annotations of nullability and constraints included.</summary>
internal static class LibraryAssemblies
{
    public static IAssemblySymbol Of(Assembly assembly)
    {
        var reference = MetadataReference.CreateFromFile(assembly.Location);
        var trusted = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        var others = trusted.Split(Path.PathSeparator).Where(path => path != assembly.Location).Select(path => MetadataReference.CreateFromFile(path));
        var compilation = CSharpCompilation.Create("Reader", references: [.. others, reference]);
        return (IAssemblySymbol)compilation.GetAssemblyOrModuleSymbol(reference)!;
    }
}
