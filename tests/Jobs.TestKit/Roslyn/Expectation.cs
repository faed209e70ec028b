using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace Jobs.TestKit.Roslyn;

/// <summary>What marked sources say will be reported, compared with what was.</summary>
internal sealed class Expectation
{
    private readonly ImmutableArray<Markup> _sources;
    private readonly ImmutableArray<Expected> _expected;

    private Expectation(ImmutableArray<Markup> sources, ImmutableArray<Expected> expected)
    {
        _sources = sources;
        _expected = expected;
    }

    public IReadOnlyList<string> Texts => [.. _sources.Select(source => source.Text)];

    /// <param name="sources">Marked.</param>
    /// <param name="ruleUnderTest">Gives the id for marks that name none. Asked only if there is such a mark.</param>
    /// <param name="messages">By the numbers of the marks.</param>
    public static Expectation Of(IEnumerable<string> sources, Func<string> ruleUnderTest, IReadOnlyDictionary<int, string> messages)
    {
        ImmutableArray<Markup> parsed = [.. sources.Select(Markup.Parse)];
        var expected = parsed.SelectMany((source, i) => source.Spans.Select(
            span => new Expected(span.Id ?? ruleUnderTest(), TestCompilation.PathOf(i), span.Span, span.Number))).ToImmutableArray();
        var numbers = expected.Select(e => e.Number).OfType<int>().ToHashSet();
        Assert.True(
            numbers.SetEquals(messages.Keys),
            $"The marks are numbered {{{string.Join(", ", numbers)}}}, the messages {{{string.Join(", ", messages.Keys)}}}.");
        return new Expectation(parsed, [.. expected.Select(e => e with { Message = e.Number is { } n ? messages[n] : null })]);
    }

    /// <summary>Exactly what was expected was reported: ids, places and the messages that were given.</summary>
    /// <param name="errors">What the compiler reported: an input that does not compile proves nothing, unless it says so.</param>
    /// <param name="reported">What the analyzers reported.</param>
    public void Matches(IEnumerable<Diagnostic> errors, IEnumerable<Diagnostic> reported)
    {
        var unexpected = new List<Diagnostic>();
        var missing = _expected.ToList();
        foreach (var diagnostic in errors.Concat(reported))
        {
            var match = missing.Find(expected => expected.Matches(diagnostic));
            if (match is null) unexpected.Add(diagnostic);
            else missing.Remove(match);
        }

        if (unexpected.Count == 0 && missing.Count == 0) return;
        Assert.Fail(
            Report.Diagnostics(unexpected.Count == 0 ? "Nothing unexpected was reported." : "Not expected, but reported:", unexpected)
            + (missing.Count == 0 ? "" : "Expected, but not reported:\n" + string.Concat(missing.Select(e => $"  {Describe(e)}\n"))));
    }

    private string Describe(Expected expected)
    {
        var source = SourceText.From(_sources.Where((_, i) => TestCompilation.PathOf(i) == expected.Path).Single().Text);
        var line = source.Lines.GetLinePosition(expected.Span.Start).Line + 1;
        return $"{expected.Path}({line}): {expected.Id} at «{source.ToString(expected.Span)}»{(expected.Message is null ? "" : $": {expected.Message}")}";
    }

    private sealed record Expected(string Id, string Path, TextSpan Span, int? Number)
    {
        public string? Message { get; init; }

        public bool Matches(Diagnostic diagnostic) =>
            diagnostic.Id == Id
            && diagnostic.Location.SourceSpan == Span
            && diagnostic.Location.SourceTree?.FilePath == Path
            && (Message is null || diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture) == Message);
    }
}
