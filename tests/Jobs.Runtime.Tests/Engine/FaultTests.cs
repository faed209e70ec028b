using Jobs.Engine;
using Jobs.Store;

namespace Jobs.Runtime.Tests.Engine;

/// <summary>What user code and the store can do to the engine, and what it may not cost.</summary>
public sealed class FaultTests
{
    [Fact]
    public async Task Job_ThatReturnsNullForItsTask_FailsAndFreesItsPermit()
    {
        await using var host = await TestHost.StartAsync(configure: jobs => jobs.Configure(o => o.MaxRunningJobs = 1));
        var bad = await host.Client.SubmitAsync(ScriptJob.Of((_, _) => null!), new SubmitOptions { Retry = RetryPolicy.None });
        Assert.Equal(JobStatus.DeadLettered, (await bad.WaitAsync()).Status);
        Assert.Equal(1, await (await host.Client.SubmitAsync(ScriptJob.Of((_, _) => Task.FromResult(1)))).ResultAsync());
    }

    [Fact]
    public async Task Job_ThatLeavesTasksRunning_FailsAfterTheyWereCancelledAndAwaited()
    {
        await using var host = await TestHost.StartAsync();
        var started = new TaskCompletionSource();
        var ended = false;
        var job = ScriptJob.Of(async (_, ctx) =>
        {
            var left = ctx.Run(async (n, task) =>
            {
                started.TrySetResult();
                try
                {
                    await Task.Delay(Timeout.Infinite, task.CancellationToken);
                }
                finally
                {
                    ended = true;
                }

                return n;
            }, 1);
            await started.Task;
            return left.IsCompleted ? 0 : 1;
        });
        var failed = await Assert.ThrowsAsync<JobFailedException>(async () => await (await host.Client.SubmitAsync(job)).ResultAsync());
        Assert.True(ended);
        Assert.Equal("UnfinishedTasks", failed.Error!.Type);
        Assert.Equal(JobStatus.Failed, failed.Status);
    }

    [Fact]
    public async Task Job_ThatSwallowsItsCancellation_EndsCancelledAfterTheGrace()
    {
        await using var host = await TestHost.StartAsync(configure: jobs => jobs.Configure(o => (o.MaxRunningJobs, o.StopGrace) = (1, TimeSpan.FromMilliseconds(50))));
        var started = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        var job = ScriptJob.Of(async (_, _) =>
        {
            started.SetResult();
            await release.Task;
            return 1;
        });
        var handle = await host.Client.SubmitAsync(job);
        await started.Task;
        await handle.CancelAsync();
        Assert.Equal(JobStatus.Cancelled, (await handle.WaitAsync()).Status);
        Assert.Equal(1, await (await host.Client.SubmitAsync(ScriptJob.Of((_, _) => Task.FromResult(1)))).ResultAsync());
        Assert.Equal(1, host.Host.Engine.Zombies);
        release.SetResult();
    }

    [Fact]
    public async Task AbandonedAttempts_BeyondTheirBound_KeepNewOnesFromStarting_UntilOneEnds()
    {
        using var engine = new SteppedEngine(null, new EngineOptions { ZombiesMax = 1, StopGrace = TimeSpan.FromSeconds(5) });
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        for (var i = 0; i < 2; i++)
        {
            var submit = engine.Engine.SubmitAsync(ScriptJob.Of(async (_, _) => { await release.Task; return 1; })).AsTask();
            engine.Settle();
            Assert.True(engine.Engine.Health.IsHealthy);
            _ = engine.Engine.CancelAsync((await submit).Id).AsTask();
            engine.Settle();
            engine.Time.Advance(TimeSpan.FromSeconds(6));
            engine.Settle();
        }

        Assert.Equal(2, engine.State.Zombies);
        Assert.False(engine.Engine.Health.IsHealthy);
        Assert.Contains("Restart the process", engine.Engine.Health.Problem);

        // Taken in, because that needs no code to run; not started.
        var started = false;
        var late = engine.Engine.SubmitAsync(ScriptJob.Of((_, _) => { started = true; return Task.FromResult(7); })).AsTask();
        engine.Settle();
        var result = (await late).ResultAsync().AsTask();
        engine.Settle();
        Assert.False(started);

        release.SetResult();
        Assert.Equal(7, await engine.SettleUntilAsync(result));
        Assert.Equal(new JobsHealth(true, null), engine.Engine.Health);
    }

    [Fact]
    public async Task Checkpoint_ThatIsNotAwaited_IsSavedBeforeTheOutcome()
    {
        using var engine = new SteppedEngine();
        var submit = engine.Engine.SubmitAsync(ScriptJob.Of((job, ctx) =>
        {
            _ = ctx.CheckpointAsync().AsTask();
            return Task.FromResult(3);
        })).AsTask();
        engine.Settle();
        Assert.Equal(3, await engine.SettleUntilAsync((await submit).ResultAsync().AsTask()));
    }

    [Fact]
    public async Task Checkpoint_ThatIsNotAwaitedAndIsRefused_FailsTheJob_AndSaysSo()
    {
        var data = new MemoryStoreData();
        using var engine = new SteppedEngine(data);
        var submit = engine.Engine.SubmitAsync(ScriptJob.Of(async (job, ctx) =>
        {
            await foreach (var one in ctx.Many((n, _) => Task.FromResult(n), [1])) job.Sum += one.Result;
            foreach (var active in data.Active.Values) active.Results.Clear(); // What the checkpoint is to cover is gone.
            _ = ctx.CheckpointAsync().AsTask();
            return 3;
        })).AsTask();
        engine.Settle();
        var info = await engine.SettleUntilAsync((await submit).WaitAsync().AsTask());
        Assert.Equal((JobStatus.Failed, "LostCheckpoint"), (info.Status, info.Error?.Type));
        Assert.Contains("Await each CheckpointAsync", info.Error!.Message);
    }

    [Fact]
    public async Task Attempt_WhoseFenceIsVoid_StopsAtItsCheckpoint()
    {
        var data = new MemoryStoreData();
        using var engine = new SteppedEngine(data);
        var told = Interruption.None;
        _ = engine.Engine.SubmitAsync(ScriptJob.Of(async (_, ctx) =>
        {
            var active = data.Active[ctx.JobId.Value];
            active.Row = active.Row with { Fence = active.Row.Fence + 1 }; // It is another's now.
            told = (await Assert.ThrowsAsync<JobInterruptedException>(async () => await ctx.CheckpointAsync())).Interruption;
            return 1;
        })).AsTask();
        await engine.SettleUntilAsync(() => told != Interruption.None);
        Assert.Equal(Interruption.LeaseLost, told);
    }

    [Fact]
    public async Task TimedOutJob_IsNotTriedAgain_BeforeItsOldCodeHasEnded()
    {
        using var engine = new SteppedEngine();
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var attempts = 0;
        var job = ScriptJob.Of(async (_, ctx) =>
        {
            attempts++;
            if (ctx.Attempt == 1) await release.Task;
            return ctx.Attempt;
        });
        var submit = engine.Engine.SubmitAsync(job, new SubmitOptions
        {
            Timeout = TimeSpan.FromMinutes(1), Retry = new RetryPolicy { Delay = TimeSpan.Zero },
        }).AsTask();
        engine.Settle();
        engine.Time.Advance(TimeSpan.FromMinutes(2)); // The timeout, and with the next advance its grace.
        engine.Settle();
        engine.Time.Advance(TimeSpan.FromMinutes(2));
        engine.Settle();
        Assert.Equal(1, engine.State.Zombies);
        Assert.Equal(1, attempts);

        var result = (await submit).ResultAsync().AsTask();
        release.SetResult();
        engine.Settle();
        Assert.Equal(2, await result);
        Assert.Equal(0, engine.State.Zombies);
    }

    [Fact]
    public async Task AsyncVoid_ThatThrowsInAJob_DoesNotEndTheProcess()
    {
        await using var host = await TestHost.StartAsync();
        var thrown = new TaskCompletionSource();
        var job = ScriptJob.Of(async (_, _) =>
        {
            Forgotten(thrown);
            await thrown.Task;
            return 1;
        });
        Assert.Equal(1, await (await host.Client.SubmitAsync(job)).ResultAsync());
        Assert.Equal(1, await (await host.Client.SubmitAsync(ScriptJob.Of((_, _) => Task.FromResult(1)))).ResultAsync());

        static async void Forgotten(TaskCompletionSource thrown)
        {
            await Task.Yield();
            thrown.SetResult();
            throw new InvalidOperationException("nobody awaits this");
        }
    }

    [Fact]
    public async Task SixtyFourBlockedJobs_DoNotHoldBackAcknowledgements()
    {
        await using var host = await TestHost.StartAsync(configure: jobs => jobs.Configure(o => o.MaxRunningJobs = 128));
        using var release = new ManualResetEventSlim();
        using var inside = new CountdownEvent(64);
        var blocker = ScriptJob.Of((_, _) =>
        {
            inside.Signal();
            release.Wait();
            return Task.FromResult(0);
        });
        var blocked = await host.Client.SubmitManyAsync(Enumerable.Range(0, 64).Select(i => new ScriptJob { Script = blocker.Script, Number = i }));
        await Task.Run(inside.Wait);
        Assert.Equal(5, await (await host.Client.SubmitAsync(ScriptJob.Of((_, _) => Task.FromResult(5)))).ResultAsync());
        release.Set();
        foreach (var handle in blocked) await handle.ResultAsync();
    }

    [Fact]
    public async Task Submit_WhenTheCommitsFateIsUnknown_IsStoredOnce()
    {
        await using var host = await TestHost.StartAsync();
        var runs = 0;
        host.Store.FailNextCommit(CommitFailure.Unknown, afterApplying: true);
        var handle = await host.Client.SubmitAsync(ScriptJob.Of((_, _) => Task.FromResult(Interlocked.Increment(ref runs))));
        Assert.Equal(1, await handle.ResultAsync());
        Assert.Equal(1, runs);
    }

    [Fact]
    public async Task Submit_BeforeItsCommit_IsNotStartedAndNotAcknowledged()
    {
        await using var host = await TestHost.StartAsync();
        var ran = false;
        host.Store.HoldCommits();
        var submit = host.Client.SubmitAsync(ScriptJob.Of((_, _) => { ran = true; return Task.FromResult(1); })).AsTask();

        // A round trip through the loop: the submit has been taken in by then.
        await host.Client.QueryAsync(new JobQuery());
        Assert.False(submit.IsCompleted);
        Assert.False(ran);
        host.Store.ReleaseCommits();
        Assert.Equal(1, await (await submit).ResultAsync());
    }

    [Fact]
    public async Task BrokenStore_FailsWhoWaits_AndSaysWhy()
    {
        await using var host = await TestHost.StartAsync();
        var started = new TaskCompletionSource();
        var job = ScriptJob.Of(async (_, ctx) =>
        {
            started.SetResult();
            await Task.Delay(Timeout.Infinite, ctx.CancellationToken);
            return 1;
        });
        var running = await host.Client.SubmitAsync(job);
        await started.Task;
        host.Store.FailNextCommit(CommitFailure.Broken);
        await Assert.ThrowsAsync<JobStoreException>(async () => await host.Client.SubmitAsync(ScriptJob.Of((_, _) => Task.FromResult(1))));
        await Assert.ThrowsAsync<JobStoreException>(async () => await running.ResultAsync());
        await Assert.ThrowsAsync<JobStoreException>(async () => await host.Client.SubmitAsync(ScriptJob.Of((_, _) => Task.FromResult(1))));
    }

    [Fact]
    public async Task SameTask_DispatchedTwice_ThrowsAndNamesTheWaysOut()
    {
        await using var host = await TestHost.StartAsync();
        var job = ScriptJob.Of(async (_, ctx) =>
        {
            await ctx.Run((n, _) => Task.FromResult(n), 1);
            var again = await Assert.ThrowsAsync<JobUsageException>(() => ctx.Run((n, _) => Task.FromResult(n), 1));
            Assert.Contains("Remember = false", again.Message, StringComparison.Ordinal);
            return await ctx.Run((n, _) => Task.FromResult(n), 1, new TaskOptions { Key = "again" })
                + await ctx.Run((n, _) => Task.FromResult(n), 1, new TaskOptions { Remember = false })
                + await ctx.Run((n, _) => Task.FromResult(n), 1, new TaskOptions { Remember = false });
        });
        Assert.Equal(3, await (await host.Client.SubmitAsync(job)).ResultAsync());
    }

    [Fact]
    public async Task OverlappingCheckpoints_AreRefused()
    {
        await using var host = await TestHost.StartAsync();
        var job = ScriptJob.Of(async (_, ctx) =>
        {
            host.Store.HoldCommits();
            var first = ctx.CheckpointAsync();
            await Assert.ThrowsAsync<JobUsageException>(async () => await ctx.CheckpointAsync());
            host.Store.ReleaseCommits();
            await first;
            return 1;
        });
        Assert.Equal(1, await (await host.Client.SubmitAsync(job)).ResultAsync());
    }

    [Fact]
    public async Task SuspectOfCrashes_RunsAlone_AndOnlyTheThirdCrashThereQuarantinesIt()
    {
        var data = new MemoryStoreData();
        var job = ScriptJob.Of((_, _) => Task.FromResult(1));
        var never = new TaskCompletionSource<int>();
        var hang = ScriptJob.Of((_, _) => never.Task);

        // Crashes: engines that are never stopped, on data that the next one takes over.
        JobId id = default;
        for (var crash = 0; crash < 5; crash++)
        {
            var dying = await TestHost.StartAsync(data);
            if (crash == 0) id = (await dying.Client.SubmitAsync(hang)).Id;
            await UntilRunningAsync(dying, id);
            await dying.Client.SubmitAsync(job); // Its commit carries the mark.
        }

        for (var crash = 0; crash < 3; crash++)
        {
            var alone = await TestHost.StartAsync(data);
            await UntilRunningAsync(alone, id);
            Assert.True(alone.Host.Engine.State.Probation.IsActive);
        }

        await using var last = await TestHost.StartAsync(data);
        var info = await last.Client.WaitAsync(id);
        Assert.Equal(JobStatus.Quarantined, info.Status);
        Assert.Equal("CrashedProcess", info.Error!.Type);
        Assert.Equal(1, await (await last.Client.SubmitAsync(job)).ResultAsync());
    }

    private static async Task UntilRunningAsync(TestHost host, JobId id)
    {
        var events = host.Host.Subscribe(id).GetAsyncEnumerator();
        if ((await host.Client.FindAsync(id))!.Status == JobStatus.Running) return;
        while (await events.MoveNextAsync() && events.Current.Kind != JobEventKind.Started) { }
    }
}
