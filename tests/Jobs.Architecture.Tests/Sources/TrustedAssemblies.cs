using Microsoft.CodeAnalysis;

namespace Jobs.Architecture.Tests.Sources;

/// <summary>
/// Everything that this test program was started with: the framework, the libraries under test and their packages. Read
/// once, because compilations that are given the same reference share what was decoded of it.
/// </summary>
internal static class TrustedAssemblies
{
    // The first of a name wins, as it does for the runtime.
    public static IReadOnlyDictionary<string, MetadataReference> ByName { get; } =
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
        .DistinctBy(Path.GetFileNameWithoutExtension)
        .ToDictionary(path => Path.GetFileNameWithoutExtension(path), path => (MetadataReference)MetadataReference.CreateFromFile(path));
}
