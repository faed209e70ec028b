using Jobs.Analyzers.Tests.Kit.Zoo;
using Jobs.TestKit.Roslyn;
using Xunit.Sdk;

namespace Jobs.Analyzers.Tests.Kit;

public sealed class CodeFixTestTests
{
    [Fact]
    public Task AFixThatIsRight_Passes() =>
        CodeFixTest.Of<NoLowercaseClassAnalyzer, UppercaseClassFixer>("class [|a|] { } class [|b|] { }", "class [|c|] { }")
            .GivesAsync("class A { } class B { }", "class C { }");

    [Fact]
    public async Task AFixThatGivesAnotherText_Fails()
    {
        var test = CodeFixTest.Of<NoLowercaseClassAnalyzer, UppercaseClassFixer>("class [|a|] { }");

        Assert.Contains("one at a time", (await Assert.ThrowsAsync<TrueException>(() => test.GivesAsync("class B { }"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFixWithoutFixAll_Fails()
    {
        var test = CodeFixTest.Of<NoLowercaseClassAnalyzer, UppercaseOneClassFixer>("class [|a|] { }");

        Assert.Contains("Fix All", (await Assert.ThrowsAsync<TrueException>(() => test.GivesAsync("class A { }"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFixThatLeavesSomeUnfixed_Fails()
    {
        var test = CodeFixTest.Of<NoLowercaseClassAnalyzer, UppercaseClassFixer>("class [|a|] { } class [|fixed_|] { }");

        await Assert.ThrowsAsync<EmptyException>(() => test.GivesAsync("class A { } class [|fixed_|] { }"));
    }

    [Fact]
    public Task OffersNothing_WhereTheFixerDeclines_Passes() =>
        CodeFixTest.Of<NoLowercaseClassAnalyzer, UppercaseClassFixer>("class [|fixed_|] { }").OffersNothingAsync();

    [Fact]
    public async Task OffersNothing_WhereTheFixerOffers_Fails() =>
        await Assert.ThrowsAsync<EmptyException>(
            () => CodeFixTest.Of<NoLowercaseClassAnalyzer, UppercaseClassFixer>("class [|a|] { }").OffersNothingAsync());

    [Fact]
    public Task TheGenerator_RunsAnewAfterEachFix() =>
        CodeFixTest.Of<NoLowercaseClassAnalyzer, UppercaseClassFixer>("""[Job("a")] partial class [|a|] { string N => Name; }""")
            .WithGenerator(new CountingGenerator())
            .GivesAsync("""[Job("a")] partial class A { string N => Name; }""");
}
