using Jobs.Engine;
using Jobs.Store;

namespace Jobs.Runtime.Tests.Engine;

/// <summary>Loads of the window that were overtaken by what happened since they read.</summary>
public sealed class StaleLoadTests
{
    [Fact]
    public async Task Load_ThatSawAJobBeforeItWasPaused_DoesNotStartIt()
    {
        using var engine = new SteppedEngine(options: new EngineOptions { MaxRunningJobs = 1 });
        var release = new TaskCompletionSource();
        var runs = 0;
        _ = engine.Engine.SubmitAsync(ScriptJob.Of(async (_, _) => { await release.Task; return 0; })).AsTask();
        var submit = engine.Engine.SubmitAsync(ScriptJob.Of((_, _) => Task.FromResult(++runs))).AsTask();
        engine.Engine.RunTurn();        // The first load is asked for; the submits go to the writer.
        engine.Engine.Writer.Step();
        engine.Engine.RunTurn();        // The first job takes the only permit, the second is ready.
        while (engine.Lane.RunOne()) { }
        var handle = await submit;

        var pause = handle.PauseAsync().AsTask();
        engine.Engine.RunTurn();        // The pause goes to the writer.
        engine.Engine.Reads.Step();     // Now the load reads: the job is not paused.
        engine.Engine.Writer.Step();    // Now it is.
        release.SetResult();
        engine.Settle();
        Assert.Equal(CommandOutcome.Applied, await pause);
        Assert.Equal(0, runs);

        _ = handle.ResumeAsync().AsTask();
        engine.Settle();
        Assert.Equal(1, runs);
    }

    [Fact]
    public void Load_ThatSawAStoredJobBeforeItWasPaused_DoesNotStartIt()
    {
        var data = new MemoryStoreData();
        var runs = 0;
        var first = new SteppedEngine(data);
        _ = first.Engine.SubmitAsync(ScriptJob.Of((_, _) => Task.FromResult(++runs))).AsTask();
        first.Engine.RunTurn();
        first.Engine.Writer.Step();
        var id = new JobId(Assert.Single(data.Active).Key);

        using var engine = new SteppedEngine(data);
        _ = engine.Engine.PauseAsync(id).AsTask();
        engine.Engine.RunTurn();        // The first load is asked for, and the pause goes to the writer.
        engine.Engine.Reads.Step();     // The load reads: the job is not paused.
        engine.Engine.Writer.Step();    // Now it is.
        engine.Settle();
        Assert.Equal(0, runs);
        Assert.Empty(engine.State.Jobs);
    }
}
