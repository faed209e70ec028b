using Jobs.TestKit.Roslyn;
using Microsoft.CodeAnalysis.Text;

namespace Jobs.Analyzers.Tests.Kit;

public sealed class MarkupTests
{
    [Fact]
    public void Parse_EveryKindOfMark_GivesItsSpanInThePlainText()
    {
        var markup = Markup.Parse("a [|bc|] {|JOB1001:d|} {|#12:ef|} $$g");

        Assert.Equal("a bc d ef g", markup.Text);
        Assert.Equal(
            [
                new MarkedSpan(null, null, new TextSpan(2, 2)),
                new MarkedSpan("JOB1001", null, new TextSpan(5, 1)),
                new MarkedSpan(null, 12, new TextSpan(7, 2)),
            ],
            markup.Spans.AsEnumerable());
        Assert.Equal(10, markup.Position);
    }

    [Fact]
    public void Parse_NestedMarks_CloseInnermostFirst()
    {
        var markup = Markup.Parse("{|A:x{|B:y|}[|z|]|}");

        Assert.Equal("xyz", markup.Text);
        Assert.Equal(
            [("A", new TextSpan(0, 3)), ("B", new TextSpan(1, 1)), (null, new TextSpan(2, 1))],
            markup.Spans.Select(span => (span.Id, span.Span)));
    }

    [Fact]
    public void Parse_OrdinaryCode_IsLeftAlone()
    {
        const string Code = """var x = a | b || c; int[] y = [1, 2]; if (o is { } p) { } _ = $"{x}:{y}";""";

        var markup = Markup.Parse(Code);

        Assert.Equal(Code, markup.Text);
        Assert.Empty(markup.Spans);
        Assert.Null(markup.Position);
    }

    [Theory]
    [InlineData("[|a")]
    [InlineData("{|JOB1001:a")]
    [InlineData("$$ $$")]
    public void Parse_BrokenMarks_Throws(string source) => Assert.Throws<FormatException>(() => Markup.Parse(source));
}
