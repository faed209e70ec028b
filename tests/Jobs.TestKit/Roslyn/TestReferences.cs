using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Jobs.TestKit.Roslyn;

/// <summary>What a test's source compiles against: the framework that the tests run on, loggers, and Jobs.Abstractions.</summary>
public static class TestReferences
{
    /// <summary>Jobs.Abstractions.</summary>
    public static MetadataReference Jobs { get; } = Of(typeof(JobAttribute));

    /// <summary>
    /// The shared framework, and the one package that nearly every job library has. Only files beside the core library are
    /// taken: the list of trusted assemblies also names the test's own, and a source must not compile against those.
    /// </summary>
    public static ImmutableArray<MetadataReference> Platform { get; } = FindPlatform();

    /// <summary>The assembly that declares the type.</summary>
    public static MetadataReference Of(Type type) => MetadataReference.CreateFromFile(type.Assembly.Location);

    private static ImmutableArray<MetadataReference> FindPlatform()
    {
        var frameworkDirectory = Path.GetDirectoryName(typeof(object).Assembly.Location);
        var trusted = (string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")
            ?? throw new InvalidOperationException("The host names no trusted platform assemblies; run the tests with dotnet test.");

        return
        [
            .. trusted.Split(Path.PathSeparator)
                .Where(path => Path.GetDirectoryName(path) == frameworkDirectory)
                .Select(path => MetadataReference.CreateFromFile(path)),
            Of(typeof(Microsoft.Extensions.Logging.ILogger)),
        ];
    }
}
