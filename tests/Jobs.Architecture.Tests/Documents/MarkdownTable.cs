namespace Jobs.Architecture.Tests.Documents;

/// <summary>The rows of one table of a Markdown page, found by its header.</summary>
internal static class MarkdownTable
{
    /// <summary>The cells of each row of the table whose header begins with these columns, code marks taken off.</summary>
    public static IReadOnlyList<string[]> Rows(string page, params string[] header)
    {
        var lines = page.Split('\n');
        var start = Array.FindIndex(lines, line => line.StartsWith('|') && Cells(line).Take(header.Length).SequenceEqual(header));
        if (start < 0) throw new InvalidOperationException($"no table with the header | {string.Join(" | ", header)} |");
        return [.. lines.Skip(start + 2).TakeWhile(line => line.StartsWith('|')).Select(Cells)];
    }

    private static string[] Cells(string line) =>
        [.. line.Trim().Trim('|').Split('|').Select(cell => cell.Trim().Replace("`", "", StringComparison.Ordinal))];
}
