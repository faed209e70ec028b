using Jobs.Engine;

namespace Jobs.Runtime.Tests.Engine;

/// <summary>Tasks that are to be tried again, and attempts that end before.</summary>
public sealed class TaskRetryTests
{
    private static readonly RetryAfterException s_inAnHour = new(TimeSpan.FromHours(1), "later");

    [Fact]
    public async Task Task_ThatFailsBehindAPause_KeepsTheAttemptForNoRetry()
    {
        using var engine = new SteppedEngine();
        var release = new TaskCompletionSource();
        var submit = engine.Engine.SubmitAsync(ScriptJob.Of((_, ctx) => ctx.Run(
            async (_, _) =>
            {
                await release.Task;
                throw s_inAnHour;
            },
            1, attempts: 2))).AsTask();
        engine.Settle();
        var pause = (await submit).PauseAsync().AsTask();
        engine.Settle();
        Assert.Single(engine.State.Running); // It lets its task end.
        release.SetResult();
        engine.Settle();
        Assert.Empty(engine.State.Jobs);
        Assert.Equal(CommandOutcome.Applied, await engine.SettleUntilAsync(pause));
    }

    [Fact]
    public async Task Task_ThatWaitsForItsRetry_KeepsNoAttemptThatEnds()
    {
        using var engine = new SteppedEngine();
        var submit = engine.Engine.SubmitAsync(
            ScriptJob.Of(async (_, ctx) =>
            {
                var left = ctx.Run((_, _) => throw s_inAnHour, 1, attempts: 2);
                await ctx.Run((n, _) => Task.FromResult(n), 2); // By then the first has failed.
                throw new PermanentJobException($"It has had enough, and the other is {left.Status}.");
            }),
            new SubmitOptions { Retry = RetryPolicy.None }).AsTask();
        engine.Settle();
        var info = await engine.SettleUntilAsync((await submit).WaitAsync().AsTask());
        Assert.Equal(JobStatus.Failed, info.Status);
        Assert.Contains("had enough", info.Error!.Message);
    }
}
