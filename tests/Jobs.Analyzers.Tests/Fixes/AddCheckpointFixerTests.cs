using Jobs.Analyzers.Resume;
using Jobs.Analyzers.Tests.Kit;
using Jobs.CodeFixes;
using Jobs.TestKit.Roslyn;

namespace Jobs.Analyzers.Tests.Fixes;

public sealed class AddCheckpointFixerTests
{
    [Fact]
    public Task Loops_SaveAtTheirEnd() => CodeFixTest.Of<LoopWithoutInterruptionPointAnalyzer, AddCheckpointFixer>(JobSource.Of(
        """
        [|foreach (var p in Paths)|]
        {
            File.Delete(p);
        }
        [|while (_next < 3)|] await Task.Delay(_next++);
        """)).Rule("JOB3008").GivesAsync(JobSource.Of(
        """
        foreach (var p in Paths)
        {
            File.Delete(p);
            await ctx.CheckpointIfDueAsync();
        }
        while (_next < 3)
        {
            await Task.Delay(_next++);
            await ctx.CheckpointIfDueAsync();
        }
        """));

    [Fact]
    public Task WithoutAContextInScope_OffersNothing() => CodeFixTest.Of<LoopWithoutInterruptionPointAnalyzer, AddCheckpointFixer>(JobSource.Of(
        """
        await Go();
        """,
        """
        private async Task Go() { [|foreach (var p in Paths)|] { await Task.Yield(); } }
        """)).Rule("JOB3008").OffersNothingAsync();

    [Fact]
    public Task WhereTheEndIsNotReached_OffersNothing() => CodeFixTest.Of<LoopWithoutInterruptionPointAnalyzer, AddCheckpointFixer>(JobSource.Of(
        """
        [|foreach (var p in Paths)|] { File.Delete(p); break; }
        """)).Rule("JOB3008").OffersNothingAsync();
}
