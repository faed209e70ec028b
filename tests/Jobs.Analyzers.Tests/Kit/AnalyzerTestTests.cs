using Jobs.Analyzers.Tests.Kit.Zoo;
using Jobs.TestKit.Roslyn;
using Xunit.Sdk;

namespace Jobs.Analyzers.Tests.Kit;

public sealed class AnalyzerTestTests
{
    [Fact]
    public Task MarksThatAreRight_Pass() =>
        AnalyzerTest.Of<NoLowercaseClassAnalyzer>("class [|a|] { } class {|KIT0001:b|} { } class {|#0:c|} { }", "class D { } class [|e|] { }")
            .Message(0, "Class 'c' begins with a lower-case letter")
            .RunAsync();

    [Theory]
    [InlineData("class a { }", "Not expected")]
    [InlineData("class [|A|] { }", "Expected, but not reported")]
    [InlineData("[|class a|] { }", "Expected, but not reported")]
    [InlineData("class {|KIT0002:a|} { }", "KIT0002")]
    [InlineData("class A { Missing _m; }", "CS0246")]
    public async Task MarksThatAreWrong_Fail(string source, string expectedInMessage)
    {
        var failure = await Assert.ThrowsAsync<FailException>(() => AnalyzerTest.Of<NoLowercaseClassAnalyzer>(source).RunAsync());

        Assert.Contains(expectedInMessage, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AMessageThatIsWrong_Fails()
    {
        var test = AnalyzerTest.Of<NoLowercaseClassAnalyzer>("class {|#0:a|} { }").Message(0, "Something else");

        await Assert.ThrowsAsync<FailException>(test.RunAsync);
    }

    [Fact]
    public Task CompilerErrorsThatAreMarked_Pass() =>
        AnalyzerTest.Of<NoLowercaseClassAnalyzer>("class [|a|] { private {|CS0246:Missing|}? _m; }").RunAsync();

    [Fact]
    public Task GeneratedCode_IsThereWhenTheAnalyzerRuns() =>
        AnalyzerTest.Of<NoLowercaseClassAnalyzer>("""[Job("a")] partial class [|a|] { string N => Name; }""")
            .WithGenerator(new CountingGenerator())
            .RunAsync();
}
