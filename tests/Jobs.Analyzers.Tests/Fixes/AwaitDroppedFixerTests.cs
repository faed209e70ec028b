using Jobs.Analyzers.Resume;
using Jobs.Analyzers.Tests.Kit;
using Jobs.CodeFixes;
using Jobs.TestKit.Roslyn;

namespace Jobs.Analyzers.Tests.Fixes;

public sealed class AwaitDroppedFixerTests
{
    [Fact]
    public Task ADiscardedCall_IsAwaited() => CodeFixTest.Of<WorkDroppedAnalyzer, AwaitDroppedFixer>(JobSource.Of(
        """
        _ = [|ctx.CheckpointAsync()|];
        _ = [|ctx.TaskDispatcher.Measure.Run("a")|]; // One.
        """)).Rule("JOB3002").GivesAsync(JobSource.Of(
        """
        await ctx.CheckpointAsync();
        await ctx.TaskDispatcher.Measure.Run("a"); // One.
        """));

    [Fact]
    public Task ForAGroup_OffersNothing() => CodeFixTest.Of<WorkDroppedAnalyzer, AwaitDroppedFixer>(JobSource.Of(
        """
        _ = [|ctx.TaskDispatcher.Measure.Many(Paths)|]; await Task.Yield();
        """)).Rule("JOB3002").OffersNothingAsync();
}
