using System.Text.RegularExpressions;

namespace Jobs.Architecture.Tests.Documents;

/// <summary>What <c>docs/state-machine.md</c> says: an edge in its diagram, an edge in its table.</summary>
internal static partial class StateMachinePage
{
    public const string Path = "docs/state-machine.md";

    /// <summary>The diagram's edges, as "From --> To : Cause"; [*] stands for a job that is not stored yet.</summary>
    public static IReadOnlyList<string> Diagram(string page) =>
        [.. DiagramEdge().Matches(page).Select(match => match.Value.Trim()).Where(edge => edge.Contains(':', StringComparison.Ordinal))];

    /// <summary>The table's edges, in the same form.</summary>
    public static IReadOnlyList<string> Table(string page) =>
        [.. MarkdownTable.Rows(page, "from", "to", "cause").Select(cells => $"{cells[0]} --> {cells[1]} : {cells[2]}")];

    [GeneratedRegex(@"^ *(\[\*\]|\w+) --> (\[\*\]|\w+).*$", RegexOptions.Multiline)]
    private static partial Regex DiagramEdge();
}
