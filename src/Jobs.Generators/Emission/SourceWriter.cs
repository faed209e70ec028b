using System.Text;

namespace Jobs.Generators.Emission;

/// <summary>Text with indentation. Writes line feeds only: the build machine's newline would change with the machine.</summary>
internal sealed class SourceWriter
{
    private const int Width = 4;

    private readonly StringBuilder _text = new();
    private int _depth;
    private bool _justOpened;

    /// <summary>
    /// Writes a line, or several that share the indentation. An empty text writes an empty line, but not at the beginning of
    /// a block, so that members can part themselves from what precedes them.
    /// </summary>
    public SourceWriter Line(string text = "")
    {
        if (_justOpened && text.Length == 0) return this;
        _justOpened = false;
        foreach (var line in text.Split('\n'))
        {
            var content = line.TrimEnd('\r');
            if (content.Length > 0) _text.Append(' ', _depth * Width).Append(content);
            _text.Append('\n');
        }

        return this;
    }

    /// <summary>Writes a directive at the margin.</summary>
    public SourceWriter Directive(string text)
    {
        _text.Append(text).Append('\n');
        return this;
    }

    /// <summary>Writes a header and an opening brace, and indents.</summary>
    public SourceWriter Open(string header)
    {
        Line(header).Line("{");
        _depth++;
        _justOpened = true;
        return this;
    }

    /// <summary>Ends what <see cref="Open"/> began.</summary>
    public SourceWriter Close(string after = "")
    {
        _depth--;
        _justOpened = false;
        return Line("}" + after);
    }

    public override string ToString() => _text.ToString();
}
