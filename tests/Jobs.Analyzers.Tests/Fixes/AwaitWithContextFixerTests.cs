using Jobs.Analyzers.Resume;
using Jobs.Analyzers.Tests.Kit;
using Jobs.CodeFixes;
using Jobs.TestKit.Roslyn;

namespace Jobs.Analyzers.Tests.Fixes;

public sealed class AwaitWithContextFixerTests
{
    [Fact]
    public Task ConfigureAwait_IsLeftOut() => CodeFixTest.Of<AwaitLeavesTheLaneAnalyzer, AwaitWithContextFixer>(JobSource.Of(
        """
        await [|Task.Delay(1).ConfigureAwait(false)|];
        await [|ctx.CheckpointAsync().ConfigureAwait(false)|]; // Saved.
        """)).Rule("JOB3025").GivesAsync(JobSource.Of(
        """
        await Task.Delay(1);
        await ctx.CheckpointAsync(); // Saved.
        """));

    [Fact]
    public Task WhereTheAwaitIsElsewhere_OffersNothing() => CodeFixTest.Of<AwaitLeavesTheLaneAnalyzer, AwaitWithContextFixer>(JobSource.Of(
        """
        var later = [|Task.Delay(1).ConfigureAwait(false)|];
        await later;
        """)).Rule("JOB3025").OffersNothingAsync();
}
