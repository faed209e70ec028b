using System.Text.RegularExpressions;
using Jobs.Architecture.Tests.Sources;

namespace Jobs.Architecture.Tests.Documents;

/// <summary>What a Markdown page points at: relative links, and paths of this repository between code marks.</summary>
internal static partial class RepositoryPaths
{
    /// <summary>The targets, relative to the repository, that are not there.</summary>
    public static IEnumerable<string> Missing(SourceFile page) =>
        Targets(page).Where(target => !File.Exists(Full(target)) && !Directory.Exists(Full(target))).Distinct();

    private static IEnumerable<string> Targets(SourceFile page)
    {
        var folder = Path.GetDirectoryName(page.Path) ?? "";
        foreach (Match link in Link().Matches(page.Text))
        {
            var target = link.Groups[1].Value.Split('#')[0];
            if (target.Length > 0 && !target.Contains(':', StringComparison.Ordinal)) yield return Path.Combine(folder, target);
        }

        // A command counts too: each of its words may be a path. A pattern (a star, a brace, an ellipsis) is none.
        var words = CodeSpan().Matches(page.Text).SelectMany(span => span.Groups[1].Value.Split(' '));
        foreach (var word in words.Where(word => RepositoryPath().IsMatch(word))) yield return word;
    }

    private static string Full(string target) => Path.GetFullPath(Path.Combine(Repository.Root, target));

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"`([^`\n]+)`")]
    private static partial Regex CodeSpan();

    [GeneratedRegex(@"^(src|tests|samples|bench|docs|eng|build|\.ci)/[^*…{<]*$")]
    private static partial Regex RepositoryPath();
}
