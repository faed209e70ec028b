using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Jobs.TestKit.Roslyn;

/// <summary>What a test may say about the project that its source stands for. The defaults are those of a new SDK project.</summary>
public sealed record TestCompilationOptions
{
    public static TestCompilationOptions Default { get; } = new();

    /// <summary>The assembly's name, from which the registration method takes its own.</summary>
    public string AssemblyName { get; init; } = "Acme";

    public NullableContextOptions Nullable { get; init; } = NullableContextOptions.Enable;

    public LanguageVersion LanguageVersion { get; init; } = LanguageVersion.Latest;

    public DocumentationMode DocumentationMode { get; init; } = DocumentationMode.Parse;

    public OutputKind OutputKind { get; init; } = OutputKind.DynamicallyLinkedLibrary;

    /// <summary>Whether the SDK's implicit usings, and <c>Jobs</c>, are there.</summary>
    public bool ImplicitUsings { get; init; } = true;

    /// <summary>Whether the source sees Jobs.Abstractions; off for what must stay silent in a foreign project.</summary>
    public bool ReferencesJobs { get; init; } = true;

    public IReadOnlyList<string> Symbols { get; init; } = [];

    public IReadOnlyList<MetadataReference> FurtherReferences { get; init; } = [];

    internal CSharpParseOptions ParseOptions => new(LanguageVersion, DocumentationMode, preprocessorSymbols: Symbols);

    // The highest warning level: a generated file must not warn under any of them.
    internal CSharpCompilationOptions CompilationOptions => new(OutputKind, nullableContextOptions: Nullable, warningLevel: 9999, allowUnsafe: true);
}
