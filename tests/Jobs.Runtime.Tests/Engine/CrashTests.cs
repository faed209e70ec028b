using Jobs.Engine;
using Jobs.Store;

namespace Jobs.Runtime.Tests.Engine;

/// <summary>Who is blamed for crashes, and who waits for whom after them. A crash is an engine that takes no further step, on data that the next one opens.</summary>
/// <remarks>Partial: <c>CrashTests.Alone.cs</c> is what a suspect's turn alone means.</remarks>
public sealed partial class CrashTests
{
    private readonly MemoryStoreData _data = new();
    private readonly TaskCompletionSource<int> _never = new();
    private readonly SubmitOptions _soon = new() { Priority = JobPriority.High };

    [Fact]
    public async Task Job_ThatKillsItsProcessBeforeAnyMarkNamesIt_IsNamedFirst_FromItsSecondLifeOn()
    {
        long[]? named = null;
        var dying = new SteppedEngine(_data);
        var id = await SubmitAsync(dying, ScriptJob.Of((_, _) => { named = _data.StartMark?.Ids ?? []; return _never.Task; }));
        DieUnnamed(id);

        var engine = new SteppedEngine(_data) { HoldsCommits = true };
        named = null;
        await engine.SettleUntilAsync(() => engine.State.Jobs.TryGetValue(id.Value, out var entry) && entry.HoldsPermit);
        Assert.Null(named);
        engine.HoldsCommits = false;
        await engine.SettleUntilAsync(() => named is not null);
        Assert.Contains(id.Value, named!);
    }

    [Fact]
    public async Task Job_ThatKillsItsProcessBehindAWaitBeforeAnyMarkNamesIt_IsNamedFirst_FromItsSecondLifeOn()
    {
        long[]? named = null;
        var dying = new SteppedEngine(_data);
        var id = await DieAsleepAsync(dying, ids => named = ids);

        var engine = new SteppedEngine(_data);
        await engine.SettleUntilAsync(() => engine.State.Running.Count == 1 && engine.State.Permits.Taken == 0);
        await CommitAsync(engine);
        Assert.DoesNotContain(id.Value, _data.StartMark?.Ids ?? []); // Only what waits.
        engine.HoldsCommits = true;
        engine.Time.Advance(TimeSpan.FromDays(2));
        await engine.SettleUntilAsync(() => engine.State.Jobs[id.Value].HoldsPermit);
        Assert.Null(named);
        engine.HoldsCommits = false;
        await engine.SettleUntilAsync(() => named is not null);
        Assert.Contains(id.Value, named!);
    }

    [Fact]
    public async Task Job_WithACrashAgainstIt_StartsOnlyWhenADurableMarkNamesIt()
    {
        var dying = new SteppedEngine(_data);
        var id = await SubmitAsync(dying, ScriptJob.Of((_, _) => _never.Task));
        Suspect(id, crashes: 1);

        var engine = new SteppedEngine(_data) { HoldsCommits = true };
        await engine.SettleUntilAsync(() => engine.State.Jobs.TryGetValue(id.Value, out var entry) && entry.HoldsPermit);
        Assert.Equal(EntryState.Marking, engine.State.Jobs[id.Value].State);
        engine.HoldsCommits = false;
        await engine.SettleUntilAsync(() => engine.State.Jobs[id.Value].State == EntryState.Running);
        Assert.Equal([id.Value], _data.StartMark!.Ids);
    }

    [Fact]
    public async Task Job_ThatWaitsForItsMark_IsLetGoByAStop()
    {
        var starts = 0;
        var dying = new SteppedEngine(_data);
        var id = await SubmitAsync(dying, ScriptJob.Of((_, _) => { starts++; return _never.Task; }));
        Suspect(id, crashes: 1);

        var engine = new SteppedEngine(_data) { HoldsCommits = true };
        await engine.SettleUntilAsync(() => engine.State.Jobs.TryGetValue(id.Value, out var entry) && entry.State == EntryState.Marking);
        var stop = engine.Engine.StopAsync(TimeSpan.Zero, TimeSpan.FromMinutes(1));
        engine.Settle();
        engine.HoldsCommits = false;
        Assert.Equal(0, await engine.SettleUntilAsync(stop));
        Assert.Equal(1, starts);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Job_WaitsForItsMark_OnlyAfterAnUncleanStop(bool isUnclean)
    {
        var dying = new SteppedEngine(_data);
        var id = await SubmitAsync(dying, ScriptJob.Of((_, _) => _never.Task));
        DieUnnamed(id);
        _data.IsClean = !isUnclean;

        var engine = new SteppedEngine(_data);
        engine.HoldsCommits = true;
        await engine.SettleUntilAsync(() => engine.State.Jobs.TryGetValue(id.Value, out var entry) && entry.HoldsPermit);
        engine.Settle();
        Assert.Equal(isUnclean ? EntryState.Marking : EntryState.Running, engine.State.Jobs[id.Value].State);
    }

    [Fact]
    public async Task Job_ThatADurableMarkNamedAhead_DoesNotWaitForAnother()
    {
        var first = new TaskCompletionSource<int>();
        var (engine, next) = await RecoverBehindAsync(first.Task);
        Assert.Contains(next.Value, _data.StartMark!.Ids);
        engine.HoldsCommits = true;
        first.SetResult(1);
        await engine.SettleUntilAsync(() => engine.State.Jobs[next.Value].HoldsPermit);
        Assert.Equal(EntryState.Running, engine.State.Jobs[next.Value].State);
    }

    [Fact]
    public async Task Job_ThatAMarkOnItsWayDoesNotName_WaitsForTheNext_ThoughADurableOneNamedIt()
    {
        var first = new TaskCompletionSource<int>();
        var (engine, next) = await RecoverBehindAsync(first.Task);
        await SubmitAsync(engine, ScriptJob.Of((_, _) => Task.FromResult(1)), _soon); // Now it is this one that is next.
        Assert.Contains(next.Value, _data.StartMark!.Ids);
        engine.HoldsCommits = true;
        _ = engine.Engine.SubmitAsync(ScriptJob.Of((_, _) => Task.FromResult(1)), new() { DueAt = engine.Time.GetUtcNow() + TimeSpan.FromDays(1) }).AsTask();
        await engine.SettleUntilAsync(() => engine.State.Batches.InFlight is not null);
        first.SetResult(1);
        await engine.SettleUntilAsync(() => engine.State.Jobs[next.Value].HoldsPermit);
        Assert.Equal(EntryState.Marking, engine.State.Jobs[next.Value].State);
    }

    [Fact]
    public async Task Parent_ThatWaitsForItsChild_IsNotBlamedForCrashes()
    {
        var child = ScriptJob.Of((_, _) => _never.Task);
        var parent = ScriptJob.Of(async (_, ctx) =>
        {
            var handle = await ctx.SubmitAsync(child, "child");
            try
            {
                return await handle.ResultAsync();
            }
            catch (JobFailedException)
            {
                return -1;
            }
        });
        JobId id = default;
        for (var life = 0; life < 8; life++)
        {
            var engine = new SteppedEngine(_data);
            if (life == 0) id = await SubmitAsync(engine, parent);
            await engine.SettleUntilAsync(() =>
                !_data.Active.ContainsKey(id.Value) || engine.State.Probation.Alone is not null
                || (engine.State.Jobs.TryGetValue(id.Value, out var entry) && entry is { Attempt: not null, HoldsPermit: false }));
            await CommitAsync(engine);
            Assert.DoesNotContain(id.Value, _data.StartMark?.Ids ?? []);
        }

        var last = new SteppedEngine(_data);
        var info = await last.SettleUntilAsync(last.Engine.WaitAsync(id).AsTask());
        Assert.Equal(JobStatus.Completed, info.Status); // Its child is what was quarantined.
        Assert.Equal(-1, await last.SettleUntilAsync(last.Engine.ResultAsync<int>(id).AsTask()));
    }

    [Fact]
    public async Task Job_ThatWaitsWhileItsTasksRun_MayBeBlamed()
    {
        var engine = new SteppedEngine(_data);
        var id = await SubmitAsync(engine, ScriptJob.Of(async (_, ctx) =>
        {
            var child = await ctx.SubmitAsync(ScriptJob.Of((_, _) => _never.Task), "child");
            var wait = child.ResultAsync().AsTask();
            await ctx.Run((_, _) => _never.Task, 1);
            return await wait;
        }));
        await CommitAsync(engine);
        Assert.Contains(id.Value, _data.StartMark!.Ids);
    }

    [Fact]
    public async Task Job_ThatMerelyStandsInTheQueue_IsCountedOnceAtMost()
    {
        JobId waiting = default;
        for (var life = 0; life < 4; life++)
        {
            var engine = new SteppedEngine(_data, new EngineOptions { MaxRunningJobs = 1 });
            if (life == 0)
            {
                await SubmitAsync(engine, ScriptJob.Of((_, _) => _never.Task));
                waiting = await SubmitAsync(engine, ScriptJob.Of((_, _) => _never.Task));
            }

            await CommitAsync(engine);
            await CommitAsync(engine);
        }

        using var last = new SteppedEngine(_data);
        Assert.InRange(_data.Active[waiting.Value].Row.Crashes, 0, 1);
    }

    [Fact]
    public void Submit_ThatMayStartAtOnce_IsNamedByItsOwnCommit()
    {
        var engine = new SteppedEngine(_data);
        engine.Settle();
        _ = engine.Engine.SubmitAsync(ScriptJob.Of((_, _) => _never.Task)).AsTask();
        engine.Engine.RunTurn();
        engine.Engine.Writer.Step();
        Assert.Single(_data.Active);
        Assert.Equal(_data.Active.Keys, _data.StartMark!.Ids);
    }

    [Fact]
    public async Task Job_ThatStartsBesideAnIdleStore_IsNamedAllTheSame()
    {
        var engine = new SteppedEngine(_data);
        var id = await SubmitAsync(engine, ScriptJob.Of((_, _) => _never.Task), new() { DueAt = engine.Time.GetUtcNow() + TimeSpan.FromMinutes(1) });
        Assert.Empty(_data.StartMark?.Ids ?? []);
        engine.Time.Advance(TimeSpan.FromMinutes(2));
        engine.Settle();
        Assert.Equal([id.Value], _data.StartMark!.Ids);
    }

    [Theory]
    [InlineData("child")]
    [InlineData("end of a child")]
    [InlineData("sleep")]
    public async Task Progress_OfEachKind_ResetsTheCrashCount_InTheStoreAndInMemory(string kind)
    {
        var goOn = new TaskCompletionSource();
        var child = ScriptJob.Of(async (_, _) => { await goOn.Task; return 1; });
        var job = ScriptJob.Of(async (_, ctx) =>
        {
            if (kind == "end of a child") await (await ctx.SubmitAsync(child, "early")).ResultAsync();
            await goOn.Task;
            if (kind == "child") await ctx.SubmitAsync(child, "late");
            if (kind == "sleep") await ctx.SleepAsync(TimeSpan.FromDays(1), "nap");
            return await _never.Task;
        });
        var dying = new SteppedEngine(_data);
        var id = await SubmitAsync(dying, job);
        Suspect(id, crashes: 3);

        var engine = new SteppedEngine(_data);
        engine.Settle();
        Assert.NotEqual(0, _data.Active[id.Value].Row.Crashes);
        goOn.SetResult();
        engine.Settle();
        Assert.Equal(0, _data.Active[id.Value].Row.Crashes);
        Assert.Equal(0, engine.State.Jobs[id.Value].Crashes);
    }

    [Fact]
    public async Task Job_ThatKillsItsProcessBehindAWait_IsQuarantined()
    {
        var child = ScriptJob.Of((_, _) => Task.FromResult(1));
        var kills = 0;
        var poison = ScriptJob.Of(async (_, ctx) =>
        {
            await (await ctx.SubmitAsync(child, "child")).ResultAsync();
            kills++;
            return await _never.Task; // Stands for the end of the process.
        });
        JobId id = default;
        for (var life = 0; life < 12 && (life == 0 || _data.Active.ContainsKey(id.Value)); life++)
        {
            var engine = new SteppedEngine(_data);
            if (life == 0) id = await SubmitAsync(engine, poison);
            await engine.SettleUntilAsync(() => !_data.Active.ContainsKey(id.Value) || kills > life);
            await CommitAsync(engine);
        }

        Assert.Equal(JobStatus.Quarantined, _data.History[id.Value].Status);
    }

    [Fact]
    public async Task Job_ThatKillsItsProcessBehindAWait_BeforeTheNextCommit_IsQuarantined()
    {
        var child = ScriptJob.Of((_, _) => Task.FromResult(1));
        var kills = 0;
        var poison = ScriptJob.Of(async (_, ctx) =>
        {
            await (await ctx.SubmitAsync(child, "child")).ResultAsync();
            kills++;
            return await _never.Task;
        });
        JobId id = default;
        for (var life = 0; life < 16 && (life == 0 || _data.Active.ContainsKey(id.Value)); life++)
        {
            var engine = new SteppedEngine(_data);
            if (life == 0) id = await SubmitAsync(engine, poison);
            await engine.SettleUntilAsync(() => !_data.Active.ContainsKey(id.Value) || kills > life); // What is committed by then was handed over before it went on.
        }

        Assert.Equal(JobStatus.Quarantined, _data.History[id.Value].Status);
    }

    [Fact]
    public async Task Job_WithACrashAgainstIt_GoesOnAfterAWait_ThoughTheMarkNamedItAllTheWhile()
    {
        var wentOn = 0;
        var job = ScriptJob.Of(async (_, ctx) =>
        {
            var task = ctx.Run((_, _) => _never.Task, 1);
            await ctx.SleepAsync(TimeSpan.FromDays(1), "nap");
            wentOn++;
            return await task;
        });
        var dying = new SteppedEngine(_data);
        var id = await SubmitAsync(dying, job);
        await dying.SettleUntilAsync(() => dying.State.Permits.Taken == 0); // It sleeps.
        Suspect(id, crashes: 2);

        var engine = new SteppedEngine(_data);
        engine.Settle();
        await engine.SettleUntilAsync(() => engine.State.Running.Count == 1 && engine.State.Permits.Taken == 0);
        engine.Time.Advance(TimeSpan.FromDays(2));
        await engine.SettleUntilAsync(() => wentOn == 1);
    }

    [Fact]
    public async Task Job_ThatIsKilledOnItsWayToAWait_IsForgivenOneCrash_WhenItReachesIt()
    {
        var child = ScriptJob.Of((_, _) => _never.Task);
        var dying = new SteppedEngine(_data);
        var id = await SubmitAsync(dying, ScriptJob.Of(async (_, ctx) => await (await ctx.SubmitAsync(child, "child")).ResultAsync()));
        await dying.SettleUntilAsync(() => dying.State.Permits.Taken == 1); // The parent waits.
        Suspect(id, crashes: 2);

        var engine = new SteppedEngine(_data);
        await engine.SettleUntilAsync(() => engine.State.Jobs.TryGetValue(id.Value, out var entry) && entry.Crashes == 2);
        Assert.Equal(2, _data.Active[id.Value].Row.Crashes);
    }

    [Fact]
    public async Task Suspect_ThatMadeProgressWhenItWasAlone_IsNotConvictedByACrashBeforeTheNextMark()
    {
        var dying = new SteppedEngine(_data);
        var id = await SubmitAsync(dying, ScriptJob.Of((_, _) => Task.FromResult(1)), new() { DueAt = dying.Time.GetUtcNow() + TimeSpan.FromMinutes(1) });
        Suspect(id, crashes: 0); // Its progress is in the store, and the mark is still the last one.
        _data.StartMark = new StartMark([id.Value], Alone: true);

        var engine = new SteppedEngine(_data);
        engine.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(JobStatus.Completed, (await engine.SettleUntilAsync(engine.Engine.WaitAsync(id).AsTask())).Status);
    }

    [Fact]
    public async Task Suspect_ThatComesWhileOthersRunForHours_KeepsNewcomersOutForABoundedTime()
    {
        var ran = new List<string>();
        var engine = new SteppedEngine(_data, new EngineOptions { WindowMax = 16, MaxRunningJobs = 2, ProbationMax = TimeSpan.FromSeconds(10) });
        var suspect = await SubmitAsync(
            engine, ScriptJob.Of((_, _) => { ran.Add("suspect"); return Task.FromResult(1); }), new() { DueAt = engine.Time.GetUtcNow() + TimeSpan.FromMinutes(1) });
        _ = engine.Engine.PauseAsync(suspect).AsTask();
        engine.Settle();
        _data.Active[suspect.Value].Row = _data.Active[suspect.Value].Row with { Crashes = 5 };
        await SubmitAsync(engine, ScriptJob.Of((_, _) => _never.Task));
        engine.Time.Advance(TimeSpan.FromMinutes(2));
        _ = engine.Engine.ResumeAsync(suspect).AsTask();
        engine.Settle();
        await SubmitAsync(engine, ScriptJob.Of((_, _) => { ran.Add("newcomer"); return Task.FromResult(1); }));
        Assert.Empty(ran); // The suspect waits to be alone.

        engine.Time.Advance(TimeSpan.FromSeconds(11));
        engine.Settle();
        Assert.Equal(["newcomer", "suspect"], ran.Order());
        Assert.Equal(1, engine.State.Permits.Taken);
    }

    [Fact]
    public async Task Suspect_FarBackInTheBacklog_RunsAlone_BeforeAnybodyElse()
    {
        var ran = new List<int>();
        var script = ScriptJob.Of((job, _) => { ran.Add(job.Number); return Task.FromResult(1); });
        var options = new EngineOptions { WindowMax = 16, MaxRunningJobs = 4 };
        using (var first = new SteppedEngine(_data, options))
        {
            _ = first.Engine.SubmitManyAsync(Enumerable.Range(0, 100).Select(i => new ScriptJob { Script = script.Script, Number = i })).AsTask();
            first.Engine.RunTurn();
            first.Engine.Writer.Step();
        }

        var last = _data.Active.Keys.Max();
        Suspect(new JobId(last), crashes: 4);
        using var engine = new SteppedEngine(_data, options);
        _ = engine.Engine.SubmitAsync(new ScriptJob { Script = script.Script, Number = -1 }, _soon).AsTask();
        engine.Settle();
        Assert.Equal(99, ran[0]);
        Assert.Equal(101, ran.Count);
    }

    [Fact]
    public async Task CodeThatWasGivenUp_MayBeBlamed()
    {
        var engine = new SteppedEngine(_data, new EngineOptions { StopGrace = TimeSpan.FromSeconds(5) });
        var id = await SubmitAsync(
            engine, ScriptJob.Of((_, _) => _never.Task), new() { Timeout = TimeSpan.FromMinutes(1), Retry = new RetryPolicy { Delay = TimeSpan.Zero } });
        for (var i = 0; i < 2; i++)
        {
            engine.Time.Advance(TimeSpan.FromMinutes(2));
            engine.Settle();
        }

        Assert.Equal(EntryState.AwaitingZombie, engine.State.Jobs[id.Value].State);
        await CommitAsync(engine);
        Assert.Equal([id.Value], _data.StartMark!.Ids);
    }

    [Fact]
    public async Task CodeThatAStopLeftToRecovery_MayBeBlamed_AsLongAsTheStoreIsOpen()
    {
        var engine = new SteppedEngine(_data);
        var id = await SubmitAsync(engine, ScriptJob.Of((_, _) => _never.Task));
        engine.HoldsCommits = true;
        for (var i = 0; i < 2; i++)
        {
            _ = engine.Engine.SubmitAsync(ScriptJob.Of((_, _) => Task.FromResult(0)), new() { DueAt = engine.Time.GetUtcNow() + TimeSpan.FromDays(1) }).AsTask();
            await engine.SettleUntilAsync(() => engine.State.Batches.InFlight is not null);
        }

        var stop = engine.Engine.StopAsync(TimeSpan.Zero, TimeSpan.Zero);
        engine.Settle();
        engine.Engine.Writer.Step();
        await engine.SettleUntilAsync(() => engine.State.Batches.InFlight is not null);
        engine.Engine.Writer.Step(); // The second of them, behind the stop.
        Assert.Equal([id.Value], _data.StartMark!.Ids);
        engine.HoldsCommits = false;
        Assert.Equal(1, await engine.SettleUntilAsync(stop));
    }

    /// <summary>After a crash that named nobody, one job runs with the only permit, and this one is next.</summary>
    private async Task<(SteppedEngine Engine, JobId Next)> RecoverBehindAsync(Task<int> first)
    {
        var options = new EngineOptions { MaxRunningJobs = 1 };
        var dying = new SteppedEngine(_data, options);
        await SubmitAsync(dying, ScriptJob.Of((_, _) => first));
        var next = await SubmitAsync(dying, ScriptJob.Of((_, _) => _never.Task));
        DieUnnamed(next);

        var engine = new SteppedEngine(_data, options);
        engine.Settle();
        return (engine, next);
    }

    /// <summary>The process dies while a job sleeps for a day, and no mark names it. Behind its sleep it tells who is named by then.</summary>
    private async Task<JobId> DieAsleepAsync(SteppedEngine dying, Action<long[]> woke)
    {
        var id = await SubmitAsync(dying, ScriptJob.Of(async (_, ctx) =>
        {
            await ctx.SleepAsync(TimeSpan.FromDays(1), "nap");
            woke(_data.StartMark?.Ids ?? []);
            return await _never.Task;
        }));
        await dying.SettleUntilAsync(() => dying.State.Permits.Taken == 0); // It sleeps.
        DieUnnamed(id);
        return id;
    }

    /// <summary>The process dies, and no mark names this job.</summary>
    private void DieUnnamed(JobId id)
    {
        _data.IsClean = false;
        _data.Active[id.Value].Row = _data.Active[id.Value].Row with { Crashes = 0 };
        _data.StartMark = null;
    }

    /// <summary>The process dies, and the mark names this job.</summary>
    private void Suspect(JobId id, int crashes)
    {
        _data.IsClean = false;
        _data.Active[id.Value].Row = _data.Active[id.Value].Row with { Crashes = crashes };
        _data.StartMark = new StartMark([id.Value], Alone: false);
    }

    /// <summary>Something is committed, so that the newest mark is.</summary>
    private static async Task CommitAsync(SteppedEngine engine) =>
        await SubmitAsync(engine, ScriptJob.Of((_, _) => Task.FromResult(0)), new() { DueAt = engine.Time.GetUtcNow() + TimeSpan.FromDays(1) });

    private static async Task<JobId> SubmitAsync(SteppedEngine engine, ScriptJob job, SubmitOptions? options = null)
    {
        var id = (await engine.SettleUntilAsync(engine.Engine.SubmitAsync(job, options).AsTask())).Id;
        engine.Settle();
        return id;
    }
}
