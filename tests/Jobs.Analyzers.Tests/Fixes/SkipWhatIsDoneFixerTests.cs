using Jobs.Analyzers.Resume;
using Jobs.Analyzers.Tests.Kit;
using Jobs.CodeFixes;
using Jobs.TestKit.Roslyn;

namespace Jobs.Analyzers.Tests.Fixes;

public sealed class SkipWhatIsDoneFixerTests
{
    [Fact]
    public Task ALoopOverInput_SkipsWhatIsDone() => CodeFixTest.Of<LoopStartsOverAnalyzer, SkipWhatIsDoneFixer>(JobSource.Of(
        """
        [|foreach (var p in Paths)|]
        {
            _bytes += p.Length;
            await ctx.CheckpointIfDueAsync();
        }
        """)).Rule("JOB3023").GivesAsync(JobSource.Of(
        """
        foreach (var p in Paths.Skip(_pathsDone))
        {
            _bytes += p.Length;
            _pathsDone++;
            await ctx.CheckpointIfDueAsync();
        }
        """, fields: "\n    private int _pathsDone;"));

    [Fact]
    public Task WhereTheCheckpointIsNotLast_OffersNothing() => CodeFixTest.Of<LoopStartsOverAnalyzer, SkipWhatIsDoneFixer>(JobSource.Of(
        """
        [|foreach (var p in Paths)|] { await ctx.CheckpointIfDueAsync(); _bytes += p.Length; }
        """)).Rule("JOB3023").OffersNothingAsync();

    [Fact]
    public Task WhereItGoesThroughTheItemsAgain_OffersNothing() => CodeFixTest.Of<LoopStartsOverAnalyzer, SkipWhatIsDoneFixer>(JobSource.Of(
        """
        var round = 0;
        while (round++ < 3)
        {
            [|foreach (var p in Paths)|] { _bytes += p.Length; await ctx.CheckpointIfDueAsync(); }
        }
        """)).Rule("JOB3023").OffersNothingAsync();

    [Fact]
    public Task InAMethodThatMayRunAgain_OffersNothing() => CodeFixTest.Of<LoopStartsOverAnalyzer, SkipWhatIsDoneFixer>(JobSource.Of(
        """
        await All(ctx);
        await All(ctx);
        """,
        """
        private async Task All(Context ctx)
        {
            [|foreach (var p in Paths)|] { _bytes += p.Length; await ctx.CheckpointIfDueAsync(); }
        }
        """)).Rule("JOB3023").OffersNothingAsync();

    [Fact]
    public Task OverWhatMayBeAnotherNextTime_OffersNothing() => CodeFixTest.Of<LoopStartsOverAnalyzer, SkipWhatIsDoneFixer>(JobSource.Of(
        """
        [|foreach (var p in Directory.GetFiles("x"))|] { File.Delete(p); await ctx.CheckpointIfDueAsync(); }
        """)).Rule("JOB3023").OffersNothingAsync();

    [Fact]
    public Task WhereAnItemIsPassedOver_CountsAtTheTop() => CodeFixTest.Of<LoopStartsOverAnalyzer, SkipWhatIsDoneFixer>(JobSource.Of(
        """
        [|foreach (var p in Paths)|]
        {
            if (p.Length == 0) continue;
            _bytes += p.Length;
            await ctx.CheckpointIfDueAsync();
        }
        """)).Rule("JOB3023").GivesAsync(JobSource.Of(
        """
        foreach (var p in Paths.Skip(_pathsDone))
        {
            _pathsDone++;
            if (p.Length == 0) continue;
            _bytes += p.Length;
            await ctx.CheckpointIfDueAsync();
        }
        """, fields: "\n    private int _pathsDone;"));

    [Fact]
    public Task OverItemsWithoutAnOrder_OffersNothing() => CodeFixTest.Of<LoopStartsOverAnalyzer, SkipWhatIsDoneFixer>(JobSource.Of(
        """
        [|foreach (var name in Names)|] { _bytes += name.Length; await ctx.CheckpointIfDueAsync(); }
        """,
        """
        public required HashSet<string> Names { get; init; }
        """)).Rule("JOB3023").OffersNothingAsync();

    [Fact]
    public Task WhereItSavesTwice_OffersNothing() => CodeFixTest.Of<LoopStartsOverAnalyzer, SkipWhatIsDoneFixer>(JobSource.Of(
        """
        [|foreach (var p in Paths)|] { _bytes += p.Length; if (p.Length > 3) { await ctx.CheckpointAsync(); _bytes++; await ctx.CheckpointAsync(); } }
        """)).Rule("JOB3023").OffersNothingAsync();

    [Fact]
    public Task WhereAnotherLoopGoesThroughTheSameItems_OffersNothing() => CodeFixTest.Of<LoopStartsOverAnalyzer, SkipWhatIsDoneFixer>(JobSource.Of(
        """
        foreach (var p in Paths) ctx.Log(p);
        [|foreach (var p in Paths)|] { _bytes += p.Length; await ctx.CheckpointIfDueAsync(); }
        """)).Rule("JOB3023").OffersNothingAsync();
}
