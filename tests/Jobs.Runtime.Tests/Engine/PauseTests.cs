using Jobs.Engine;
using Jobs.Store;

namespace Jobs.Runtime.Tests.Engine;

/// <summary>Pause and cancel of jobs that wait for their turn.</summary>
public sealed class PauseTests
{
    [Fact]
    public async Task WaitingJob_PausedAndResumed_IsKeptOnceInMemory_AndRunsOnce()
    {
        using var engine = new SteppedEngine(null, new EngineOptions { MaxRunningJobs = 1 });
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var runs = 0;
        JobId id = default;
        var wasInMemory = false;
        _ = engine.Engine.SubmitAsync(ScriptJob.Of(async (_, _) => { await release.Task; return 0; })).AsTask();
        engine.Settle();
        var submit = engine.Engine.SubmitAsync(ScriptJob.Of((_, _) =>
        {
            wasInMemory = engine.State.Jobs.ContainsKey(id.Value);
            return Task.FromResult(++runs);
        })).AsTask();
        engine.Settle();
        id = (await submit).Id;

        _ = engine.Engine.PauseAsync(id).AsTask();
        engine.Settle();
        _ = engine.Engine.ResumeAsync(id).AsTask();
        engine.Settle();
        Assert.Equal(1, engine.State.ReadyHeld);
        release.SetResult();
        Assert.Equal(1, await engine.SettleUntilAsync((await submit).ResultAsync().AsTask()));
        Assert.Equal(1, runs);
        Assert.True(wasInMemory, "The loop lost sight of the job while it ran.");
        Assert.Equal(0, engine.State.ReadyHeld);
        Assert.Equal(0, engine.State.Permits.Taken);
        Assert.Empty(engine.State.Jobs);
    }

    [Fact]
    public async Task Child_WhoseSubmitComesBehindThePauseOfItsTree_IsPausedWithIt()
    {
        using var engine = new SteppedEngine();
        var (goOn, ran) = (new TaskCompletionSource(), false);
        var child = ScriptJob.Of((_, _) => { ran = true; return Task.FromResult(1); });
        var submit = engine.Engine.SubmitAsync(ScriptJob.Of(async (_, ctx) =>
        {
            await goOn.Task;
            return await (await ctx.SubmitAsync(child, "child")).ResultAsync();
        })).AsTask();
        engine.Settle();
        var id = (await submit).Id;

        goOn.SetResult();
        while (engine.Lane.RunOne()) { } // The submit is on its way to the loop,
        var pause = engine.Engine.PauseAsync(id).AsTask(); // and the pause, which the loop takes first.
        engine.Settle();
        Assert.Equal(CommandOutcome.Applied, await pause);
        Assert.False(ran);
        Assert.Empty(engine.State.Jobs);

        _ = engine.Engine.ResumeAsync(id).AsTask();
        Assert.Equal(1, await engine.SettleUntilAsync((await submit).ResultAsync().AsTask()));
    }

    [Fact]
    public async Task Job_WhoseWaitAPauseEnds_TakesNoPermitAgain_ThoughItsTaskRunsOn()
    {
        using var engine = new SteppedEngine(null, new EngineOptions { MaxRunningJobs = 1 });
        var (toEnd, ran) = (new TaskCompletionSource<int>(), false);
        var submit = engine.Engine.SubmitAsync(ScriptJob.Of(async (_, ctx) =>
        {
            var task = ctx.Run((_, _) => toEnd.Task, 1);
            await ctx.SleepAsync(TimeSpan.FromDays(1), "nap");
            return await task;
        })).AsTask();
        engine.Settle();
        _ = (await submit).PauseAsync().AsTask();
        engine.Settle();
        Assert.Single(engine.State.Running); // Its task runs on.
        Assert.Equal(0, engine.State.Permits.Taken);
        _ = engine.Engine.SubmitAsync(ScriptJob.Of((_, _) => { ran = true; return Task.FromResult(1); })).AsTask();
        engine.Settle();
        Assert.True(ran);
        toEnd.SetResult(1);
        engine.Settle();
        Assert.Empty(engine.State.Jobs);
    }

    [Fact]
    public async Task Pause_AfterACancellation_DoesNotWeakenIt()
    {
        using var engine = new SteppedEngine();
        var toCheckpoint = new TaskCompletionSource();
        var told = Interruption.None;
        var submit = engine.Engine.SubmitAsync(ScriptJob.Of(async (_, ctx) =>
        {
            await toCheckpoint.Task;
            told = (await Assert.ThrowsAnyAsync<JobInterruptedException>(async () => await ctx.CheckpointAsync())).Interruption;
            ctx.ThrowIfInterrupted();
            return 1;
        })).AsTask();
        engine.Settle();
        var handle = await submit;
        _ = handle.CancelAsync().AsTask();
        engine.Settle();
        _ = handle.PauseAsync().AsTask();
        engine.Settle();
        toCheckpoint.SetResult();
        Assert.Equal(JobStatus.Cancelled, (await engine.SettleUntilAsync(handle.WaitAsync().AsTask())).Status);
        Assert.Equal(Interruption.Cancel, told);
    }

    [Fact]
    public async Task Job_ThatIsPausedAndResumedWhileItsOldCodeRuns_IsTriedAgainWhenThatEnds()
    {
        using var engine = new SteppedEngine(null, new EngineOptions { StopGrace = TimeSpan.FromSeconds(5) });
        var release = new TaskCompletionSource();
        var submit = engine.Engine.SubmitAsync(
            ScriptJob.Of(async (_, ctx) =>
            {
                if (ctx.Attempt == 1) await release.Task;
                return ctx.Attempt;
            }),
            new SubmitOptions { Timeout = TimeSpan.FromMinutes(1), Retry = new RetryPolicy { Delay = TimeSpan.Zero } }).AsTask();
        engine.Settle();
        for (var i = 0; i < 2; i++)
        {
            engine.Time.Advance(TimeSpan.FromMinutes(2));
            engine.Settle();
        }

        var handle = await submit;
        Assert.Equal(EntryState.AwaitingZombie, engine.State.Jobs[handle.Id.Value].State);
        _ = handle.PauseAsync().AsTask();
        engine.Settle();
        _ = handle.ResumeAsync().AsTask();
        engine.Settle();
        release.SetResult();
        Assert.Equal(2, await engine.SettleUntilAsync(handle.ResultAsync().AsTask()));
    }

    [Fact]
    public async Task PauseOfAJobThatHasEnded_CostsItsRunningChild_NoAttemptAndNoResult()
    {
        using var engine = new SteppedEngine();
        var goOn = new TaskCompletionSource();
        var attempts = new List<int>();
        var runs = new List<int>();
        var child = ScriptJob.Of(async (job, ctx) =>
        {
            attempts.Add(ctx.Attempt);
            await foreach (var result in ctx.Many(
                async (n, _) =>
                {
                    lock (runs) runs.Add(n);
                    if (n == 3) await goOn.Task;
                    return n;
                },
                [1, 2, 3, 4, 5]))
            {
                job.Sum += result.Result;
                if (result.Result == 1) await ctx.CheckpointAsync();
            }

            return job.Sum;
        });
        JobId childId = default;
        var parent = await engine.SettleUntilAsync(engine.Engine.SubmitAsync(ScriptJob.Of(async (_, ctx) =>
        {
            childId = (await ctx.SubmitAsync(child, "child", new SubmitOptions { Retry = RetryPolicy.None })).Id;
            return 0;
        })).AsTask());
        await engine.SettleUntilAsync(parent.ResultAsync().AsTask());
        await engine.SettleUntilAsync(() => runs.Contains(3));

        Assert.Equal(CommandOutcome.AlreadyFinishing, await engine.SettleUntilAsync(engine.Engine.PauseAsync(parent.Id).AsTask()));
        Assert.Equal(Interruption.Pause, engine.State.Jobs[childId.Value].Attempt!.Interruption); // The gates were closed for it all the same.
        goOn.SetResult();
        Assert.Equal(15, await engine.SettleUntilAsync(engine.Engine.ResultAsync<int>(childId).AsTask()));
        Assert.Equal([1, 1], attempts);
        Assert.Equal([1, 2, 3, 4, 5], runs.Order());
        Assert.Equal(0, (await engine.SettleUntilAsync(engine.Engine.FindAsync(childId).AsTask()))!.FailedAttempts);
    }

    [Fact]
    public async Task Suspect_CancelledBeforeItRanAlone_KeepsNobodyOut()
    {
        var data = new MemoryStoreData();
        var never = new TaskCompletionSource<int>();
        JobId id = default;
        using var first = new SteppedEngine(data, new EngineOptions { CrashesMax = 1 });
        var submit = first.Engine.SubmitAsync(ScriptJob.Of((_, _) => never.Task)).AsTask();
        first.Settle();
        id = (await submit).Id;
        _ = first.Engine.SubmitAsync(ScriptJob.Of((_, _) => never.Task)).AsTask(); // Its commit carries the mark of the first.
        first.Settle();

        using var engine = new SteppedEngine(data, new EngineOptions { CrashesMax = 1 });
        engine.Engine.RunTurn();    // The load is asked for.
        engine.Engine.Reads.Step(); // The suspect is read.
        _ = engine.Engine.CancelAsync(id).AsTask();
        engine.Engine.RunTurn();    // Its mark and the cancellation go to the writer in one batch.
        var alone = engine.State.Probation.Alone;
        Assert.Equal(id, alone?.Id);
        engine.Settle();
        Assert.False(engine.State.Jobs.ContainsKey(id.Value));
        Assert.NotSame(alone, engine.State.Probation.Alone);
    }

    [Fact]
    public async Task Suspect_WhoseTimeAloneIsOver_IsNotBlamedForItsNeighbours()
    {
        var data = new MemoryStoreData();
        var never = new TaskCompletionSource<int>();
        using var first = new SteppedEngine(data, new EngineOptions { CrashesMax = 1, MaxRunningJobs = 1 });
        var hang = ScriptJob.Of((_, _) => never.Task);
        var submit = first.Engine.SubmitAsync(hang).AsTask();
        first.Settle();
        _ = first.Engine.PauseAsync(new JobId(1)).AsTask(); // Any commit carries the mark.
        first.Settle();

        using var engine = new SteppedEngine(data, new EngineOptions { CrashesMax = 1, ProbationMax = TimeSpan.FromSeconds(10) });
        engine.Settle();
        Assert.Equal((await submit).Id, engine.State.Probation.Alone?.Id);
        bool? wasMarkedAlone = null;
        var neighbour = engine.Engine.SubmitAsync(ScriptJob.Of((_, _) =>
        {
            wasMarkedAlone = data.StartMark?.Alone;
            return Task.FromResult(1);
        })).AsTask();
        engine.Settle();
        Assert.Null(wasMarkedAlone);
        Assert.True(data.StartMark?.Alone);
        engine.HoldsCommits = true;
        engine.Time.Advance(TimeSpan.FromSeconds(11));
        engine.Settle();
        Assert.Null(wasMarkedAlone);
        engine.HoldsCommits = false;
        Assert.Equal(1, await engine.SettleUntilAsync((await neighbour).ResultAsync().AsTask()));
        Assert.False(wasMarkedAlone);
    }
}
