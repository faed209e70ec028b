using System.Globalization;
using Jobs.Engine;
using Jobs.Store;

namespace Jobs.Runtime.Tests.Engine;

/// <summary>How a host stops when something is in its way.</summary>
public sealed class StopTests
{
    [Fact]
    public async Task Stop_OfAHostWhoseVolumeIsFull_EndsAtTheHardDeadline()
    {
        using var engine = new SteppedEngine();
        for (var i = 0; i < 10_000; i++) engine.Store.FailNextCommit(CommitFailure.Full);
        var submit = engine.Engine.SubmitAsync(ScriptJob.Of((_, _) => Task.FromResult(1))).AsTask();
        engine.Settle();
        var stop = engine.Engine.StopAsync(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5));
        for (var i = 0; i < 10; i++)
        {
            engine.Time.Advance(TimeSpan.FromSeconds(1));
            engine.Settle();
        }

        Assert.Equal(0, await engine.SettleUntilAsync(stop));
        await Assert.ThrowsAsync<JobStoreException>(() => submit);
    }

    [Fact]
    public async Task RunningJob_ThatSubmitsAChildWhileTheHostStops_IsInterruptedAndNotFailed()
    {
        var data = new MemoryStoreData();
        JobId id;
        var goOn = new TaskCompletionSource();
        var attempts = new List<int>();
        var child = ScriptJob.Of((_, _) => Task.FromResult(7));
        var parent = ScriptJob.Of(async (_, ctx) =>
        {
            attempts.Add(ctx.Attempt);
            await goOn.Task;
            return await (await ctx.SubmitAsync(child, "child")).ResultAsync();
        });
        using (var first = new SteppedEngine(data))
        {
            var submit = first.Engine.SubmitAsync(parent, new SubmitOptions { Retry = RetryPolicy.None }).AsTask();
            first.Settle();
            id = (await submit).Id;
            var stop = first.Engine.StopAsync(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(20));
            first.Settle();
            goOn.SetResult();
            first.Settle();
            first.Time.Advance(TimeSpan.FromSeconds(11));
            Assert.Equal(0, await first.SettleUntilAsync(stop));
        }

        using var second = new SteppedEngine(data);
        second.Settle();
        Assert.Equal(7, await second.SettleUntilAsync(second.Engine.ResultAsync<int>(id).AsTask()));
        Assert.Equal([1, 1], attempts);
    }

    [Fact]
    public async Task Parent_WhoseChildEndsWhileTheHostStops_MayGoOnAndEnd()
    {
        using var engine = new SteppedEngine();
        var release = new TaskCompletionSource();
        var submit = engine.Engine.SubmitAsync(ScriptJob.Of(async (_, ctx) =>
            await (await ctx.SubmitAsync(ScriptJob.Of(async (_, _) => { await release.Task; return 7; }), "child")).ResultAsync())).AsTask();
        await engine.SettleUntilAsync(() => engine.State.Running.Count == 2);
        var result = (await submit).ResultAsync().AsTask();
        var stop = engine.Engine.StopAsync(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(20));
        engine.Settle();
        release.SetResult();
        Assert.Equal(7, await engine.SettleUntilAsync(result));
        Assert.Equal(0, await engine.SettleUntilAsync(stop));
    }

    [Theory]
    [InlineData("1.00:00:00", "00:00:00.100")] // Beyond the deadline: nobody waits for it.
    [InlineData("00:00:05", "00:00:05")] // It is awaited, and ends.
    public async Task Stop_OfAHostWhereAllSleep_WaitsForThoseAloneThatWakeBeforeTheDeadline(string sleep, string stopsAfter)
    {
        using var engine = new SteppedEngine();
        var time = TimeSpan.Parse(sleep, CultureInfo.InvariantCulture);
        var submit = engine.Engine.SubmitAsync(ScriptJob.Of(async (_, ctx) => { await ctx.SleepAsync(time, "nap"); return 1; })).AsTask();
        await engine.SettleUntilAsync(() => engine.State.Running.Any(e => e.Attempt?.WakesAt is not null && !e.HoldsPermit));
        var result = (await submit).ResultAsync().AsTask();
        var stop = engine.Engine.StopAsync(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(20));
        engine.Settle();
        engine.Time.Advance(TimeSpan.Parse(stopsAfter, CultureInfo.InvariantCulture) - TimeSpan.FromMilliseconds(1));
        engine.Settle();
        Assert.False(stop.IsCompleted);
        engine.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(0, await engine.SettleUntilAsync(stop));
        if (time < TimeSpan.FromSeconds(10)) Assert.Equal(1, await result);
        else await Assert.ThrowsAsync<JobException>(() => result);
    }

    [Fact]
    public async Task Job_ThatSleeps_IsLetBeByAStop_AsLongAsAnotherRuns()
    {
        using var engine = new SteppedEngine();
        var release = new TaskCompletionSource();
        var sleeper = engine.Engine.SubmitAsync(ScriptJob.Of(async (_, ctx) => { await ctx.SleepAsync(TimeSpan.FromDays(1), "nap"); return 1; })).AsTask();
        await engine.SettleUntilAsync(() => engine.State.Running.Any(e => e.Attempt?.WakesAt is not null && !e.HoldsPermit));
        var runner = engine.Engine.SubmitAsync(ScriptJob.Of(async (_, _) => { await release.Task; return 1; })).AsTask();
        await engine.SettleUntilAsync(() => engine.State.Running.Count == 2);
        var stop = engine.Engine.StopAsync(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(20));
        engine.Settle();
        engine.Time.Advance(TimeSpan.FromSeconds(9));
        engine.Settle();
        Assert.All(engine.State.Running, e => Assert.Equal(Interruption.None, e.Attempt!.Interruption));
        release.SetResult();
        await engine.SettleUntilAsync(() => engine.State.Running.Count == 1);
        engine.Time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.Equal(0, await engine.SettleUntilAsync(stop));
        await sleeper;
        await runner;
    }

    [Fact]
    public async Task Job_ThatIgnoresItsCancellation_IsAbandonedAfterOneGrace_HoweverOftenItIsCancelled()
    {
        using var engine = new SteppedEngine(null, new EngineOptions { StopGrace = TimeSpan.FromSeconds(5) });
        var never = new Answer<int>(clients: null);
        var submit = engine.Engine.SubmitAsync(ScriptJob.Of((_, _) => never.Task)).AsTask();
        engine.Settle();
        var id = (await submit).Id;
        for (var i = 0; i < 3; i++)
        {
            _ = engine.Engine.CancelAsync(id).AsTask();
            engine.Settle();
            engine.Time.Advance(TimeSpan.FromSeconds(3));
            engine.Settle();
        }

        Assert.Equal(1, engine.State.Zombies);
        Assert.Equal(JobStatus.Cancelled, (await engine.SettleUntilAsync(engine.Engine.WaitAsync(id).AsTask())).Status);
    }

    [Fact]
    public async Task Attempt_LeftToRecovery_ThatEndsAfterAll_WasNotCountedAndIsNotDiscounted()
    {
        using var engine = new SteppedEngine();
        var release = new TaskCompletionSource();
        var submit = engine.Engine.SubmitAsync(ScriptJob.Of(async (_, _) => { await release.Task; return 1; })).AsTask();
        engine.Settle();
        await submit;
        engine.State.BeginStop(TimeSpan.Zero, TimeSpan.Zero, new Answer<int>(clients: null));
        release.SetResult();
        engine.Settle();
        Assert.Equal(0, engine.State.Zombies);
    }

    [Fact]
    public async Task TimeoutsMessage_ReadsTheSame_WhateverTheCulture()
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        try
        {
            using var engine = new SteppedEngine();
            var never = new Answer<int>(clients: null);
            var submit = engine.Engine.SubmitAsync(
                ScriptJob.Of((_, _) => never.Task),
                new SubmitOptions { Timeout = TimeSpan.FromSeconds(1.5), Retry = RetryPolicy.None }).AsTask();
            engine.Settle();
            for (var i = 0; i < 10; i++)
            {
                engine.Time.Advance(TimeSpan.FromSeconds(1));
                engine.Settle();
            }

            var info = await engine.SettleUntilAsync((await submit).WaitAsync().AsTask());
            Assert.Contains(" 1.5 s", info.Error!.Message, StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
