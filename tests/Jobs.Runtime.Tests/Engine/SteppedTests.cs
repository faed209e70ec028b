using Jobs.Catalog;
using Jobs.Engine;
using Jobs.Store;

namespace Jobs.Runtime.Tests.Engine;

/// <summary>Interleavings that chance would seldom bring about, step by step.</summary>
public sealed class SteppedTests
{
    [Fact]
    public async Task Load_ThatSawAJobBeforeItEnded_DoesNotReviveIt()
    {
        using var engine = new SteppedEngine();
        var runs = 0;
        var submit = engine.Engine.SubmitAsync(ScriptJob.Of((_, _) => Task.FromResult(++runs))).AsTask();

        engine.Engine.RunTurn();        // The first load is asked for; the submit goes to the writer.
        engine.Engine.Writer.Step();    // It is durable.
        engine.Engine.RunTurn();        // It starts.
        while (engine.Lane.RunOne()) { } // It runs to its end.
        engine.Engine.RunTurn();        // Its outcome goes to the writer.
        engine.Engine.Reads.Step();     // Now the load reads: the row is still there.
        engine.Engine.Writer.Step();    // Now the outcome is durable.
        engine.Settle();

        Assert.Equal(1, runs);
        Assert.Empty(engine.State.Jobs);
        var result = (await submit).ResultAsync().AsTask();
        engine.Settle();
        Assert.Equal(1, await result);
    }

    [Fact]
    public void Job_IsStartedOnlyAfterItsRowIsCommitted()
    {
        using var engine = new SteppedEngine();
        var started = false;
        _ = engine.Engine.SubmitAsync(ScriptJob.Of((_, _) => { started = true; return Task.FromResult(1); })).AsTask();
        for (var i = 0; i < 5; i++)
        {
            engine.Engine.RunTurn();
            while (engine.Lane.RunOne()) { }
        }

        Assert.False(started);
        engine.Settle();
        Assert.True(started);
    }

    [Fact]
    public async Task Outcome_IsVisibleOnlyAfterItsCommit()
    {
        using var engine = new SteppedEngine();
        var submit = engine.Engine.SubmitAsync(ScriptJob.Of((_, _) => Task.FromResult(9))).AsTask();
        engine.Engine.RunTurn();
        engine.Engine.Writer.Step();
        engine.Engine.RunTurn();
        var handle = await submit;
        var result = handle.ResultAsync().AsTask();
        while (engine.Lane.RunOne()) { }
        for (var i = 0; i < 5; i++) engine.Engine.RunTurn();
        Assert.False(result.IsCompleted);
        Assert.False(engine.State.Recent.TryGet(handle.Id, out _)); // The task alone proves little: it ends on another thread.

        engine.Settle();
        Assert.Equal(9, await result);
    }

    [Fact]
    public void Backlog_EntersMemoryAWindowAtATime_AndRunsToItsEnd()
    {
        var data = new MemoryStoreData();
        var runs = 0;
        var script = ScriptJob.Of((_, _) => Task.FromResult(++runs));
        using (var first = new SteppedEngine(data, new EngineOptions { WindowMax = 16, MaxRunningJobs = 1 }))
        {
            _ = first.Engine.SubmitManyAsync(Enumerable.Range(0, 500).Select(i => new ScriptJob { Script = script.Script, Number = i })).AsTask();
            first.Engine.RunTurn();
            first.Engine.Writer.Step();
            first.Engine.RunTurn();
        }

        using var engine = new SteppedEngine(data, new EngineOptions { WindowMax = 16, MaxRunningJobs = 1 });
        engine.Engine.RunTurn();
        engine.Engine.Reads.Step();
        engine.Engine.RunTurn();
        Assert.InRange(engine.State.Jobs.Count, 1, 16);
        engine.Settle();
        Assert.Equal(500, runs);
        Assert.Equal(0, engine.State.Permits.Taken);
    }

    [Fact]
    public void HigherPriority_ArrivingWhileMemoryIsFull_StillRunsFirst()
    {
        var order = new List<int>();
        var script = ScriptJob.Of((job, _) => { order.Add(job.Number); return Task.FromResult(0); });
        using var engine = new SteppedEngine(null, new EngineOptions { WindowMax = 16, MaxRunningJobs = 1 });
        engine.Settle();
        _ = engine.Engine.SubmitManyAsync(Enumerable.Range(0, 100).Select(i => new ScriptJob { Script = script.Script, Number = i })).AsTask();
        engine.Engine.RunTurn();
        _ = engine.Engine.SubmitAsync(new ScriptJob { Script = script.Script, Number = -1 }, new SubmitOptions { Priority = JobPriority.High }).AsTask();
        engine.Settle();
        Assert.Equal(101, order.Count);
        Assert.InRange(order.IndexOf(-1), 0, 2);
        Assert.Equal(Enumerable.Range(0, 100), order.Where(n => n >= 0));
    }

    [Fact]
    public async Task ScheduledJob_StartsWhenTheClockReachesItsTime()
    {
        using var engine = new SteppedEngine();
        var ran = false;
        var submit = engine.Engine.SubmitAsync(
            ScriptJob.Of((_, _) => { ran = true; return Task.FromResult(1); }),
            new SubmitOptions { DueAt = engine.Time.GetUtcNow() + TimeSpan.FromMinutes(10) }).AsTask();
        engine.Settle();
        await submit;
        engine.Time.Advance(TimeSpan.FromMinutes(9));
        engine.Settle();
        Assert.False(ran);
        Assert.Equal(1, engine.State.ScheduledHeld);
        engine.Time.Advance(TimeSpan.FromMinutes(2));
        engine.Settle();
        Assert.True(ran);
        Assert.Equal(0, engine.State.ScheduledHeld);
    }

    [Fact]
    public void SleepingJob_WakesWithoutTheSharedPool()
    {
        using var engine = new SteppedEngine();
        _ = engine.Engine.SubmitAsync(ScriptJob.Of(async (_, ctx) =>
        {
            await ctx.SleepAsync(TimeSpan.FromMinutes(1), "nap");
            return 1;
        })).AsTask();
        engine.Settle();
        engine.Time.Advance(TimeSpan.FromMinutes(2));
        engine.Settle(); // All of it happens here, or something waits for a thread that user code may hold.
        Assert.Empty(engine.State.Jobs);
    }

    [Fact]
    public async Task FullVolume_StartsNothingNew_AndGoesOnWhenThereIsRoom()
    {
        using var engine = new SteppedEngine();
        var runs = 0;
        var job = ScriptJob.Of((_, _) => Task.FromResult(++runs));
        engine.Store.FailNextCommit(CommitFailure.Full);
        var kept = engine.Engine.SubmitAsync(job).AsTask();
        engine.Settle();
        Assert.False(kept.IsCompleted);
        var refused = engine.Engine.SubmitAsync(job).AsTask();
        engine.Settle();
        Assert.Equal(JobStoreFault.Full, (await Assert.ThrowsAsync<JobStoreException>(() => refused)).Fault);

        engine.Time.Advance(TimeSpan.FromSeconds(2));
        engine.Settle();
        await kept;
        Assert.Equal(1, runs);
    }

    [Fact]
    public async Task ReadyJob_WhileTheVolumeIsFull_WaitsUntilThereIsRoom()
    {
        using var engine = new SteppedEngine(null, new EngineOptions { MaxRunningJobs = 1 });
        var toEnd = new TaskCompletionSource<int>();
        var ran = false;
        _ = engine.Engine.SubmitAsync(ScriptJob.Of((_, _) => toEnd.Task)).AsTask();
        _ = engine.Engine.SubmitAsync(ScriptJob.Of((_, _) => { ran = true; return Task.FromResult(1); })).AsTask();
        engine.Settle();
        engine.Store.FailNextCommit(CommitFailure.Full);
        _ = engine.Engine.SubmitAsync(ScriptJob.Of((_, _) => Task.FromResult(1))).AsTask();
        engine.Settle();
        toEnd.SetResult(1);
        engine.Settle(); // The permit is free; what would run now could not record its outcome.
        Assert.Equal(0, engine.State.Permits.Taken);
        Assert.False(ran);

        engine.Time.Advance(TimeSpan.FromSeconds(2));
        await engine.SettleUntilAsync(() => engine.State.Jobs.Count == 0);
        Assert.True(ran);
    }

    [Fact]
    public void Tasks_WithoutADurableResult_AreAsManyAsTheirCredits()
    {
        using var engine = new SteppedEngine(null, new EngineOptions { DefaultPoolSlots = 2, Limits = JobLimits.Default with { UnacknowledgedOutcomesMax = 4 } });
        var runs = 0;
        _ = engine.Engine.SubmitAsync(ScriptJob.Of(async (job, ctx) =>
        {
            engine.HoldsCommits = true;
            await foreach (var result in ctx.Many((n, _) => { runs++; return Task.FromResult(n); }, [.. Enumerable.Range(0, 100)])) job.Sum += result.Result;
            return job.Sum;
        })).AsTask();
        engine.Settle();
        Assert.Equal(4 + 2, runs); // What a crash costs now.
        engine.HoldsCommits = false;
        engine.Settle();
        Assert.Equal(100, runs);
        Assert.Empty(engine.State.Jobs);
    }

    [Fact]
    public async Task PausedJob_StartsNoTask_FromTheAcknowledgementToTheResume()
    {
        using var engine = new SteppedEngine();
        var starts = 0;
        var job = ScriptJob.Of(async (job, ctx) =>
        {
            await foreach (var result in ctx.Many((n, _) => { starts++; return Task.FromResult(n); }, [.. Enumerable.Range(0, 400)])) job.Sum++;
            return job.Sum;
        });
        var handle = engine.Engine.SubmitAsync(job).AsTask();
        while (starts < 20) Step(engine);
        var id = (await handle).Id;
        var pause = engine.Engine.PauseAsync(id).AsTask();
        while (!engine.State.Jobs[id.Value].IsPaused) Step(engine);
        var atPause = starts;
        engine.Settle();
        Assert.Equal(atPause, starts);
        Assert.Empty(engine.State.Jobs);

        _ = engine.Engine.ResumeAsync(id).AsTask();
        engine.Settle();
        Assert.Equal(400, starts);
        Assert.Equal(CommandOutcome.Applied, await pause);
    }

    [Fact]
    public void Job_ThatIsPausedBeforeItsCodeBegins_DoesNotBegin()
    {
        using var engine = new SteppedEngine();
        var starts = 0;
        _ = engine.Engine.SubmitAsync(ScriptJob.Of((_, _) => Task.FromResult(++starts))).AsTask();
        engine.Engine.RunTurn();
        engine.Engine.Writer.Step();
        engine.Engine.RunTurn(); // It is on its way to the lane.
        var id = Assert.Single(engine.State.Running).Id;
        _ = engine.Engine.PauseAsync(id).AsTask();
        engine.Engine.RunTurn();
        engine.Engine.Writer.Step();
        engine.Engine.RunTurn(); // The pause is acknowledged.
        engine.Settle();
        Assert.Equal(0, starts);
        Assert.Empty(engine.State.Jobs);

        _ = engine.Engine.ResumeAsync(id).AsTask();
        engine.Settle();
        Assert.Equal(1, starts);
    }

    private static void Step(SteppedEngine engine)
    {
        engine.Lane.RunOne();
        engine.Engine.RunTurn();
        engine.Engine.Writer.Step();
        engine.Engine.Reads.Step();
    }
}
