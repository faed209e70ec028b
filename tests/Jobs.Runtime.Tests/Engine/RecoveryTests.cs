using Jobs.Engine;
using Jobs.Store;

namespace Jobs.Runtime.Tests.Engine;

/// <summary>What a start finds and what becomes of it, step by step. An engine that is left without a stop has crashed.</summary>
public sealed class RecoveryTests
{
    private static readonly EngineOptions s_suspicious = new() { CrashesMax = 1, CrashesAlone = 1 };

    private readonly MemoryStoreData _data = new();

    [Fact]
    public void CancelledRow_ThatIsLoaded_IsTakenOffNoCount()
    {
        var first = new SteppedEngine(_data);
        var id = Submit(first, ScriptJob.Of((_, _) => Task.FromResult(1)), new SubmitOptions { DueAt = first.Time.GetUtcNow() + TimeSpan.FromHours(1) });
        _ = first.Engine.CancelAsync(id).AsTask();
        first.Engine.RunTurn();
        first.Engine.Writer.Step(); // The request is durable; nobody ends the job.

        using var engine = new SteppedEngine(_data);
        engine.Settle();
        Assert.Empty(engine.State.Jobs);
        Assert.Equal(0, engine.State.ScheduledHeld);
        Assert.Equal(0, engine.State.ReadyHeld);
    }

    [Fact]
    public void CancelledRow_ThatIsPausedWhileItIsLoaded_StillEnds()
    {
        var first = new SteppedEngine(_data);
        var id = Submit(first, ScriptJob.Of((_, _) => Task.FromResult(1)));
        _ = first.Engine.CancelAsync(id).AsTask();
        first.Engine.RunTurn();
        first.Engine.Writer.Step();

        using var engine = new SteppedEngine(_data);
        _ = engine.Engine.PauseAsync(id).AsTask();
        engine.Engine.RunTurn(); // Asks for a load, too.
        engine.Engine.Writer.Step();
        engine.Engine.RunTurn();
        engine.Settle(); // The load brings the row that the pause has touched.
        Assert.Equal(JobStatus.Cancelled, _data.History[id.Value].Status);
    }

    [Fact]
    public void CancelledRow_ThatIsPaused_StillEnds()
    {
        var first = new SteppedEngine(_data, new EngineOptions { MaxRunningJobs = 1 });
        Submit(first, Hang());
        var id = Submit(first, ScriptJob.Of((_, _) => Task.FromResult(1)));
        _ = first.Engine.PauseAsync(id).AsTask();
        _ = first.Engine.CancelAsync(id).AsTask();
        first.Engine.RunTurn();
        first.Engine.Writer.Step(); // Both are durable; nobody ends the job.
        Assert.True(_data.Active[id.Value].Row is { IsPaused: true, IsCancelRequested: true });

        using var engine = new SteppedEngine(_data);
        engine.Settle();
        Assert.Equal(JobStatus.Cancelled, _data.History[id.Value].Status);
    }

    [Fact]
    public void ReadyRows_AfterTheWallClockWasSetBack_StillRunAtOnce()
    {
        var runs = 0;
        var script = ScriptJob.Of((_, _) => Task.FromResult(++runs));
        var first = new SteppedEngine(_data);
        _ = first.Engine.SubmitManyAsync(Enumerable.Range(0, 40).Select(i => new ScriptJob { Script = script.Script, Number = i })).AsTask();
        first.Engine.RunTurn();
        first.Engine.Writer.Step();

        using var engine = new SteppedEngine(_data, new EngineOptions { WindowMax = 4 });
        engine.Time.JumpWallClock(TimeSpan.FromHours(-1));
        for (var i = 0; i < 1000; i++) Step(engine);
        Assert.Equal(40, runs);
    }

    [Fact]
    public void InterruptedJob_AfterTheWallClockWasSetBack_GoesOnAtOnce()
    {
        var runs = 0;
        using var engine = new SteppedEngine();
        var id = Submit(engine, ScriptJob.Of(async (_, ctx) =>
        {
            if (++runs == 1) await ctx.SleepAsync(TimeSpan.FromHours(2), "nap");
            return 1;
        }));
        engine.Settle();
        engine.Time.JumpWallClock(TimeSpan.FromHours(-1));
        _ = engine.Engine.PauseAsync(id).AsTask();
        engine.Settle();
        _ = engine.Engine.ResumeAsync(id).AsTask();
        engine.Settle();
        Assert.Equal(2, runs);
        Assert.Empty(engine.State.Jobs);
    }

    [Fact]
    public void SuspectThatIsQuarantined_IsNotStartedWhileItsRowIsRead()
    {
        var id = PauseAlone(Hang());
        using var engine = new SteppedEngine(_data, s_suspicious);
        engine.Engine.RunTurn(); // Asks for the row.
        _ = engine.Engine.ResumeAsync(id).AsTask();
        for (var i = 0; i < 3; i++)
        {
            engine.Engine.RunTurn();
            engine.Engine.Writer.Step();
        }

        Assert.Empty(engine.State.Running);
        engine.Settle();
        Assert.Equal(JobStatus.Quarantined, _data.History[id.Value].Status);
        Assert.Equal(0, engine.State.Permits.Taken);
    }

    [Fact]
    public void Suspect_WhoseRowIsStoredAsScheduled_IsQuarantined()
    {
        var first = new SteppedEngine(_data, s_suspicious);
        var id = Submit(first, Hang(), new SubmitOptions { DueAt = first.Time.GetUtcNow() + TimeSpan.FromMinutes(1) });
        SettleWhenDue(first);
        MarkAgain(first);
        SettleWhenDue(new SteppedEngine(_data, s_suspicious));
        Assert.True(_data.StartMark!.Alone);

        using var engine = new SteppedEngine(_data, s_suspicious);
        engine.Settle();
        Assert.Equal(JobStatus.Quarantined, _data.History[id.Value].Status);
    }

    private static void SettleWhenDue(SteppedEngine engine)
    {
        engine.Settle();
        engine.Time.Advance(TimeSpan.FromMinutes(2));
        engine.Settle();
    }

    /// <summary>A job that was there at a crash, and at another when it ran alone; then it was paused.</summary>
    private JobId PauseAlone(ScriptJob job)
    {
        var first = new SteppedEngine(_data, s_suspicious);
        var id = Submit(first, job);
        first.Settle();
        MarkAgain(first);
        Assert.Equal([id.Value], _data.StartMark!.Ids);

        var second = new SteppedEngine(_data, s_suspicious);
        second.Settle();
        Assert.True(_data.StartMark!.Alone);
        _ = second.Engine.PauseAsync(id).AsTask();
        second.Engine.RunTurn();
        second.Engine.Writer.Step();
        Assert.True(_data.Active[id.Value].Row.IsPaused);
        return id;
    }

    private static ScriptJob Hang() => ScriptJob.Of(async (_, _) =>
    {
        await new TaskCompletionSource().Task;
        return 0;
    });

    private static JobId Submit(SteppedEngine engine, ScriptJob job, SubmitOptions? options = null)
    {
        var before = engine.Store.Commits;
        JobId? id = null;
        engine.Store.Committing = batch => id = batch.Atoms.OfType<SubmitAtom>().FirstOrDefault()?.Id ?? id;
        _ = engine.Engine.SubmitAsync(job, options).AsTask();
        for (var i = 0; i < 10 && id is null; i++)
        {
            engine.Engine.RunTurn();
            engine.Engine.Writer.Step();
        }

        Assert.True(engine.Store.Commits > before);
        engine.Store.Committing = null;
        return id!.Value;
    }

    /// <summary>Makes a batch that changes nothing: the mark of what runs goes with it.</summary>
    private static void MarkAgain(SteppedEngine engine)
    {
        _ = engine.Engine.PauseAsync(new JobId(1)).AsTask();
        engine.Engine.RunTurn();
        engine.Engine.Writer.Step();
    }

    private static void Step(SteppedEngine engine)
    {
        engine.Lane.RunOne();
        engine.Engine.RunTurn();
        engine.Engine.Writer.Step();
        engine.Engine.Reads.Step();
    }
}
