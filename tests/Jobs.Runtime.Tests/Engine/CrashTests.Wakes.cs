using Jobs.Engine;
using Jobs.Execution;
using Jobs.Store;

namespace Jobs.Runtime.Tests.Engine;

/// <summary>Code that runs without a permit, because a timeout woke it or its tasks began beside its wait, is named before it does.</summary>
public sealed partial class CrashTests
{
    [Theory]
    [InlineData("timeout")]
    [InlineData("pause")]
    [InlineData("stop")]
    public async Task Job_ThatKillsItsProcess_WhenItIsWokenFromAWait_IsQuarantined(string how)
    {
        var kills = 0;
        var poison = ScriptJob.Of(async (_, ctx) =>
        {
            try
            {
                await ctx.SleepAsync(TimeSpan.FromDays(1), "nap");
            }
            finally
            {
                kills++;
                await _never.Task; // Stands for the end of the process.
            }

            return 1;
        });
        JobId id = default;
        for (var life = 0; life < 16 && (life == 0 || _data.Active.ContainsKey(id.Value)); life++)
        {
            var engine = new SteppedEngine(_data);
            if (life == 0) id = await SubmitAsync(engine, poison, new() { Timeout = TimeSpan.FromMinutes(1) });
            else if (how == "pause") _ = engine.Engine.ResumeAsync(id).AsTask();
            await UntilItWaitsAsync(engine, id);
            engine.HoldsCommits = true;
            Wake(engine, id, how, TimeSpan.FromMinutes(1));
            await StepUntilAsync(engine, () => !_data.Active.ContainsKey(id.Value) || kills > life);
        }

        Assert.Equal(JobStatus.Quarantined, _data.History[id.Value].Status);
    }

    [Fact]
    public async Task Job_ThatATimeoutWakes_BesideAnIdleStore_IsNamed()
    {
        var engine = new SteppedEngine(_data);
        var id = await SubmitAsync(engine, ScriptJob.Of(async (_, ctx) =>
        {
            try
            {
                await ctx.SleepAsync(TimeSpan.FromDays(1), "nap");
            }
            finally
            {
                await _never.Task;
            }

            return 1;
        }), new() { Timeout = TimeSpan.FromMinutes(1) });
        await UntilItWaitsAsync(engine, id);
        Assert.DoesNotContain(id.Value, _data.StartMark!.Ids);
        engine.Time.Advance(TimeSpan.FromMinutes(1));
        engine.Settle();
        Assert.Contains(id.Value, _data.StartMark!.Ids);
    }

    [Theory]
    [InlineData("timeout")]
    [InlineData("pause")]
    [InlineData("stop")]
    public async Task Job_ThatIsWokenBesideASuspect_DoesNotRunWhileTheMarkSaysThatOneIsAlone(string how)
    {
        StartMark? woken = null;
        var engine = new SteppedEngine(_data);
        var suspect = await SubmitAsync(engine, ScriptJob.Of((_, _) => _never.Task), new() { DueAt = engine.Time.GetUtcNow() + TimeSpan.FromMinutes(1) });
        _ = engine.Engine.PauseAsync(suspect).AsTask();
        engine.Settle();
        _data.Active[suspect.Value].Row = _data.Active[suspect.Value].Row with { Crashes = 7 };
        var id = await SubmitAsync(engine, ScriptJob.Of(async (_, ctx) =>
        {
            try
            {
                await ctx.SleepAsync(TimeSpan.FromDays(1), "nap");
            }
            finally
            {
                woken = _data.StartMark;
            }

            return 1;
        }), new() { Timeout = TimeSpan.FromMinutes(2) });
        await UntilItWaitsAsync(engine, id);
        engine.Time.Advance(TimeSpan.FromMinutes(2) - TimeSpan.FromSeconds(1));
        _ = engine.Engine.ResumeAsync(suspect).AsTask();
        await engine.SettleUntilAsync(() => engine.State.Probation.Alone is { State: EntryState.Running });
        Assert.True(_data.StartMark!.Alone);
        Wake(engine, id, how, TimeSpan.FromSeconds(1));
        await engine.SettleUntilAsync(() => woken is not null);
        Assert.False(woken!.Alone);
        Assert.Contains(id.Value, woken.Ids);
    }

    [Fact]
    public async Task Job_ThatIsCancelled_WhileATimeoutWaitsForItsMark_EndsAsCancelled()
    {
        var dying = new SteppedEngine(_data);
        var id = await SubmitAsync(dying, ScriptJob.Of(async (_, ctx) => { await ctx.SleepAsync(TimeSpan.FromDays(1), "nap"); return 1; }), new() { Timeout = TimeSpan.FromMinutes(1) });
        await UntilItWaitsAsync(dying, id);
        Suspect(id, crashes: 1);

        var engine = new SteppedEngine(_data);
        await UntilItWaitsAsync(engine, id);
        _ = engine.Engine.CancelAsync(id).AsTask();
        engine.HoldsCommits = true;
        await engine.SettleUntilAsync(() => engine.State.Batches.InFlight is not null);
        engine.Time.Advance(TimeSpan.FromMinutes(1));
        engine.Settle();
        engine.HoldsCommits = false;
        Assert.Equal(JobStatus.Cancelled, (await engine.SettleUntilAsync(engine.Engine.WaitAsync(id).AsTask())).Status);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Job_WhoseTaskBeginsBesideItsWait_AndKillsTheProcess_IsQuarantined(bool isNamedLater)
    {
        var kills = 0;
        var begin = new TaskCompletionSource();
        var poison = ScriptJob.Of(async (_, ctx) =>
        {
            var nap = ctx.SleepAsync(TimeSpan.FromDays(1), "nap").AsTask();
            await begin.Task;
            await ctx.Run((_, _) => { kills++; return _never.Task; }, 1);
            await nap;
            return 1;
        });
        JobId id = default;
        for (var life = 0; life < 24 && (life == 0 || _data.Active.ContainsKey(id.Value)); life++)
        {
            begin = new TaskCompletionSource();
            var engine = new SteppedEngine(_data);
            if (life == 0) id = await SubmitAsync(engine, poison);
            await UntilItWaitsAsync(engine, id);
            engine.HoldsCommits = !isNamedLater;
            begin.SetResult();
            if (isNamedLater) await engine.SettleUntilAsync(() => !_data.Active.ContainsKey(id.Value) || kills > life);
            else await StepUntilAsync(engine, () => !_data.Active.ContainsKey(id.Value) || kills > life);
        }

        Assert.Equal(JobStatus.Quarantined, _data.History[id.Value].Status);
    }

    [Fact]
    public async Task Tasks_OfASuspect_ThatBeginBesideItsWait_BeginEachTime()
    {
        var begin = new[] { new TaskCompletionSource(), new TaskCompletionSource() };
        var ran = 0;
        var dying = new SteppedEngine(_data);
        var id = await SubmitAsync(dying, ScriptJob.Of(async (_, ctx) =>
        {
            var nap = ctx.SleepAsync(TimeSpan.FromDays(1), "nap").AsTask();
            for (var i = 0; i < 2; i++)
            {
                await begin[i].Task;
                await ctx.Run((_, _) => { ran++; return Task.FromResult(1); }, i);
            }

            await nap;
            return 1;
        }));
        await UntilItWaitsAsync(dying, id);
        Suspect(id, crashes: 6);

        var engine = new SteppedEngine(_data);
        await UntilItWaitsAsync(engine, id);
        for (var i = 0; i < 2; i++)
        {
            begin[i].SetResult();
            await engine.SettleUntilAsync(() => ran == i + 1);
        }
    }

    [Fact]
    public async Task Task_OfASuspendedJob_BeginsBesideItsWait_OnlyWhenADurableMarkNamesTheJob()
    {
        StartMark? begun = null;
        var (begin, sleep, slot) = (new TaskCompletionSource(), new TaskCompletionSource(), new TaskCompletionSource<int>());
        var dying = new SteppedEngine(_data);
        var id = await SubmitAsync(dying, Napper(begin.Task, sleep.Task, () => begun = _data.StartMark), new() { Priority = JobPriority.Low });
        Suspect(id, crashes: 1);

        var engine = new SteppedEngine(_data, new EngineOptions { MaxRunningJobs = 2, DefaultPoolSlots = 1 });
        await SubmitAsync(engine, ScriptJob.Of(async (_, ctx) => { await ctx.Run((_, _) => slot.Task, 1); return await _never.Task; }));
        begin.SetResult(); // Its task waits for the slot.
        engine.Settle();
        await SubmitAsync(engine, ScriptJob.Of((_, _) => _never.Task), new() { Priority = JobPriority.High });
        Assert.True(engine.State.Jobs[id.Value].IsSuspended);
        slot.SetResult(1);
        await CommitAsync(engine);
        Assert.DoesNotContain(id.Value, _data.StartMark!.Ids);
        Assert.Null(begun);

        sleep.SetResult(); // The job needs no permit from here on, and is no longer suspended.
        await engine.SettleUntilAsync(() => begun is not null);
        Assert.Contains(id.Value, begun!.Ids);
    }

    [Fact]
    public async Task Task_OfAJobThatMadeWayWhileItBeganToWait_BeginsOnlyWhenADurableMarkNamesTheJob()
    {
        StartMark? begun = null;
        var (begin, sleep, slot) = (new TaskCompletionSource(), new TaskCompletionSource(), new TaskCompletionSource<int>());
        var dying = new SteppedEngine(_data);
        var id = await SubmitAsync(dying, Napper(begin.Task, sleep.Task, () => begun = _data.StartMark));
        Suspect(id, crashes: 1);

        var engine = new SteppedEngine(_data, new EngineOptions { MaxRunningJobs = 2, DefaultPoolSlots = 1 });
        await SubmitAsync(engine, ScriptJob.Of(async (_, ctx) => { await ctx.Run((_, _) => slot.Task, 1); return await _never.Task; }));
        begin.SetResult(); // Its task waits for the slot.
        engine.Settle();
        var attempt = engine.State.Jobs[id.Value].Attempt!;
        attempt.Suspend_NeedsGate()!.Hold(true); // One thread of it makes way, and has not told the loop yet.
        slot.SetResult(1);
        engine.Settle();
        sleep.SetResult(); // Another begins to wait.
        await engine.SettleUntilAsync(() => !engine.State.Jobs[id.Value].HoldsPermit);
        await CommitAsync(engine);
        Assert.DoesNotContain(id.Value, _data.StartMark!.Ids);

        ((IAttemptPort)engine.Engine).Suspended(attempt);
        await engine.SettleUntilAsync(() => begun is not null);
        Assert.Contains(id.Value, begun!.Ids);
    }

    private static ScriptJob Napper(Task begin, Task sleep, Action begun) => ScriptJob.Of(async (_, ctx) =>
    {
        await begin;
        var nap = NapAsync();
        await ctx.Run((_, _) => { begun(); return Task.FromResult(1); }, 1);
        await nap;
        return 1;

        async Task NapAsync()
        {
            await sleep;
            await ctx.SleepAsync(TimeSpan.FromDays(1), "nap");
        }
    });

    private async Task UntilItWaitsAsync(SteppedEngine engine, JobId id)
    {
        await engine.SettleUntilAsync(() =>
            !_data.Active.ContainsKey(id.Value) || (engine.State.Jobs.TryGetValue(id.Value, out var entry) && entry is { Attempt: not null, HoldsPermit: false }));
        await CommitAsync(engine);
    }

    private static void Wake(SteppedEngine engine, JobId id, string how, TimeSpan timeout)
    {
        if (how == "timeout") engine.Time.Advance(timeout);
        else if (how == "pause") _ = engine.Engine.PauseAsync(id).AsTask();
        else _ = engine.Engine.StopAsync(TimeSpan.Zero, TimeSpan.FromMinutes(1));
    }

    /// <summary>As a process does that dies at once: no more is committed than what had to be.</summary>
    private static async Task StepUntilAsync(SteppedEngine engine, Func<bool> holds)
    {
        for (var i = 0; i < 20 && !holds(); i++)
        {
            engine.Settle();
            if (!holds()) engine.Engine.Writer.Step();
        }

        await engine.SettleUntilAsync(holds);
    }
}
