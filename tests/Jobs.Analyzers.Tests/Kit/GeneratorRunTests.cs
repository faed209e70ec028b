using Jobs.Analyzers.Tests.Kit.Zoo;
using Jobs.Analyzers.Tests.Kit.Zoo.Leaky;
using Jobs.TestKit.Roslyn;
using Xunit.Sdk;

namespace Jobs.Analyzers.Tests.Kit;

public sealed class GeneratorRunTests
{
    private const string Source = """[Job("a")] public partial class A { }""";

    [Fact]
    public void ARightGenerator_MeetsEveryClaim()
    {
        using var emitted = GeneratorRun.Of(new CountingGenerator(), Source)
            .CompilesWithoutWarnings()
            .IsCachedOnUnrelatedEdit()
            .EmitsOnly("A.g.cs")
            .MatchesSnapshot()
            .Load();

        Assert.Equal("A", emitted.Invoke("A", "get_Name"));
    }

    [Fact]
    public void CompilesWithoutWarnings_WhenTheUsersCodeWarns_Fails() =>
        Assert.Throws<FailException>(() => GeneratorRun.Of(new CountingGenerator(), Source + " class B { int _unused; }").CompilesWithoutWarnings());

    [Fact]
    public void CompilesWithoutWarnings_WhenTheGeneratedCodeFails_Fails() =>
        Assert.Throws<FailException>(() => GeneratorRun.Of(new CountingGenerator(), """[Job("a")] public class A { }""").CompilesWithoutErrors());

    [Fact]
    public void IsCachedOnUnrelatedEdit_WhenTheModelHoldsTheCompilation_Fails() =>
        Assert.Contains("Modified", Assert.Throws<TrueException>(
            () => GeneratorRun.Of(new LeakyGenerator(), Source).IsCachedOnUnrelatedEdit()).Message, StringComparison.Ordinal);

    [Fact]
    public void IsCachedOnUnrelatedEdit_WhenANamedStepDidNotRun_FailsUnlessSkipped()
    {
        var run = GeneratorRun.Of(new CountingGenerator(), "class NoJob { }");

        Assert.Contains("did not run", Assert.Throws<TrueException>(() => run.IsCachedOnUnrelatedEdit()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Emits_WhenTheFileIsNotThere_NamesThoseThatAre() =>
        Assert.Contains("A.g.cs", Assert.Throws<TrueException>(
            () => GeneratorRun.Of(new CountingGenerator(), Source).Emits("B.g.cs")).Message, StringComparison.Ordinal);
}
