using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Jobs.Architecture.Tests.Sources;

/// <summary>Assemblies as they were built, seen through the compiler: annotations of nullability and constraints included.</summary>
internal static class LibraryAssemblies
{
    public static IAssemblySymbol Of(string name) => Of(TrustedAssemblies.ByName[name]);

    public static IAssemblySymbol Of(MetadataReference reference)
    {
        var reader = CSharpCompilation.Create("Reader", references: TrustedAssemblies.ByName.Values.Append(reference).Distinct());
        return (IAssemblySymbol)reader.GetAssemblyOrModuleSymbol(reference)!;
    }
}
