using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace Jobs.TestKit.Roslyn;

/// <summary>
/// A source with the places that a test speaks of. <c>[|here|]</c> is reported by the rule under test;
/// <c>{|JOB1001:here|}</c> by the rule, or the compiler error, of that id; <c>{|#0:here|}</c> by the rule under test, with a
/// number under which the test gives the message; <c>$$</c> is a position. Marks nest.
/// </summary>
internal sealed class Markup
{
    private Markup(string text, ImmutableArray<MarkedSpan> spans, int? position)
    {
        Text = text;
        Spans = spans;
        Position = position;
    }

    /// <summary>The source without its marks.</summary>
    public string Text { get; }

    /// <summary>In the order in which they open.</summary>
    public ImmutableArray<MarkedSpan> Spans { get; }

    /// <summary>Where <c>$$</c> was.</summary>
    public int? Position { get; }

    public static Markup Parse(string source)
    {
        var text = new StringBuilder(source.Length);
        var spans = new List<MarkedSpan>();
        var open = new Stack<(int Span, string Close)>();
        int? position = null;
        for (var i = 0; i < source.Length;)
        {
            if (open.TryPeek(out var innermost) && At(innermost.Close))
            {
                spans[innermost.Span] = spans[innermost.Span].EndingAt(text.Length);
                open.Pop();
                i += 2;
            }
            else if (At("[|"))
            {
                Open(id: null, number: null, "|]", 2);
            }
            else if (At("{|") && source.IndexOf(':', i) is > 0 and var colon)
            {
                var label = source[(i + 2)..colon];
                if (label.StartsWith('#')) Open(id: null, int.Parse(label.AsSpan(1), CultureInfo.InvariantCulture), "|}", label.Length + 3);
                else Open(label, number: null, "|}", label.Length + 3);
            }
            else if (At("$$"))
            {
                if (position is not null) throw new FormatException("The source has a second $$.");
                position = text.Length;
                i += 2;
            }
            else
            {
                text.Append(source[i++]);
            }

            bool At(string mark) => string.CompareOrdinal(source, i, mark, 0, mark.Length) == 0;

            void Open(string? id, int? number, string close, int length)
            {
                open.Push((spans.Count, close));
                spans.Add(new MarkedSpan(id, number, new TextSpan(text.Length, 0)));
                i += length;
            }
        }

        if (open.Count > 0) throw new FormatException($"A mark is not closed; '{open.Peek().Close}' is missing.");
        return new Markup(text.ToString(), [.. spans], position);
    }
}
