using Jobs.Engine;
using Jobs.Store;

namespace Jobs.Runtime.Tests.Engine;

/// <summary>What a load saw, and what happened meanwhile.</summary>
public sealed class WindowTests
{
    [Fact]
    public async Task Submit_ThatALoadSawBeforeItsAcknowledgement_IsTakenInOnce_WithAllOfItsBatch()
    {
        using var engine = new SteppedEngine();
        var runs = 0;
        var script = ScriptJob.Of((_, _) => Task.FromResult(Interlocked.Increment(ref runs)));
        engine.Store.FailNextCommit(CommitFailure.Unknown, afterApplying: true);
        var submits = Enumerable.Range(0, 3).Select(_ => engine.Engine.SubmitAsync(script).AsTask()).ToArray();
        engine.Engine.RunTurn();     // The first load is asked for; the submits go to the writer.
        engine.Engine.Writer.Step(); // They are stored, and the writer does not know it yet.
        engine.Settle();             // The load finds them.
        engine.Time.Advance(TimeSpan.FromSeconds(1));
        engine.Settle();             // The writer asks, and acknowledges.

        foreach (var submit in submits) await engine.SettleUntilAsync(submit);
        Assert.Equal(3, runs);
        Assert.Empty(engine.State.Jobs);
    }

    [Fact]
    public void Submit_LeftToTheStoreWhileALoadIsUnderWay_IsLoadedLater()
    {
        var runs = 0;
        var script = ScriptJob.Of((_, _) => Task.FromResult(++runs));
        using var engine = new SteppedEngine(null, new EngineOptions { WindowMax = 16, MaxRunningJobs = 1 });
        engine.Settle();
        _ = engine.Engine.SubmitManyAsync(Enumerable.Range(0, 40).Select(i => new ScriptJob { Script = script.Script, Number = i })).AsTask();
        while (!engine.State.Window.IsLoading) Step(engine);
        engine.Engine.Writer.Step();
        engine.Time.Advance(TimeSpan.FromMinutes(1));
        _ = engine.Engine.SubmitAsync(new ScriptJob { Script = script.Script, Number = 40 }).AsTask();
        engine.Engine.RunTurn();     // The submit goes to the writer.
        engine.Engine.Reads.Step();  // The load sees the forty,
        engine.Engine.Writer.Step(); // the forty-first is committed,
        Assert.True(engine.State.Window.IsLoading);
        engine.Settle();             // and its acknowledgement comes before the load's answer.
        Assert.Equal(41, runs);

        static void Step(SteppedEngine engine)
        {
            engine.Lane.RunOne();
            engine.Engine.RunTurn();
            engine.Engine.Writer.Step();
        }
    }

    [Fact]
    public async Task Payloads_BeyondTheirBytes_AreReadWhenTheirJobsStart()
    {
        var ran = new List<int>();
        var release = new TaskCompletionSource();
        var script = ScriptJob.Of(async (job, _) =>
        {
            if (job.Number == 0) await release.Task;
            ran.Add(job.Number);
            return job.Number;
        });
        using var engine = new SteppedEngine(null, new EngineOptions { MaxRunningJobs = 1, PayloadBytesMax = 300 });
        var submits = Enumerable.Range(0, 20).Select(i => engine.Engine.SubmitAsync(new ScriptJob { Script = script.Script, Number = i }).AsTask()).ToArray();
        engine.Settle();
        Assert.InRange(engine.State.PayloadBytesHeld, 1, 300);
        Assert.Contains(engine.State.Jobs.Values, e => e.Payload is null && e.Attempt is null);

        release.SetResult();
        foreach (var submit in submits) await engine.SettleUntilAsync((await submit).ResultAsync().AsTask());
        Assert.Equal(Enumerable.Range(0, 20), ran);
        Assert.Equal(0, engine.State.PayloadBytesHeld);
    }

    [Fact]
    public void ScheduledJob_LeftToTheStore_StartsAtItsTime_NotWhenTheOthersAreDue()
    {
        var ran = new List<int>();
        var script = ScriptJob.Of((job, _) => { ran.Add(job.Number); return Task.FromResult(0); });
        using var engine = WithFullWindow(script);
        _ = engine.Engine.SubmitAsync(
            new ScriptJob { Script = script.Script, Number = 99 },
            new SubmitOptions { DueAt = engine.Time.GetUtcNow() + TimeSpan.FromMinutes(1) }).AsTask();
        engine.Settle();
        engine.Time.Advance(TimeSpan.FromMinutes(2));
        engine.Settle();
        Assert.Equal([99], ran);
    }

    [Fact]
    public void Loop_WakesForWhatIsDueInTheStoreAlone()
    {
        var script = ScriptJob.Of((_, _) => Task.FromResult(0));
        using var engine = WithFullWindow(script);
        _ = engine.Engine.SubmitAsync(script, new SubmitOptions { DueAt = engine.Time.GetUtcNow() + TimeSpan.FromMilliseconds(300) }).AsTask();
        engine.Settle();
        Assert.Equal(16, engine.State.ScheduledHeld);
        Assert.Equal(TimeSpan.FromMilliseconds(300), engine.State.Clock.UntilNext());
    }

    [Fact]
    public void Backlog_WhoseFirstLoadFailed_IsLoadedWhenTheStoreCanBeRead()
    {
        var data = new MemoryStoreData();
        var ran = false;
        var first = new SteppedEngine(data);
        _ = first.Engine.SubmitAsync(ScriptJob.Of((_, _) => { ran = true; return Task.FromResult(0); })).AsTask();
        first.Engine.RunTurn();
        first.Engine.Writer.Step();

        using var engine = new SteppedEngine(data);
        engine.Store.IsBlind = true;
        engine.Settle();
        engine.Store.IsBlind = false;
        engine.Time.Advance(TimeSpan.FromSeconds(1));
        engine.Settle();
        Assert.True(ran);
    }

    [Fact]
    public async Task Parents_ThatFillAPage_DoNotKeepTheirChildrenOut()
    {
        const int Parents = 10;
        var data = new MemoryStoreData();
        var release = new TaskCompletionSource();
        var child = ScriptJob.Of(async (_, _) => { await release.Task; return 1; });
        var parent = ScriptJob.Of(async (_, ctx) => await (await ctx.SubmitAsync(child, "child")).ResultAsync());
        var first = new SteppedEngine(data); // Never closed: that is a crash.
        for (var i = 0; i < Parents; i++) _ = first.Engine.SubmitAsync(parent).AsTask();
        await first.SettleUntilAsync(() => first.State.Running.Count == 2 * Parents && first.State.Permits.Taken == Parents);

        release.SetResult();
        using var engine = new SteppedEngine(data, new EngineOptions { WindowMax = 4 });
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10)); // Spent by a test that fails alone.
        while (data.Active.Count > 0 && !patience.IsCancellationRequested)
        {
            engine.Lane.RunOne(); // Step by step: loads without end would never settle.
            engine.Engine.RunTurn();
            engine.Engine.Writer.Step();
            engine.Engine.Reads.Step();
            await Task.Yield();
        }

        Assert.Empty(data.Active);
    }

    [Fact]
    public void DueBacklog_LargerThanTheWindow_IsNotReadAgainAndAgain()
    {
        var data = new MemoryStoreData();
        var never = new TaskCompletionSource<int>();
        var script = ScriptJob.Of((_, _) => never.Task);
        using var engine = new SteppedEngine(data, new EngineOptions { WindowMax = 16, MaxRunningJobs = 1 });
        engine.Settle();
        _ = engine.Engine.SubmitManyAsync(
            Enumerable.Range(0, 100).Select(i => new ScriptJob { Script = script.Script, Number = i }),
            new SubmitOptions { DueAt = engine.Time.GetUtcNow() + TimeSpan.FromMinutes(1) }).AsTask();
        engine.Settle();
        engine.Time.Advance(TimeSpan.FromMinutes(2));
        var reads = 0;
        for (var i = 0; i < 500; i++)
        {
            engine.Lane.RunOne();
            engine.Engine.RunTurn();
            engine.Engine.Writer.Step();
            if (engine.Engine.Reads.Step()) reads++;
        }

        Assert.InRange(reads, 0, 10);
        Assert.InRange(engine.State.Jobs.Count, 1, 64);
    }

    /// <summary>An engine whose window is full of jobs that are due tomorrow.</summary>
    private static SteppedEngine WithFullWindow(ScriptJob script)
    {
        var engine = new SteppedEngine(null, new EngineOptions { WindowMax = 16 });
        engine.Settle();
        _ = engine.Engine.SubmitManyAsync(
            Enumerable.Range(0, 16).Select(i => new ScriptJob { Script = script.Script, Number = i }),
            new SubmitOptions { DueAt = engine.Time.GetUtcNow() + TimeSpan.FromDays(1) }).AsTask();
        engine.Settle();
        return engine;
    }
}
