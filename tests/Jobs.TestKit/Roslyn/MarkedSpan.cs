using Microsoft.CodeAnalysis.Text;

namespace Jobs.TestKit.Roslyn;

/// <summary>One place in a <see cref="Markup"/>.</summary>
/// <param name="Id">The id that is reported there; null for the rule under test.</param>
/// <param name="Number">Under which the test gives the message, or null.</param>
/// <param name="Span">Where, in the source without marks.</param>
internal sealed record MarkedSpan(string? Id, int? Number, TextSpan Span)
{
    public MarkedSpan EndingAt(int end) => this with { Span = TextSpan.FromBounds(Span.Start, end) };
}
