using System.Text.RegularExpressions;

namespace Jobs.Architecture.Tests.Guards;

/// <summary>The table that <c>eng/guards</c> works from, as far as a look at the sources can check it.</summary>
internal static class GuardTable
{
    public static IReadOnlyList<GuardEntry> Parse(string text) =>
        [.. string.Join('\n', text.Split('\n').Where(line => !line.StartsWith('#')))
            .Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(ParseBlock)];

    /// <summary>What is wrong with an entry, given the text of its file and that of all tests.</summary>
    public static IEnumerable<string> FaultsOf(GuardEntry entry, string? source, string tests)
    {
        var found = source is null ? 0 : entry.Snippet.Count(source);
        if (found != 1) yield return $"'{entry.Name}' is found {found} times in {entry.File}; it must be there once.";
        var test = entry.Test.Split('.')[^1];
        if (!Regex.IsMatch(tests, $@"\b{Regex.Escape(test)}")) yield return $"'{entry.Name}': no test is named {test}.";
    }

    private static GuardEntry ParseBlock(string block)
    {
        var fields = block.Split('\n').Select(line => line.Split(' ', 2, StringSplitOptions.TrimEntries)).ToLookup(pair => pair[0], pair => pair.ElementAtOrDefault(1) ?? "");

        // Indentation aside, as the script reads it.
        var snippet = new Regex(string.Join(@"\s*\n\s*", fields["-"].Select(Regex.Escape)));
        return new GuardEntry(fields["guard"].Single(), int.Parse(fields["keeps"].Single().Split(' ')[0]), fields["file"].Single(), fields["test"].Single(), snippet);
    }
}
