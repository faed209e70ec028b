using Jobs.Engine;
using Jobs.Store;

namespace Jobs.Runtime.Tests.Engine;

/// <summary>Tasks that ignore their token, and the job that is over before they are.</summary>
public sealed class DeafTaskTests
{
    private static readonly EngineOptions s_options = new() { StopGrace = TimeSpan.FromSeconds(5) };

    private readonly TaskCompletionSource<int> _deaf = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Job_ThatEndsWhileATaskIgnoresItsToken_EndsAfterTheGrace_AndGivesTheSlotBack(bool throws)
    {
        using var engine = new SteppedEngine(null, s_options);
        var submit = engine.Engine.SubmitAsync(
            ScriptJob.Of(async (_, ctx) =>
            {
                var started = new TaskCompletionSource();
                var task = ctx.Run((_, _) => { started.SetResult(); return _deaf.Task; }, 1);
                await started.Task;
                return throws ? throw new InvalidOperationException("It fails.") : task.IsCompleted ? 2 : 1;
            }),
            new SubmitOptions { Retry = RetryPolicy.None }).AsTask();
        engine.Settle();
        var id = (await submit).Id;
        Assert.Equal(1, engine.Engine.Pools["default"].Running);
        var end = engine.Engine.WaitAsync(id).AsTask();
        await AdvanceUntilAsync(engine, () => end.IsCompleted);
        var info = await end;

        Assert.Equal(throws ? JobStatus.DeadLettered : JobStatus.Failed, info.Status);
        Assert.Contains(throws ? "InvalidOperation" : "UnfinishedTasks", info.Error!.Type, StringComparison.Ordinal);
        Assert.Equal((0, 1), (engine.Engine.Pools["default"].Running, engine.Engine.Pools["default"].Abandoned));
        Assert.Equal(1, engine.State.Zombies);

        _deaf.SetResult(7); // Too late: it is refused, and counted no more.
        await engine.SettleUntilAsync(() => engine.State.Zombies == 0);
        Assert.Equal(0, engine.Engine.Pools["default"].Abandoned);
    }

    [Fact]
    public async Task Job_IsNotAttemptedAgain_BeforeItsDeafTaskHasEnded()
    {
        using var engine = new SteppedEngine(null, s_options);
        var attempts = 0;
        var submit = engine.Engine.SubmitAsync(
            ScriptJob.Of(async (_, ctx) => ++attempts == 1 ? await ctx.Run((_, _) => _deaf.Task, 1) : attempts),
            new SubmitOptions { Timeout = TimeSpan.FromSeconds(1), Retry = new RetryPolicy { MaxAttempts = 2, Delay = TimeSpan.Zero } }).AsTask();
        engine.Settle();
        var result = (await submit).ResultAsync().AsTask();
        await AdvanceUntilAsync(engine, () => engine.State.Jobs.Values.Single().State == EntryState.AwaitingZombie);
        for (var i = 0; i < 20; i++) engine.Settle();
        Assert.Equal((1, 1), (attempts, engine.State.Zombies));
        _deaf.SetResult(7);
        Assert.Equal(2, await engine.SettleUntilAsync(result));
        Assert.Equal(0, engine.State.Zombies);
    }

    [Fact]
    public async Task TaskThatTimedOutAndGoesOn_HoldsUpNoOutcome_ButTheNextAttempt()
    {
        using var engine = new SteppedEngine(null, s_options);
        var attempts = 0;
        var submit = engine.Engine.SubmitAsync(
            ScriptJob.Of(async (_, ctx) => ++attempts == 1 ? await ctx.Run((_, _) => _deaf.Task, 1, timeout: TimeSpan.FromSeconds(1)) : attempts),
            new SubmitOptions { Retry = new RetryPolicy { MaxAttempts = 2, Delay = TimeSpan.Zero } }).AsTask();
        engine.Settle();
        var result = (await submit).ResultAsync().AsTask();
        await AdvanceUntilAsync(engine, () => engine.State.Jobs.Values.Single().State == EntryState.AwaitingZombie);
        Assert.Equal(1, attempts);
        _deaf.SetResult(7);
        Assert.Equal(2, await engine.SettleUntilAsync(result));
    }

    /// <summary>Lets the hand clock go on, a second at a time, while whatever asks for timers may do so.</summary>
    private static Task AdvanceUntilAsync(SteppedEngine engine, Func<bool> holds) => engine.SettleUntilAsync(() =>
    {
        if (holds()) return true;
        engine.Time.Advance(TimeSpan.FromSeconds(1));
        return false;
    });
}
