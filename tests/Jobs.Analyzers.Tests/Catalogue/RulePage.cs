using Jobs.Analyzers.Tests.Kit;
using Jobs.TestKit.Roslyn;
using Jobs.TestKit.Snapshots;
using Microsoft.CodeAnalysis.CSharp;

namespace Jobs.Analyzers.Tests.Catalogue;

/// <summary>A page of docs/rules.</summary>
/// <param name="Text">All of it.</param>
internal sealed record RulePage(string Text)
{
    public static string Directory { get; } = Path.Combine(SourcePath.RepositoryRoot(), "docs", "rules");

    public string FirstLine => Text.Split('\n')[0];

    public IEnumerable<string> Headings => Text.Split('\n').Where(line => line.StartsWith("## ", StringComparison.Ordinal)).Select(line => line[3..]);

    /// <summary>The code under the heading.</summary>
    public string Code(string heading)
    {
        const string Fence = "```csharp\n";
        var section = Section(heading);
        var start = section.IndexOf(Fence, StringComparison.Ordinal);
        Assert.True(start >= 0, $"'{heading}' has no C# block.");
        var end = section.IndexOf("\n```", start + Fence.Length, StringComparison.Ordinal);
        return section[(start + Fence.Length)..end];
    }

    /// <summary>The contract under the heading, or null.</summary>
    public string? Contract(string heading)
    {
        const string Fence = "```text\n";
        var section = Section(heading);
        var start = section.IndexOf(Fence, StringComparison.Ordinal);
        return start < 0 ? null : section[(start + Fence.Length)..section.IndexOf("\n```", start + Fence.Length, StringComparison.Ordinal)];
    }

    /// <summary>The project that the code under the heading is compiled in: one that makes hosts, of the C# that the page says.</summary>
    public TestCompilationOptions Project(string heading)
    {
        const string Element = "<LangVersion>";
        var section = Section(heading);
        var start = section.IndexOf(Element, StringComparison.Ordinal);
        if (start < 0) return HostReferences.Options;
        start += Element.Length;
        Assert.True(LanguageVersionFacts.TryParse(section[start..section.IndexOf('<', start)], out var version));
        return HostReferences.Options with { LanguageVersion = version };
    }

    /// <summary>What stands between the heading and the next one.</summary>
    public string Section(string heading)
    {
        var start = Text.IndexOf($"\n## {heading}\n", StringComparison.Ordinal);
        Assert.True(start >= 0, $"The page '{FirstLine}' has no section '{heading}'.");
        var end = Text.IndexOf("\n## ", start + 1, StringComparison.Ordinal);
        return end < 0 ? Text[start..] : Text[start..end];
    }

    public static RulePage Of(string id) => new(File.ReadAllText(Path.Combine(Directory, $"{id}.md")));
}
