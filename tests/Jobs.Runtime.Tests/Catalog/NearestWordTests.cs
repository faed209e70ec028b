using Jobs.Catalog;

namespace Jobs.Runtime.Tests.Catalog;

public sealed class NearestWordTests
{
    private static readonly string[] s_known = ["list", "show", "submit", "take-over", "DeadLettered", "a"];

    [Theory]
    [InlineData("lst", "list")]
    [InlineData("lsit", "list")]
    [InlineData("LIST", "list")]
    [InlineData("sumbit", "submit")]
    [InlineData("takeover", "take-over")]
    [InlineData("deadletterd", "DeadLettered")]
    [InlineData("frob", null)]
    [InlineData("x", null)]
    [InlineData("", null)]
    public void Find_OfAWordWithSlips_IsTheOneThatWasMeant_OrNone(string word, string? expected) => Assert.Equal(expected, NearestWord.Find(word, s_known));

    [Fact]
    public void Find_OfAVeryLongWord_IsNone() => Assert.Null(NearestWord.Find(new string('a', 100_000), [new string('a', 100_000)]));
}
