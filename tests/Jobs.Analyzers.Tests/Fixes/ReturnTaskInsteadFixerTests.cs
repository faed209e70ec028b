using Jobs.Analyzers.Resume;
using Jobs.Analyzers.Tests.Kit;
using Jobs.CodeFixes;
using Jobs.TestKit.Roslyn;

namespace Jobs.Analyzers.Tests.Fixes;

public sealed class ReturnTaskInsteadFixerTests
{
    [Fact]
    public Task AsyncVoid_BecomesTask_AndIsAwaited() => CodeFixTest.Of<AsyncVoidAnalyzer, ReturnTaskInsteadFixer>(JobSource.Of(
        """
        Go();
        await Task.Yield();
        """,
        """
        private async void [|Go|]() => await Task.Yield();
        """)).Rule("JOB3011").GivesAsync(JobSource.Of(
        """
        await Go();
        await Task.Yield();
        """,
        """
        private async Task Go() => await Task.Yield();
        """));

    [Fact]
    public Task ForALambda_OffersNothing() => CodeFixTest.Of<AsyncVoidAnalyzer, ReturnTaskInsteadFixer>(JobSource.Of(
        """
        Action go = [|async|] () => await Task.Yield(); go(); await Task.Yield();
        """)).Rule("JOB3011").OffersNothingAsync();

    [Fact]
    public Task WhereItIsHandedOn_OffersNothing() => CodeFixTest.Of<AsyncVoidAnalyzer, ReturnTaskInsteadFixer>(JobSource.Of(
        """
        Action go = Go; go(); await Task.Yield();
        """,
        """
        private async void [|Go|]() => await Task.Yield();
        """)).Rule("JOB3011").OffersNothingAsync();
}
