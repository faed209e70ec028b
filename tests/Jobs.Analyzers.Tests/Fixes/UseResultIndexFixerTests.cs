using Jobs.Analyzers.Resume;
using Jobs.Analyzers.Tests.Kit;
using Jobs.CodeFixes;
using Jobs.TestKit.Roslyn;

namespace Jobs.Analyzers.Tests.Fixes;

public sealed class UseResultIndexFixerTests
{
    [Fact]
    public Task ACounter_IsReplaced() => CodeFixTest.Of<ResultPairedByOrderAnalyzer, UseResultIndexFixer>(JobSource.Of(
        """
        var g = ctx.TaskDispatcher.Measure.Many(Paths);
        await foreach (var r in g) ctx.Log(Paths[[|g.Completed - 1|]] + r.Result);
        """)).Rule("JOB3022").GivesAsync(JobSource.Of(
        """
        var g = ctx.TaskDispatcher.Measure.Many(Paths);
        await foreach (var r in g) ctx.Log(Paths[r.Index] + r.Result);
        """));

    [Fact]
    public Task WhereTheIndexCounts_OffersNothing() => CodeFixTest.Of<ResultPairedByOrderAnalyzer, UseResultIndexFixer>(JobSource.Of(
        """
        var list = Paths.ToList();
        await foreach (var r in ctx.TaskDispatcher.Measure.Many(list)) ctx.Log(list[[|_next++|]] + r.Result);
        """)).Rule("JOB3022").OffersNothingAsync();
}
