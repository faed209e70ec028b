namespace Jobs.Architecture.Tests.Assemblies;

/// <summary>
/// The one-way street: which project of <c>src/</c> may reference which. Generated code names Abstractions by text, so the
/// generator does not reference it.
/// </summary>
internal static class StreetTable
{
    public static IReadOnlyDictionary<string, string[]> References { get; } = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["Jobs.Abstractions"] = [],
        ["Jobs.Generators"] = [],
        ["Jobs.Analyzers"] = ["Jobs.Generators"],
        ["Jobs.CodeFixes"] = ["Jobs.Analyzers", "Jobs.Generators"], // It asks the parser what a job and its context are.
        ["Jobs.Runtime"] = ["Jobs.Abstractions"],
        ["Jobs.Cli"] = ["Jobs.Runtime"],
    };
}
