using Jobs.Engine;

namespace Jobs.Runtime.Tests.Engine;

/// <summary>Tasks with a timeout.</summary>
public sealed class TimedTaskTests
{
    [Fact]
    public async Task Task_GivenUpAfterItsTimeout_IsNotTriedAgainWhenItsOldCodeThrows()
    {
        using var engine = new SteppedEngine();
        var release = new TaskCompletionSource();
        var goOn = new TaskCompletionSource();
        var attempts = 0;
        var runs = 0;
        var submit = engine.Engine.SubmitAsync(ScriptJob.Of(async (_, ctx) =>
        {
            attempts++;
            try
            {
                return await ctx.Run(async (_, _) =>
                {
                    runs++;
                    await release.Task;
                    throw new InvalidOperationException("It noticed late.");
                }, 1, attempts: 3, timeout: TimeSpan.FromSeconds(1));
            }
            catch (TaskFailedException e) when (e.Error.Type == "Timeout")
            {
                await goOn.Task;
                return -1;
            }
        })).AsTask();
        engine.Settle();
        for (var i = 0; i < 10; i++)
        {
            engine.Time.Advance(TimeSpan.FromSeconds(1)); // The timeout, then the grace.
            engine.Settle();
        }

        release.SetResult();
        engine.Settle();
        goOn.SetResult();
        Assert.Equal(-1, await engine.SettleUntilAsync((await submit).ResultAsync().AsTask()));
        Assert.Equal(1, runs);
        Assert.Equal(1, attempts);
    }

    [Fact]
    public async Task Task_ThatEndsInTime_LeavesNoTimerBehind()
    {
        using var engine = new SteppedEngine();
        var submit = engine.Engine.SubmitAsync(ScriptJob.Of(async (_, ctx) =>
        {
            for (var i = 0; i < 100; i++) await ctx.Run((n, _) => Task.FromResult(n), i, timeout: TimeSpan.FromHours(1));
            return 1;
        })).AsTask();
        engine.Settle();
        Assert.Equal(1, await engine.SettleUntilAsync((await submit).ResultAsync().AsTask()));
        Assert.Equal(Timeout.InfiniteTimeSpan, engine.State.Clock.UntilNext());
    }

    [Fact]
    public async Task Sleep_ThatIsInterrupted_LeavesNoTimerBehind()
    {
        using var engine = new SteppedEngine();
        var submit = engine.Engine.SubmitAsync(ScriptJob.Of(async (_, ctx) =>
        {
            await ctx.SleepAsync(TimeSpan.FromDays(30), "long");
            return 1;
        })).AsTask();
        engine.Settle();
        _ = engine.Engine.PauseAsync((await submit).Id).AsTask();
        await engine.SettleUntilAsync(() => engine.State.Jobs.Count == 0);
        Assert.Equal(Timeout.InfiniteTimeSpan, engine.State.Clock.UntilNext());
    }

    [Fact]
    public async Task Timeout_BeginsWithTheTask_NotWhenTheLoopHearsOfIt()
    {
        using var engine = new SteppedEngine();
        var submit = engine.Engine.SubmitAsync(ScriptJob.Of(async (_, ctx) =>
        {
            try
            {
                return await ctx.Run(async (_, task) =>
                {
                    engine.Time.Advance(TimeSpan.FromSeconds(2)); // The timer is on its way to the loop.
                    await Task.Delay(Timeout.Infinite, task.CancellationToken);
                    return 1;
                }, 1, timeout: TimeSpan.FromSeconds(1));
            }
            catch (TaskFailedException e) when (e.Error.Type == "Timeout")
            {
                return -1;
            }
        })).AsTask();
        engine.Settle();
        Assert.Equal(-1, await engine.SettleUntilAsync((await submit).ResultAsync().AsTask()));
    }
}
