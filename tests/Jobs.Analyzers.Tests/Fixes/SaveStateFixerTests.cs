using Jobs.Analyzers.Resume;
using Jobs.Analyzers.Tests.Kit;
using Jobs.CodeFixes;
using Jobs.TestKit.Roslyn;

namespace Jobs.Analyzers.Tests.Fixes;

public sealed class SaveStateFixerTests
{
    [Fact]
    public Task AStatement_IsFollowedByACheckpoint() => CodeFixTest.Of<StateNeverSavedAnalyzer, AddCheckpointFixer>(JobSource.Of(
        """
        [|_next = 3|];
        ctx.Log("x");
        """)).Rule("JOB3009").GivesAsync(JobSource.Of(
        """
        _next = 3;
        await ctx.CheckpointAsync();
        ctx.Log("x");
        """));

    [Fact]
    public Task ALoop_SavesAtItsEnd() => CodeFixTest.Of<StateNeverSavedAnalyzer, AddCheckpointFixer>(JobSource.Of(
        """
        await ctx.CheckpointAsync();
        [|foreach (var p in Paths)|]
        {
            await mailer.SendAsync(p);
            ctx.ThrowIfInterrupted();
            _next++;
        }
        """, "", ", IMailer mailer")).Rule("JOB3009").GivesAsync(JobSource.Of(
        """
        await ctx.CheckpointAsync();
        foreach (var p in Paths)
        {
            await mailer.SendAsync(p);
            ctx.ThrowIfInterrupted();
            _next++;
            await ctx.CheckpointIfDueAsync();
        }
        """, "", ", IMailer mailer"));

    [Fact]
    public Task WithoutAContextInScope_OffersNothing() => CodeFixTest.Of<StateNeverSavedAnalyzer, AddCheckpointFixer>(JobSource.Of(
        """
        Go(); await Task.Yield();
        """,
        """
        private void Go() { [|_next = 1|]; }
        """)).Rule("JOB3009").OffersNothingAsync();
}
