using Jobs.Analyzers.Resume;
using Jobs.Analyzers.Tests.Kit;
using Jobs.CodeFixes;
using Jobs.TestKit.Roslyn;

namespace Jobs.Analyzers.Tests.Fixes;

public sealed class LetInterruptionPassFixerTests
{
    [Fact]
    public Task CatchAll_GetsAFilter() => CodeFixTest.Of<InterruptionSwallowedAnalyzer, LetInterruptionPassFixer>(JobSource.Of(
        """
        try { await ctx.CheckpointAsync(); }
        [|catch|] (Exception e) { ctx.Log(e.Message); }
        try { await ctx.CheckpointAsync(); }
        [|catch|] { }
        try { await ctx.CheckpointAsync(); }
        [|catch|] (OperationCanceledException) when (_next > 0 || _bytes > 0) { }
        """)).Rule("JOB3006").GivesAsync(JobSource.Of(
        """
        try { await ctx.CheckpointAsync(); }
        catch (Exception e) when (e is not JobInterruptedException) { ctx.Log(e.Message); }
        try { await ctx.CheckpointAsync(); }
        catch (Exception e) when (e is not JobInterruptedException) { }
        try { await ctx.CheckpointAsync(); }
        catch (OperationCanceledException e) when (e is not JobInterruptedException && (_next > 0 || _bytes > 0)) { }
        """));

    [Fact]
    public Task CatchOfTheInterruption_ThrowsIt() => CodeFixTest.Of<InterruptionSwallowedAnalyzer, LetInterruptionPassFixer>(JobSource.Of(
        """
        try { await ctx.CheckpointAsync(); }
        [|catch|] (JobInterruptedException)
        {
            ctx.Log("stopped");
        }
        """)).Rule("JOB3006").GivesAsync(JobSource.Of(
        """
        try { await ctx.CheckpointAsync(); }
        catch (JobInterruptedException)
        {
            ctx.Log("stopped");
            throw;
        }
        """));

    [Fact]
    public Task WhereTheCatchReturns_OffersNothing() => CodeFixTest.Of<InterruptionSwallowedAnalyzer, LetInterruptionPassFixer>(JobSource.Of(
        """
        try { await ctx.CheckpointAsync(); }
        [|catch|] (JobInterruptedException) { return; }
        """)).Rule("JOB3006").OffersNothingAsync();
}
