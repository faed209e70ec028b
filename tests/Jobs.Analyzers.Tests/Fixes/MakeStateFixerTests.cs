using Jobs.Analyzers.Resume;
using Jobs.Analyzers.Tests.Kit;
using Jobs.CodeFixes;
using Jobs.TestKit.Roslyn;

namespace Jobs.Analyzers.Tests.Fixes;

public sealed class MakeStateFixerTests
{
    [Fact]
    public Task ALocal_BecomesAField() => CodeFixTest.Of<LocalAcrossCheckpointsAnalyzer, MakeStateFixer>(JobSource.Of(
        """
        long [|sum|] = 0;
        await foreach (var r in ctx.TaskDispatcher.Measure.Many(Paths)) { sum += r.Result; await ctx.CheckpointIfDueAsync(); }
        ctx.Log($"{sum}");
        """)).Rule("JOB3005").GivesAsync(JobSource.Of(
        """
        await foreach (var r in ctx.TaskDispatcher.Measure.Many(Paths)) { _sum += r.Result; await ctx.CheckpointIfDueAsync(); }
        ctx.Log($"{_sum}");
        """, fields: "\n    private long _sum;"));

    [Fact]
    public Task AList_BecomesAField() => CodeFixTest.Of<LocalAcrossCheckpointsAnalyzer, MakeStateFixer>(JobSource.Of(
        """
        var [|all|] = new List<long>();
        await foreach (var r in ctx.TaskDispatcher.Measure.Many(Paths)) { all.Add(r.Result); await ctx.CheckpointIfDueAsync(); }
        ctx.Log($"{all.Count}");
        """)).Rule("JOB3005").GivesAsync(JobSource.Of(
        """
        await foreach (var r in ctx.TaskDispatcher.Measure.Many(Paths)) { _all.Add(r.Result); await ctx.CheckpointIfDueAsync(); }
        ctx.Log($"{_all.Count}");
        """, fields: "\n    private List<long> _all = new List<long>();"));

    [Fact]
    public Task WhereItStartsWithWhatTheMethodHas_OffersNothing() => CodeFixTest.Of<LocalAcrossCheckpointsAnalyzer, MakeStateFixer>(JobSource.Of(
        """
        var [|n|] = Paths.Length;
        await foreach (var r in ctx.TaskDispatcher.Measure.Many(Paths)) { n += (int)r.Result; await ctx.CheckpointIfDueAsync(); }
        ctx.Log($"{n}");
        """)).Rule("JOB3005").OffersNothingAsync();

    [Fact]
    public Task WhereItBeginsAnewInEachRoundOfALoop_OffersNothing() => CodeFixTest.Of<LocalAcrossCheckpointsAnalyzer, MakeStateFixer>(JobSource.Of(
        """
        foreach (var group in Paths.Skip(_next))
        {
            var [|sum|] = 0;
            for (; _bytes < group.Length; _bytes++) { sum += group[(int)_bytes]; await ctx.CheckpointIfDueAsync(); }
            _seen.Add($"{sum}");
            _bytes = 0;
        }
        """)).Rule("JOB3005").OffersNothingAsync();

    [Fact]
    public Task InAMethodThatMayRunAgain_OffersNothing() => CodeFixTest.Of<LocalAcrossCheckpointsAnalyzer, MakeStateFixer>(JobSource.Of(
        """
        await Sum(ctx);
        await Sum(ctx);
        """,
        """
        private async Task Sum(Context ctx)
        {
            long [|sum|] = 0;
            await foreach (var r in ctx.TaskDispatcher.Measure.Many(Paths)) { sum += r.Result; await ctx.CheckpointIfDueAsync(); }
            ctx.Log($"{sum}");
        }
        """)).Rule("JOB3005").OffersNothingAsync();

    [Fact]
    public Task WhereTheNameIsTaken_OffersNothing() => CodeFixTest.Of<LocalAcrossCheckpointsAnalyzer, MakeStateFixer>(JobSource.Of(
        """
        long [|bytes|] = 0;
        await foreach (var r in ctx.TaskDispatcher.Measure.Many(Paths)) { bytes += r.Result; await ctx.CheckpointIfDueAsync(); }
        ctx.Log($"{bytes}");
        """)).Rule("JOB3005").OffersNothingAsync();

    [Fact]
    public Task WhereATupleTakesItsName_OffersNothing() => CodeFixTest.Of<LocalAcrossCheckpointsAnalyzer, MakeStateFixer>(JobSource.Of(
        """
        long [|sum|] = 0;
        await foreach (var r in ctx.TaskDispatcher.Measure.Many(Paths)) { sum += r.Result; await ctx.CheckpointIfDueAsync(); }
        var made = (sum, Paths.Length);
        ctx.Log($"{made.sum}");
        """)).Rule("JOB3005").OffersNothingAsync();

    [Fact]
    public Task WhereAnotherLocalHasTheName_OffersNothing() => CodeFixTest.Of<LocalAcrossCheckpointsAnalyzer, MakeStateFixer>(JobSource.Of(
        """
        long [|sum|] = 0;
        await foreach (var r in ctx.TaskDispatcher.Measure.Many(Paths)) { sum += r.Result; await ctx.CheckpointIfDueAsync(); }
        ctx.Log($"{sum}");
        ctx.Log($"{Other()}");
        """,
        """
        private static long Other()
        {
            var sum = 1L;
            return sum;
        }
        """)).Rule("JOB3005").OffersNothingAsync();

    [Fact]
    public Task WhereACommentStandsByIt_OffersNothing() => CodeFixTest.Of<LocalAcrossCheckpointsAnalyzer, MakeStateFixer>(JobSource.Of(
        """
        // What the caller is told.
        long [|sum|] = 0;
        await foreach (var r in ctx.TaskDispatcher.Measure.Many(Paths)) { sum += r.Result; await ctx.CheckpointIfDueAsync(); }
        ctx.Log($"{sum}");
        """)).Rule("JOB3005").OffersNothingAsync();
}
