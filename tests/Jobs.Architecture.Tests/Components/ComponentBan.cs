using Jobs.Architecture.Tests.Sources;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Jobs.Architecture.Tests.Components;

/// <summary>A name that the sources of a Roslyn component do not use.</summary>
/// <param name="Name">The identifier.</param>
/// <param name="Why">What goes wrong with it, and what to do.</param>
internal sealed record ComponentBan(string Name, string Why)
{
    public static IReadOnlyList<ComponentBan> All { get; } =
    [
        new("CreateSyntaxProvider", "looks at every node at every keystroke; ForAttributeWithMetadataName looks only where the attribute is"),
        new("RegisterPostInitializationOutput", "what it emits collides where assemblies share internals; ship it in Jobs.Abstractions"),
        new("ReportDiagnostic", "a generator's diagnostics know no #pragma; say it in an analyzer"),
        new("AppendLine", "writes the build machine's line end; SourceWriter writes \\n"),
        new("NewLine", "is the build machine's line end; SourceWriter writes \\n"),
        new("ToLower", "tr-TR lowers I to a dotless i; compare ordinally"),
        new("ToUpper", "tr-TR raises i to a dotted I; compare ordinally"),
        new("CurrentCulture", "what is emitted is the same in any culture"),
        new("Now", "what is emitted is the same at any time"),
        new("UtcNow", "what is emitted is the same at any time"),
        new("Random", "what is emitted is the same each time"),
        new("NewGuid", "what is emitted is the same each time"),
    ];

    /// <summary>The uses in these files.</summary>
    public static IEnumerable<string> UsesIn(IEnumerable<SourceFile> files) =>
        from file in files
        from name in CSharpSyntaxTree.ParseText(file.Text).GetRoot().DescendantNodes().OfType<IdentifierNameSyntax>()
        from ban in All
        where name.Identifier.ValueText == ban.Name
        select $"{file.Path}:{name.GetLocation().GetLineSpan().StartLinePosition.Line + 1}: {ban.Name} {ban.Why}";
}
