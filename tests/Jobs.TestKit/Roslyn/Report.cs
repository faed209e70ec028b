using System.Text;
using Microsoft.CodeAnalysis;

namespace Jobs.TestKit.Roslyn;

/// <summary>What a failed assertion prints: a person must see the line without opening anything.</summary>
internal static class Report
{
    public static string Diagnostics(string headline, IEnumerable<Diagnostic> diagnostics)
    {
        var text = new StringBuilder(headline).Append('\n');
        foreach (var diagnostic in diagnostics)
        {
            text.Append("  ").Append(diagnostic).Append('\n');
            if (diagnostic.Location.SourceTree is { } tree)
                text.Append("    > ").Append(tree.GetText().Lines[diagnostic.Location.GetLineSpan().StartLinePosition.Line].ToString().Trim()).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>The source with line numbers, as the compiler counts them.</summary>
    public static string Numbered(string source)
    {
        var lines = source.Split('\n');
        return string.Join('\n', lines.Select((line, i) => $"{i + 1,4}  {line}"));
    }
}
