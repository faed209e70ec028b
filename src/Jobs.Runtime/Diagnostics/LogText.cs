using System.Buffers;

namespace Jobs.Diagnostics;

/// <summary>Texts of users in log lines: what a job is called or says must not move a terminal's cursor, nor look like a line of its own.</summary>
internal static class LogText
{
    private static readonly SearchValues<char> s_controls = SearchValues.Create([.. Enumerable.Range(0, 0xA0).Select(c => (char)c).Where(char.IsControl), '\u2028', '\u2029']);

    /// <summary>The text with a space for each control character and line break; itself when it has none, as nearly always.</summary>
    public static string OneLine(string text) => text.AsSpan().IndexOfAny(s_controls) < 0
        ? text
        : string.Create(text.Length, text, static (line, source) =>
        {
            for (var i = 0; i < line.Length; i++) line[i] = s_controls.Contains(source[i]) ? ' ' : source[i];
        });
}
