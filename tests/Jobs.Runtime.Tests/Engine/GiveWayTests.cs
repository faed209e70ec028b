using Jobs.Engine;

namespace Jobs.Runtime.Tests.Engine;

/// <summary>Long tasks that give their slots to those of a higher priority.</summary>
public sealed class GiveWayTests
{
    private static readonly SubmitOptions s_low = new() { Priority = JobPriority.Low };
    private static readonly SubmitOptions s_high = new() { Priority = JobPriority.High };
    private readonly List<string> _said = [];
    private readonly TaskCompletionSource _toGiveWay = new();

    [Fact]
    public async Task Task_GivesItsSlotToAHigherPriority_AndGoesOnWithoutBeingRepeated()
    {
        using var engine = new SteppedEngine(null, new EngineOptions { DefaultPoolSlots = 1 });
        var low = await SubmitLowAsync(engine);
        var toEnd = new TaskCompletionSource();
        var high = await SubmitAsync(engine, (_, ctx) => ctx.Run(async (n, _) => { _said.Add("high"); await toEnd.Task; return n; }, 1), s_high);
        Assert.Equal(["low begins"], _said);

        _toGiveWay.SetResult();
        engine.Settle();
        Assert.Equal(["low begins", "high"], _said);
        toEnd.SetResult();
        Assert.Equal(1, await engine.SettleUntilAsync(high.ResultAsync().AsTask()));
        Assert.Equal(1, await engine.SettleUntilAsync(low.ResultAsync().AsTask()));
        Assert.Equal(["low begins", "high", "low goes on"], _said);
        AssertNothingIsLeft(engine);
    }

    [Fact]
    public async Task Task_KeepsItsSlot_WhenNothingOfAHigherPriorityWaits()
    {
        using var engine = new SteppedEngine(null, new EngineOptions { DefaultPoolSlots = 1 });
        var low = await SubmitLowAsync(engine);
        var other = await SubmitAsync(engine, (_, ctx) => ctx.Run((n, _) => { _said.Add("other"); return Task.FromResult(n); }, 1), s_low);
        _toGiveWay.SetResult();
        Assert.Equal(1, await engine.SettleUntilAsync(low.ResultAsync().AsTask()));
        Assert.Equal(1, await engine.SettleUntilAsync(other.ResultAsync().AsTask()));
        Assert.Equal(["low begins", "low goes on", "other"], _said);
        AssertNothingIsLeft(engine);
    }

    [Fact]
    public async Task Timeout_OfATask_StandsStill_WhileItWaitsForASlot_AndThenGoesOn()
    {
        using var engine = new SteppedEngine(null, new EngineOptions { DefaultPoolSlots = 1 });
        var low = await SubmitLowAsync(engine, timeout: TimeSpan.FromMinutes(2), then: token => Task.Delay(Timeout.Infinite, token));
        var toEnd = new TaskCompletionSource();
        await SubmitAsync(engine, (_, ctx) => ctx.Run(async (n, _) => { await toEnd.Task; return n; }, 1), s_high);
        engine.Time.Advance(TimeSpan.FromMinutes(1));
        engine.Settle();
        _toGiveWay.SetResult();
        engine.Settle();
        engine.Time.Advance(TimeSpan.FromHours(1));
        engine.Settle();
        toEnd.SetResult();
        engine.Settle();
        engine.Time.Advance(TimeSpan.FromSeconds(59));
        engine.Settle();
        Assert.Equal(["low begins", "low goes on"], _said);
        engine.Time.Advance(TimeSpan.FromSeconds(1));
        var end = await engine.SettleUntilAsync(low.WaitAsync().AsTask());
        Assert.Equal(JobStatus.DeadLettered, end.Status);
        Assert.Contains("took longer than its 120 s", end.Error!.Message, StringComparison.Ordinal);
        AssertNothingIsLeft(engine);
    }

    [Fact]
    public async Task Cancel_ReachesATaskThatWaitsForASlot_AtOnce()
    {
        using var engine = new SteppedEngine(null, new EngineOptions { DefaultPoolSlots = 1 });
        var low = await SubmitLowAsync(engine);
        var toEnd = new TaskCompletionSource();
        var high = await SubmitAsync(engine, (_, ctx) => ctx.Run(async (n, _) => { await toEnd.Task; return n; }, 1), s_high);
        _toGiveWay.SetResult();
        engine.Settle();
        await engine.SettleUntilAsync(low.CancelAsync().AsTask());
        Assert.Equal(JobStatus.Cancelled, (await engine.SettleUntilAsync(low.WaitAsync().AsTask())).Status);
        Assert.Equal(["low begins", "low is told"], _said);
        toEnd.SetResult();
        Assert.Equal(1, await engine.SettleUntilAsync(high.ResultAsync().AsTask()));
        AssertNothingIsLeft(engine);
    }

    [Fact]
    public async Task Pause_LetsATaskThatWaitsForASlot_ComeToItsEnd()
    {
        using var engine = new SteppedEngine(null, new EngineOptions { DefaultPoolSlots = 1 });
        var low = await SubmitLowAsync(engine);
        var toEnd = new TaskCompletionSource();
        await SubmitAsync(engine, (_, ctx) => ctx.Run(async (n, _) => { await toEnd.Task; return n; }, 1), s_high);
        _toGiveWay.SetResult();
        engine.Settle();
        await engine.SettleUntilAsync(low.PauseAsync().AsTask());
        toEnd.SetResult();
        engine.Settle();
        Assert.Equal(["low begins", "low goes on"], _said);
        await engine.SettleUntilAsync(low.ResumeAsync().AsTask());
        Assert.Equal(1, await engine.SettleUntilAsync(low.ResultAsync().AsTask()));
        Assert.Equal(["low begins", "low goes on"], _said); // Its result was stored.
        AssertNothingIsLeft(engine);
    }

    private Task<JobHandle<int>> SubmitLowAsync(SteppedEngine engine, TimeSpan timeout = default, Func<CancellationToken, Task>? then = null) => SubmitAsync(
        engine,
        (_, ctx) => ctx.Run(
            async (n, task) =>
            {
                _said.Add("low begins");
                await _toGiveWay.Task;
                try
                {
                    await task.GiveWayAsync();
                }
                catch (OperationCanceledException)
                {
                    _said.Add("low is told");
                    throw;
                }

                _said.Add("low goes on");
                if (then is not null) await then(task.CancellationToken);
                return n;
            },
            1, timeout: timeout),
        new SubmitOptions { Priority = JobPriority.Low, Retry = RetryPolicy.None });

    private static async Task<JobHandle<int>> SubmitAsync(SteppedEngine engine, Func<ScriptJob, ScriptContext, Task<int>> script, SubmitOptions options)
    {
        var handle = await engine.SettleUntilAsync(engine.Engine.SubmitAsync(ScriptJob.Of(script), options).AsTask());
        engine.Settle();
        return handle;
    }

    private static void AssertNothingIsLeft(SteppedEngine engine)
    {
        engine.Settle();
        Assert.Equal(0, engine.State.Permits.Taken);
        Assert.Equal(0, engine.Engine.Pools["default"].Running);
        Assert.Empty(engine.State.Jobs);
    }
}
