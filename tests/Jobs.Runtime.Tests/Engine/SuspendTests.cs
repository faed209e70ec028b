using Jobs.Engine;
using Jobs.Store;

namespace Jobs.Runtime.Tests.Engine;

/// <summary>Running work that makes way for a higher priority, step by step.</summary>
public sealed class SuspendTests
{
    private static readonly SubmitOptions s_idle = new() { Priority = JobPriority.Idle };
    private static readonly SubmitOptions s_low = new() { Priority = JobPriority.Low };
    private static readonly SubmitOptions s_high = new() { Priority = JobPriority.High };

    [Fact]
    public async Task Job_AtItsCheckpoint_MakesWay_AndGoesOnWhereItStopped()
    {
        using var engine = new SteppedEngine(null, new EngineOptions { MaxRunningJobs = 1 });
        var said = new List<string>();
        var toCheckpoint = new TaskCompletionSource();
        var low = await SubmitAsync(engine, async (job, ctx) =>
        {
            said.Add($"low begins, attempt {ctx.Attempt}");
            await toCheckpoint.Task;
            job.Sum = 7;
            await ctx.CheckpointAsync();
            said.Add("low goes on");
            return job.Sum;
        }, s_low);
        var toEnd = new TaskCompletionSource();
        var high = await SubmitAsync(engine, async (_, _) =>
        {
            said.Add("high begins");
            await toEnd.Task;
            return 1;
        }, s_high);
        Assert.Equal(1, engine.State.AskedToMakeWay);
        Assert.Equal(["low begins, attempt 1"], said);

        toCheckpoint.SetResult();
        engine.Settle();
        Assert.Equal(["low begins, attempt 1", "high begins"], said);
        Assert.Equal(JobStatus.Suspended, await StatusAsync(engine, low));
        Assert.Equal(1, engine.State.SuspendedHeld);
        Assert.Equal(0, engine.State.AskedToMakeWay);

        toEnd.SetResult();
        Assert.Equal(7, await engine.SettleUntilAsync(low.ResultAsync().AsTask()));
        Assert.Equal(1, await engine.SettleUntilAsync(high.ResultAsync().AsTask()));
        Assert.Equal(["low begins, attempt 1", "high begins", "low goes on"], said);
        AssertNothingIsLeft(engine);
    }

    [Fact]
    public async Task Job_ThatWaitsForATask_MakesWayAtOnce_AndItsResultWaitsForItsPermit()
    {
        using var engine = new SteppedEngine(null, new EngineOptions { MaxRunningJobs = 1 });
        var toEndTask = new TaskCompletionSource();
        var runs = 0;
        var hasResult = false;
        var low = await SubmitAsync(engine, async (_, ctx) =>
        {
            var result = await ctx.Run(async (n, _) => { runs++; await toEndTask.Task; return n; }, 5);
            hasResult = true;
            return result;
        }, s_low);
        var toEnd = new TaskCompletionSource();
        var high = await SubmitAsync(engine, async (_, _) => { await toEnd.Task; return 1; }, s_high);
        Assert.Equal(JobStatus.Suspended, await StatusAsync(engine, low));
        Assert.Equal(JobStatus.Running, await StatusAsync(engine, high));

        toEndTask.SetResult();
        engine.Settle();
        Assert.False(hasResult);
        toEnd.SetResult();
        Assert.Equal(5, await engine.SettleUntilAsync(low.ResultAsync().AsTask()));
        Assert.Equal(1, runs);
        AssertNothingIsLeft(engine);
    }

    [Fact]
    public async Task SuspendedJob_StartsNoTask_LetsThoseThatRunEnd_AndRepeatsNone()
    {
        using var engine = new SteppedEngine(null, new EngineOptions { MaxRunningJobs = 1, DefaultPoolSlots = 2 });
        var toEndTasks = new TaskCompletionSource();
        var runs = new List<int>();
        var received = new List<int>();
        var low = await SubmitAsync(engine, async (job, ctx) =>
        {
            await foreach (var result in ctx.Many(async (n, _) => { runs.Add(n); await toEndTasks.Task; return n; }, [.. Enumerable.Range(0, 200)]))
            {
                received.Add(result.Result);
                job.Sum += result.Result;
            }

            return job.Sum;
        }, s_low);
        var toEnd = new TaskCompletionSource();
        var high = await SubmitAsync(engine, async (_, ctx) =>
        {
            var result = await ctx.Run((n, _) => Task.FromResult(n), 1);
            await toEnd.Task;
            return result;
        }, s_high);
        Assert.Equal([0, 1], runs);

        toEndTasks.SetResult();
        engine.Settle();
        Assert.Equal([0, 1], runs);
        Assert.Empty(received);
        Assert.Equal(JobStatus.Suspended, await StatusAsync(engine, low));

        toEnd.SetResult();
        Assert.Equal(199 * 100, await engine.SettleUntilAsync(low.ResultAsync().AsTask()));
        Assert.Equal(Enumerable.Range(0, 200), runs.Order());
        Assert.Equal(Enumerable.Range(0, 200), received.Order());
        AssertNothingIsLeft(engine);
    }

    [Fact]
    public async Task ThrowIfInterrupted_IsNoPlaceToBeSuspended()
    {
        using var engine = new SteppedEngine(null, new EngineOptions { MaxRunningJobs = 1 });
        var toGoOn = new TaskCompletionSource();
        var low = await SubmitAsync(engine, async (_, ctx) =>
        {
            await toGoOn.Task;
            ctx.ThrowIfInterrupted();
            return 3;
        }, s_low);
        await SubmitAsync(engine, (_, _) => Task.FromResult(1), s_high);
        toGoOn.SetResult();
        Assert.Equal(3, await engine.SettleUntilAsync(low.ResultAsync().AsTask()));
        AssertNothingIsLeft(engine);
    }

    [Fact]
    public async Task AsManyMakeWay_AsPermitsAreMissing_OfTheLowestPriority_ThoseThatBecameReadyLast()
    {
        using var engine = new SteppedEngine(null, new EngineOptions { MaxRunningJobs = 5 });
        await using var events = engine.Engine.Events.Subscribe(null, 4096).GetAsyncEnumerator();
        var never = new TaskCompletionSource();
        var jobs = new List<JobHandle<int>>();
        foreach (var options in new[] { s_low, s_low, s_idle, new SubmitOptions(), s_low })
        {
            jobs.Add(await SubmitAsync(engine, WaitForATask(never.Task), options));
            engine.Time.Advance(TimeSpan.FromMilliseconds(10));
        }

        await SubmitAsync(engine, (_, _) => never.Task.ContinueWith(_ => 0, TaskScheduler.Default), s_high);
        Assert.Equal([2], await SuspendedAsync());
        await SubmitAsync(engine, (_, _) => never.Task.ContinueWith(_ => 0, TaskScheduler.Default), s_high);
        Assert.Equal([2, 4], await SuspendedAsync());
        Assert.Equal(5, engine.State.Permits.Taken);

        // Nobody makes way for its own priority.
        await SubmitAsync(engine, (_, _) => Task.FromResult(0), s_idle);
        Assert.Equal([2, 4], await SuspendedAsync());
        Assert.Equal(2, await CountSuspensionsAsync(engine, events)); // Nor did anybody make way and go on at once.
        never.SetResult();

        async Task<List<int>> SuspendedAsync()
        {
            var suspended = new List<int>();
            for (var i = 0; i < jobs.Count; i++)
            {
                if (await StatusAsync(engine, jobs[i]) == JobStatus.Suspended) suspended.Add(i);
            }

            return suspended;
        }
    }

    [Fact]
    public async Task WorkOfTheSamePriority_WaitsForItsTurn_ThoughLowerWorkMadeWay()
    {
        using var engine = new SteppedEngine(null, new EngineOptions { MaxRunningJobs = 2 });
        await using var events = engine.Engine.Events.Subscribe(null, 4096).GetAsyncEnumerator();
        var never = new TaskCompletionSource();
        var low = await SubmitAsync(engine, WaitForATask(never.Task), s_low);
        var high = await SubmitAsync(engine, WaitForATask(never.Task), s_high);
        var submits = Enumerable.Range(0, 2).Select(_ => engine.Engine.SubmitAsync(ScriptJob.Of(WaitForATask(never.Task)), s_high).AsTask()).ToArray(); // At one time.
        var (next, last) = (await engine.SettleUntilAsync(submits[0]), await engine.SettleUntilAsync(submits[1]));
        JobStatus[] statuses = [await StatusAsync(engine, low), await StatusAsync(engine, high), await StatusAsync(engine, next), await StatusAsync(engine, last)];
        Assert.Equal([JobStatus.Suspended, JobStatus.Running, JobStatus.Running, JobStatus.Ready], statuses);
        Assert.Equal(1, await CountSuspensionsAsync(engine, events)); // Nor did another make way and go on at once.
        never.SetResult();
        engine.Settle();
    }

    [Fact]
    public async Task OneThatWasAskedAndHasNotHeard_CountsAmongTheFrames()
    {
        using var engine = new SteppedEngine(null, new EngineOptions { MaxRunningJobs = 2, SuspendedMax = 1 });
        var never = new TaskCompletionSource<int>();
        for (var i = 0; i < 2; i++) await SubmitAsync(engine, (_, _) => never.Task, s_low);
        var lows = engine.State.Running.ToArray();
        for (var i = 0; i < 2; i++) await SubmitAsync(engine, (_, _) => never.Task, s_high);
        Assert.Equal(2, engine.State.AskedToMakeWay);
        Assert.Equal([Interruption.None, Interruption.Suspend], lows.Select(l => l.Attempt!.Interruption).Order()); // One frame may wait; the other is unwound.
        never.SetResult(0);
        engine.Settle();
    }

    [Fact]
    public async Task OfOnePriority_OneThatMerelyWaits_MakesWayBeforeOneThatMayRunCode()
    {
        using var engine = new SteppedEngine(null, new EngineOptions { MaxRunningJobs = 2 });
        var never = new TaskCompletionSource<int>();
        var waiting = await SubmitAsync(engine, WaitForATask(never.Task), s_low);
        engine.Time.Advance(TimeSpan.FromMilliseconds(1));
        await SubmitAsync(engine, (_, _) => never.Task, s_low);
        var high = await SubmitAsync(engine, (_, _) => never.Task, s_high);
        Assert.Equal(JobStatus.Suspended, await StatusAsync(engine, waiting));
        Assert.Equal(JobStatus.Running, await StatusAsync(engine, high));
        Assert.Equal(0, engine.State.AskedToMakeWay);
        never.SetResult(0);
        engine.Settle();
    }

    [Fact]
    public async Task Permit_OfOneThatMadeWay_GoesToWhatItMadeWayFor_ThoughLowerWorkHasWaitedLonger()
    {
        using var engine = new SteppedEngine(null, new EngineOptions { MaxRunningJobs = 2 });
        var (toEnd, never) = (new TaskCompletionSource<int>(), new TaskCompletionSource<int>());
        var lows = new List<JobHandle<int>>();
        for (var i = 0; i < 5; i++) lows.Add(await SubmitAsync(engine, WaitForATask(never.Task), s_low));
        engine.Time.Advance(TimeSpan.FromHours(1)); // More than the difference of the leads.
        engine.Settle();
        var high = await SubmitAsync(engine, (_, _) => toEnd.Task, s_high);
        Assert.Equal(JobStatus.Running, await StatusAsync(engine, high));
        Assert.Equal(1, engine.State.SuspendedHeld);
        for (var i = 2; i < lows.Count; i++) Assert.Equal(JobStatus.Ready, await StatusAsync(engine, lows[i]));

        // One that comes free otherwise goes by rank.
        toEnd.SetResult(0);
        engine.Settle();
        Assert.Equal(JobStatus.Running, await StatusAsync(engine, lows[2]));
        never.SetResult(0);
        engine.Settle();
    }

    [Fact]
    public async Task Suspended_WhoseTasksHaveNotStarted_IsNotNamed()
    {
        using var engine = new SteppedEngine(null, new EngineOptions { MaxRunningJobs = 1, DefaultPoolSlots = 1 });
        var (toGoOn, never) = (new TaskCompletionSource(), new TaskCompletionSource<int>());
        var pool = await SubmitAsync(engine, WaitForATask(never.Task), s_low); // Has the slot.
        await SubmitAsync(engine, async (_, _) => { await toGoOn.Task; return 0; }, new SubmitOptions());
        Assert.Equal(1, engine.State.SuspendedHeld);
        Assert.True(engine.State.Jobs[pool.Id.Value].Attempt!.MayRunWithoutPermit); // Its task runs.

        toGoOn.SetResult();
        engine.Settle();
        var second = await SubmitAsync(engine, (_, ctx) => ctx.Run((n, _) => Task.FromResult(n), 1), new SubmitOptions());
        await SubmitAsync(engine, (_, _) => never.Task, s_high);
        Assert.Equal(JobStatus.Suspended, await StatusAsync(engine, second));
        Assert.False(engine.State.Jobs[second.Id.Value].Attempt!.MayRunWithoutPermit);
        never.SetResult(0);
        engine.Settle();
    }

    [Fact]
    public async Task Ask_IsTakenBack_WhenAPermitComesFreeOtherwise()
    {
        using var engine = new SteppedEngine(null, new EngineOptions { MaxRunningJobs = 2 });
        await using var events = engine.Engine.Events.Subscribe(null, 4096).GetAsyncEnumerator();
        var (toEnd, toCheckpoint) = (new TaskCompletionSource(), new TaskCompletionSource());
        var first = await SubmitAsync(engine, async (_, _) => { await toEnd.Task; return 1; }, s_low);
        engine.Time.Advance(TimeSpan.FromMilliseconds(1));
        var asked = await SubmitAsync(engine, async (_, ctx) => { await toCheckpoint.Task; await ctx.CheckpointAsync(); await toCheckpoint.Task; return 2; }, s_low);
        var never = new TaskCompletionSource<int>();
        var high = await SubmitAsync(engine, (_, _) => never.Task, s_high);
        Assert.Equal(1, engine.State.AskedToMakeWay);

        toEnd.SetResult();
        engine.Settle();
        Assert.Equal(JobStatus.Running, await StatusAsync(engine, high));
        Assert.Equal(0, engine.State.AskedToMakeWay);
        toCheckpoint.SetResult();
        Assert.Equal(2, await engine.SettleUntilAsync(asked.ResultAsync().AsTask()));
        Assert.Equal(0, await CountSuspensionsAsync(engine, events));
        never.SetResult(0);
    }

    [Fact]
    public async Task Job_ThatStoodInTheQueueBefore_AsksForOnePermit()
    {
        using var engine = new SteppedEngine(null, new EngineOptions { MaxRunningJobs = 2 });
        var retry = new RetryPolicy { MaxAttempts = 2, Delay = TimeSpan.FromSeconds(1), Jitter = 0 };
        await SubmitAsync(engine, async (_, ctx) =>
        {
            await ctx.SleepAsync(TimeSpan.FromMilliseconds(100), "nap");
            return 0;
        }, new() { Timeout = TimeSpan.FromSeconds(1), Retry = retry });
        var never = new TaskCompletionSource<int>();
        for (var i = 0; i < 2; i++) await SubmitAsync(engine, (_, _) => never.Task, s_low);
        engine.Time.Advance(TimeSpan.FromMilliseconds(500));
        engine.Settle(); // It has slept, and wants its permit.
        Assert.Equal(1, engine.State.AskedToMakeWay);
        engine.Time.Advance(TimeSpan.FromMilliseconds(500));
        engine.Settle(); // Its time is up.
        Assert.Equal(0, engine.State.AskedToMakeWay);
        engine.Time.Advance(TimeSpan.FromSeconds(1));
        engine.Settle(); // It is ready again.
        Assert.Equal(1, engine.State.AskedToMakeWay);
    }

    [Fact]
    public async Task NobodyMakesWay_ForAJobThatThisHostDoesNotKnow()
    {
        var data = new MemoryStoreData();
        JobId stranger;
        using (var before = new SteppedEngine(data))
        {
            stranger = (await SubmitAsync(before, (_, _) => Task.FromResult(0), new() { Priority = JobPriority.High, DueAt = before.Time.GetUtcNow() + TimeSpan.FromHours(1) })).Id;
        }

        data.Active[stranger.Value].Row = data.Active[stranger.Value].Row with { Name = "stranger" };
        using var engine = new SteppedEngine(data, new EngineOptions { MaxRunningJobs = 1 });
        await using var events = engine.Engine.Events.Subscribe(null, 4096).GetAsyncEnumerator();
        var never = new TaskCompletionSource<int>();
        await SubmitAsync(engine, (_, ctx) => ctx.Run((_, _) => never.Task, 1), s_low);
        engine.Time.Advance(TimeSpan.FromHours(2));
        engine.Settle();
        Assert.Equal(0, await CountSuspensionsAsync(engine, events));
    }

    /// <summary>How often somebody made way so far. An event of our own marks where to stop reading.</summary>
    private static async Task<int> CountSuspensionsAsync(SteppedEngine engine, IAsyncEnumerator<JobEvent> events)
    {
        engine.Engine.Events.Publish(new JobEvent { Kind = JobEventKind.Missed });
        var count = 0;
        while (await events.MoveNextAsync() && events.Current.Kind != JobEventKind.Missed)
        {
            if (events.Current.Kind == JobEventKind.Suspended) count++;
        }

        return count;
    }

    [Fact]
    public async Task BeyondTheBound_AVictimIsUnwoundToItsCheckpoint_AndSpendsNoAttempt()
    {
        using var engine = new SteppedEngine(null, new EngineOptions { MaxRunningJobs = 2, SuspendedMax = 1 });
        var toGoOn = new TaskCompletionSource();
        var attempts = new List<(int Job, int Attempt, bool IsResumed, int Sum)>();
        var runs = new List<int>();
        var lows = new List<JobHandle<int>>();
        for (var i = 0; i < 2; i++)
        {
            lows.Add(await engine.SettleUntilAsync(engine.Engine.SubmitAsync(ScriptJob.Of(async (job, ctx) =>
            {
                attempts.Add((job.Number, ctx.Attempt, ctx.IsResumed, job.Sum));
                if (job.Sum == 0)
                {
                    job.Sum = await ctx.Run((n, _) => { runs.Add(n); return Task.FromResult(n); }, 10 + job.Number);
                    await ctx.CheckpointAsync();
                }

                return job.Sum + await ctx.Run(async (n, _) => { runs.Add(n); await toGoOn.Task; return n; }, 100 + job.Number);
            }, i), s_low).AsTask()));
            engine.Settle();
        }

        var toEnd = new TaskCompletionSource();
        for (var i = 0; i < 2; i++) await SubmitAsync(engine, async (_, _) => { await toEnd.Task; return 0; }, s_high);
        Assert.Equal(1, engine.State.SuspendedHeld);
        Assert.Equal(2, engine.State.Permits.Taken); // Nobody waits for the tasks of the one that is unwound.
        Assert.Equal(0, engine.State.AskedToMakeWay);

        toGoOn.SetResult();
        engine.Settle();
        toEnd.SetResult();
        Assert.Equal(110, await engine.SettleUntilAsync(lows[0].ResultAsync().AsTask()));
        Assert.Equal(112, await engine.SettleUntilAsync(lows[1].ResultAsync().AsTask()));
        Assert.Equal([(0, 1, false, 0), (1, 1, false, 0), (0, 1, true, 10)], attempts);
        Assert.Equal([10, 11, 100, 101], runs.Order());
        AssertNothingIsLeft(engine);
    }

    [Fact]
    public async Task Victim_ThatWasUnwound_StandsBehindWhatItMadeWayFor()
    {
        using var engine = new SteppedEngine(null, new EngineOptions { MaxRunningJobs = 1, SuspendedMax = 0 });
        var ran = new List<string>();
        var toCheckpoint = new TaskCompletionSource();
        await SubmitAsync(engine, async (_, ctx) =>
        {
            ran.Add("low");
            await toCheckpoint.Task;
            await ctx.CheckpointAsync();
            return 0;
        }, s_low);
        engine.Time.Advance(TimeSpan.FromHours(1)); // By the rank of its submit it would go before all that comes now.
        await SubmitAsync(engine, (_, _) => { ran.Add("first"); return Task.FromResult(0); }, s_high);
        await SubmitAsync(engine, (_, _) => { ran.Add("second"); return Task.FromResult(0); }, s_high);
        toCheckpoint.SetResult();
        engine.Settle();
        Assert.Equal(["low", "first", "second", "low"], ran);
        AssertNothingIsLeft(engine);
    }

    [Fact]
    public async Task Parent_NeverMakesWayForItsOwnChild()
    {
        using var engine = new SteppedEngine(null, new EngineOptions { MaxRunningJobs = 1 });
        var status = default(JobStatus);
        var toGoOn = new TaskCompletionSource();
        var child = ScriptJob.Of((_, _) => Task.FromResult(4));
        var parent = await SubmitAsync(engine, async (_, ctx) =>
        {
            var handle = await ctx.SubmitAsync(child, "child", s_high);
            await toGoOn.Task;
            await ctx.CheckpointAsync();
            status = JobStatus.Completed;
            return await handle.ResultAsync();
        }, s_low);
        Assert.Equal(0, engine.State.AskedToMakeWay);
        toGoOn.SetResult();
        engine.Settle();
        Assert.Equal(JobStatus.Completed, status);
        Assert.Equal(4, await engine.SettleUntilAsync(parent.ResultAsync().AsTask()));
        AssertNothingIsLeft(engine);
    }

    [Theory]
    [InlineData(Interruption.Cancel)]
    [InlineData(Interruption.Pause)]
    [InlineData(Interruption.Shutdown)]
    public async Task Interruption_ReachesASuspendedFrameAtOnce(Interruption interruption)
    {
        using var engine = new SteppedEngine(null, new EngineOptions { MaxRunningJobs = 1 });
        var told = Interruption.None;
        var toGoOn = new TaskCompletionSource();
        var low = await SubmitAsync(engine, async (_, ctx) =>
        {
            try
            {
                await toGoOn.Task;
                await ctx.CheckpointAsync();
                return 1;
            }
            catch (JobInterruptedException e)
            {
                told = e.Interruption;
                throw;
            }
        }, s_low);
        var never = new TaskCompletionSource<int>();
        await SubmitAsync(engine, (_, _) => never.Task, s_high);
        toGoOn.SetResult();
        engine.Settle();
        Assert.Equal(1, engine.State.SuspendedHeld);

        _ = interruption switch
        {
            Interruption.Cancel => (object)engine.Engine.CancelAsync(low.Id).AsTask(),
            Interruption.Pause => engine.Engine.PauseAsync(low.Id).AsTask(),
            _ => engine.Engine.StopAsync(TimeSpan.Zero, TimeSpan.FromMinutes(1)),
        };
        engine.Settle();
        Assert.Equal(interruption, told);
        Assert.Equal(0, engine.State.SuspendedHeld);
        Assert.Equal(1, engine.State.Permits.Taken);
        never.SetResult(0);
        engine.Settle();
    }

    [Fact]
    public async Task Timeout_StandsStill_WhileAJobIsSuspended_AndGoesOnWithIt()
    {
        using var engine = new SteppedEngine(null, new EngineOptions { MaxRunningJobs = 1 });
        var toEndTask = new TaskCompletionSource();
        var low = await SubmitAsync(engine, WaitForATask(toEndTask.Task), new SubmitOptions { Priority = JobPriority.Low, Timeout = TimeSpan.FromMinutes(2), Retry = RetryPolicy.None });
        engine.Time.Advance(TimeSpan.FromMinutes(1));
        var toEnd = new TaskCompletionSource();
        await SubmitAsync(engine, async (_, _) => { await toEnd.Task; return 0; }, s_high);
        engine.Time.Advance(TimeSpan.FromHours(1));
        engine.Settle();
        Assert.Equal(JobStatus.Suspended, await StatusAsync(engine, low));
        toEnd.SetResult();
        engine.Settle();
        engine.Time.Advance(TimeSpan.FromSeconds(59));
        engine.Settle();
        Assert.Equal(JobStatus.Running, await StatusAsync(engine, low));
        engine.Time.Advance(TimeSpan.FromSeconds(1));
        engine.Settle();
        Assert.Equal(Interruption.Timeout, engine.State.Jobs[low.Id.Value].Attempt!.Interruption);
        toEndTask.SetResult();
        engine.Settle();
        Assert.Equal(JobStatus.DeadLettered, (await engine.SettleUntilAsync(low.WaitAsync().AsTask())).Status);
    }

    [Fact]
    public async Task Victim_ThatDoesNotHear_IsJoinedByAnother_AfterItsPatience()
    {
        var options = new EngineOptions { MaxRunningJobs = 2 };
        using var engine = new SteppedEngine(null, options);
        var (toCheckpoint, never) = (new TaskCompletionSource(), new TaskCompletionSource<int>());
        var second = await SubmitAsync(engine, async (_, ctx) => { await toCheckpoint.Task; await ctx.CheckpointAsync(); return 2; }, s_low);
        engine.Time.Advance(TimeSpan.FromMilliseconds(1));
        await SubmitAsync(engine, (_, _) => never.Task, s_low); // The first to be asked, and deaf.
        var high = await SubmitAsync(engine, (_, _) => never.Task, s_high);
        Assert.Equal(1, engine.State.AskedToMakeWay);
        Assert.Equal(options.MakeWayPatience, engine.State.Clock.UntilNext()); // Nothing else would turn the loop.

        engine.Time.Advance(options.MakeWayPatience);
        engine.Settle();
        Assert.Equal(2, engine.State.AskedToMakeWay);
        toCheckpoint.SetResult();
        engine.Settle();
        Assert.Equal(JobStatus.Suspended, await StatusAsync(engine, second));
        Assert.Equal(JobStatus.Running, await StatusAsync(engine, high));
        Assert.Equal(0, engine.State.AskedToMakeWay);
        never.SetResult(0);
        engine.Settle();
    }

    [Fact]
    public async Task Task_ThatIsDispatchedWhileItsJobIsSuspended_StartsWhenThatGoesOn()
    {
        using var engine = new SteppedEngine(null, new EngineOptions { MaxRunningJobs = 1 });
        var (toCheckpoint, toDispatch, toEnd) = (new TaskCompletionSource(), new TaskCompletionSource(), new TaskCompletionSource<int>());
        var starts = 0;
        var low = await SubmitAsync(engine, async (_, ctx) =>
        {
            var beside = Beside();
            await toCheckpoint.Task;
            await ctx.CheckpointAsync();
            return await beside;

            async Task<int> Beside()
            {
                await toDispatch.Task;
                return await ctx.Run((n, _) => { starts++; return Task.FromResult(n); }, 5);
            }
        }, s_low);
        await SubmitAsync(engine, (_, _) => toEnd.Task, s_high);
        toCheckpoint.SetResult();
        engine.Settle();
        Assert.Equal(1, engine.State.SuspendedHeld);
        toDispatch.SetResult();
        engine.Settle();
        Assert.Equal(0, starts);
        toEnd.SetResult(0);
        Assert.Equal(5, await engine.SettleUntilAsync(low.ResultAsync().AsTask()));
        AssertNothingIsLeft(engine);
    }

    [Fact]
    public async Task Task_ThatHadNotStartedWhenItsJobMadeWayAtACheckpoint_Waits()
    {
        using var engine = new SteppedEngine(null, new EngineOptions { MaxRunningJobs = 1, DefaultPoolSlots = 1 });
        var (toCheckpoint, toEndTask, toEnd) = (new TaskCompletionSource(), new TaskCompletionSource(), new TaskCompletionSource<int>());
        var runs = new List<int>();
        var low = await SubmitAsync(engine, async (job, ctx) =>
        {
            var group = ctx.Many(async (n, _) => { runs.Add(n); await toEndTask.Task; return n; }, [0, 1]);
            await toCheckpoint.Task;
            await ctx.CheckpointAsync();
            await foreach (var result in group) job.Sum += result.Result;
            return job.Sum;
        }, s_low);
        await SubmitAsync(engine, (_, _) => toEnd.Task, s_high);
        Assert.Equal(1, engine.State.AskedToMakeWay); // It may run code: it makes way at its checkpoint, of its own.
        toCheckpoint.SetResult();
        engine.Settle();
        Assert.Equal(1, engine.State.SuspendedHeld);
        toEndTask.SetResult();
        engine.Settle();
        Assert.Equal([0], runs);
        toEnd.SetResult(0);
        Assert.Equal(1, await engine.SettleUntilAsync(low.ResultAsync().AsTask()));
        Assert.Equal([0, 1], runs);
        AssertNothingIsLeft(engine);
    }

    [Fact]
    public async Task SuspendedJob_WhoseTaskHasEnded_LeavesWhenItIsPaused()
    {
        using var engine = new SteppedEngine(null, new EngineOptions { MaxRunningJobs = 1 });
        var (toEndTask, toEnd) = (new TaskCompletionSource(), new TaskCompletionSource<int>());
        var low = await SubmitAsync(engine, WaitForATask(toEndTask.Task), s_low);
        await SubmitAsync(engine, (_, _) => toEnd.Task, s_high);
        toEndTask.SetResult();
        engine.Settle(); // Its result is there, and waits with it.
        Assert.Equal(JobStatus.Suspended, await StatusAsync(engine, low));
        _ = low.PauseAsync().AsTask();
        engine.Settle();
        Assert.False(engine.State.Jobs.ContainsKey(low.Id.Value));
        toEnd.SetResult(0);
        AssertNothingIsLeft(engine);
    }

    [Fact]
    public async Task Victim_WhosePermitWasOnItsWayBack_GoesOnBesideItsWait()
    {
        using var engine = new SteppedEngine(null, new EngineOptions { MaxRunningJobs = 1 });
        using var patience = new CancellationTokenSource();
        var (toWait, toDispatch) = (new TaskCompletionSource(), new TaskCompletionSource());
        var low = await SubmitAsync(engine, async (_, ctx) =>
        {
            var child = await ctx.SubmitAsync(ScriptJob.Of((_, _) => Task.FromResult(0)), "child", new SubmitOptions { DueAt = engine.Time.GetUtcNow() + TimeSpan.FromDays(1) });
            await toWait.Task;
            var wait = Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await child.ResultAsync(patience.Token));
            await toDispatch.Task;
            var result = await ctx.Run((n, _) => Task.FromResult(n), 5);
            await wait;
            return result;
        }, s_low);
        await engine.SettleUntilAsync(() => engine.State.ScheduledHeld == 1); // The child.
        var toEnd = new TaskCompletionSource<int>();
        await SubmitAsync(engine, (_, _) => toEnd.Task, s_high);
        Assert.Equal(1, engine.State.AskedToMakeWay);

        // It waits for its child, gives that up, and waits for a task, before the loop turns once: the ask is still there.
        toWait.SetResult();
        while (engine.Lane.RunOne()) { }
        patience.Cancel();
        using var patienceOfTest = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (!engine.Lane.HasQueued && !patienceOfTest.IsCancellationRequested) await Task.Yield(); // A client's call ends on the shared pool.
        while (engine.Lane.RunOne()) { }
        toDispatch.SetResult();
        while (engine.Lane.RunOne()) { }
        Assert.Equal(1, engine.State.AskedToMakeWay);
        engine.Settle();
        toEnd.SetResult(0);
        Assert.Equal(5, await engine.SettleUntilAsync(low.ResultAsync().AsTask()));
        Assert.Equal(0, engine.State.Permits.Taken);
        Assert.Equal(0, engine.State.SuspendedHeld);
    }

    [Fact]
    public async Task LongSuspended_GoesBeforeNewerHighWork_AndKeepsItsTurnForAWhile()
    {
        var options = new EngineOptions { MaxRunningJobs = 1 };
        using var engine = new SteppedEngine(null, options);
        var toEndTask = new TaskCompletionSource();
        var low = await SubmitAsync(engine, WaitForATask(toEndTask.Task), s_low);
        var ends = new Queue<TaskCompletionSource>();
        await SubmitHighAsync();
        var waited = TimeSpan.Zero;
        do
        {
            // Endless high work: the next is there before the one that runs ends.
            Assert.True(waited < TimeSpan.FromHours(1), "It waits for ever.");
            await SubmitHighAsync();
            engine.Time.Advance(TimeSpan.FromMinutes(1));
            waited += TimeSpan.FromMinutes(1);
            ends.Dequeue().SetResult();
            engine.Settle();
        }
        while (await StatusAsync(engine, low) != JobStatus.Running);
        Assert.InRange(waited, TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(11)); // The difference of the leads, and one job.

        engine.Time.Advance(options.TurnMin - TimeSpan.FromMilliseconds(1));
        engine.Settle();
        Assert.Equal(JobStatus.Running, await StatusAsync(engine, low));
        engine.Time.Advance(TimeSpan.FromMilliseconds(1));
        engine.Settle();
        Assert.Equal(JobStatus.Suspended, await StatusAsync(engine, low));
        toEndTask.SetResult();
        foreach (var end in ends) end.SetResult();
        Assert.Equal(1, await engine.SettleUntilAsync(low.ResultAsync().AsTask()));
        AssertNothingIsLeft(engine);

        async Task SubmitHighAsync()
        {
            var end = new TaskCompletionSource();
            ends.Enqueue(end);
            await SubmitAsync(engine, async (_, _) => { await end.Task; return 0; }, s_high);
        }
    }

    [Fact]
    public async Task Crash_WhileAJobIsSuspended_BlamesItNot_AndItResumesFromItsCheckpoint()
    {
        var data = new MemoryStoreData();
        var toGoOn = new TaskCompletionSource();
        var attempts = new List<(bool IsResumed, int Sum)>();
        var crashing = new SteppedEngine(data, new EngineOptions { MaxRunningJobs = 1 }); // Never closed: that is the crash.
        var low = await SubmitAsync(crashing, async (job, ctx) =>
        {
            attempts.Add((ctx.IsResumed, job.Sum));
            if (job.Sum > 0) return job.Sum;
            await toGoOn.Task;
            job.Sum = 9;
            await ctx.CheckpointAsync();
            return job.Sum;
        }, s_low);
        var never = new TaskCompletionSource<int>();
        var high = await SubmitAsync(crashing, (_, _) => never.Task, s_high);
        toGoOn.SetResult();
        crashing.Settle();
        Assert.Equal(1, crashing.State.SuspendedHeld);
        await SubmitAsync(crashing, (_, _) => Task.FromResult(0), s_high); // It waits, and is next: low is not named ahead either.
        await SubmitAsync(crashing, (_, _) => Task.FromResult(0), new SubmitOptions { DueAt = crashing.Time.GetUtcNow() + TimeSpan.FromDays(1) });

        using var engine = new SteppedEngine(data, new EngineOptions { MaxRunningJobs = 2 });
        Assert.Contains(engine.State.Session.Suspects, s => s.Id == high.Id);
        Assert.DoesNotContain(engine.State.Session.Suspects, s => s.Id == low.Id);
        Assert.Equal(9, await engine.SettleUntilAsync(engine.Engine.ResultAsync<int>(low.Id).AsTask()));
        Assert.Equal([(false, 0), (true, 9)], attempts);
        never.SetResult(0);
        engine.Settle();
    }

    private static Func<ScriptJob, ScriptContext, Task<int>> WaitForATask(Task end) =>
        (_, ctx) => ctx.Run(async (n, _) => { await end; return n; }, 1);

    private static async Task<JobHandle<int>> SubmitAsync(SteppedEngine engine, Func<ScriptJob, ScriptContext, Task<int>> script, SubmitOptions options)
    {
        var handle = await engine.SettleUntilAsync(engine.Engine.SubmitAsync(ScriptJob.Of(script), options).AsTask());
        engine.Settle();
        return handle;
    }

    private static async Task<JobStatus> StatusAsync(SteppedEngine engine, JobHandle handle) =>
        (await engine.SettleUntilAsync(engine.Engine.FindAsync(handle.Id).AsTask()))!.Status;

    private static void AssertNothingIsLeft(SteppedEngine engine)
    {
        engine.Settle();
        Assert.Equal(0, engine.State.Permits.Taken);
        Assert.Equal(0, engine.State.SuspendedHeld);
        Assert.Equal(0, engine.State.AskedToMakeWay);
        Assert.Empty(engine.State.Jobs);
    }
}
