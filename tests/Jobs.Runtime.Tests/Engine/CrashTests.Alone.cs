using Jobs.Engine;
using Jobs.Store;

namespace Jobs.Runtime.Tests.Engine;

/// <summary>What a suspect's turn alone means: who waits for it, for how long, and what a crash then proves.</summary>
public sealed partial class CrashTests
{
    [Fact]
    public async Task Newcomer_ThatIsDurableBeforeTheSuspectsAreKnown_WaitsForThem()
    {
        var ran = new List<int>();
        var script = ScriptJob.Of((job, _) => { ran.Add(job.Number); return Task.FromResult(1); });
        var dying = new SteppedEngine(_data, new EngineOptions { MaxRunningJobs = 1 });
        await SubmitAsync(dying, ScriptJob.Of((_, _) => _never.Task));
        Suspect(await SubmitAsync(dying, new ScriptJob { Script = script.Script, Number = 1 }), crashes: 4);

        using var engine = new SteppedEngine(_data);
        _ = engine.Engine.SubmitAsync(new ScriptJob { Script = script.Script, Number = 2 }, _soon).AsTask();
        for (var i = 0; i < 3; i++)
        {
            engine.Engine.RunTurn(); // The suspects are asked for, and nobody answers yet.
            engine.Engine.Writer.Step();
        }

        Assert.Single(engine.State.Jobs);
        Assert.Empty(engine.State.Running);
        engine.Settle();
        Assert.Equal([1, 2], ran);
    }

    [Fact]
    public async Task Suspect_WhoseTurnIsOver_LetsOthersRun_ThoughItRunsOn()
    {
        var dying = new SteppedEngine(_data);
        var id = await SubmitAsync(dying, ScriptJob.Of((_, _) => _never.Task));
        Suspect(id, crashes: 4);

        var ran = false;
        var options = new EngineOptions { ProbationMax = TimeSpan.FromSeconds(10) };
        var engine = new SteppedEngine(_data, options);
        await engine.SettleUntilAsync(() => engine.State.Probation.Alone is { State: EntryState.Running });
        await SubmitAsync(engine, ScriptJob.Of((_, _) => { ran = true; return Task.FromResult(1); }));
        engine.Time.Advance(options.ProbationMax - TimeSpan.FromMilliseconds(1));
        engine.Settle();
        Assert.False(ran);
        engine.Time.Advance(TimeSpan.FromMilliseconds(1));
        engine.Settle();
        Assert.True(ran);
        Assert.Equal(EntryState.Running, engine.State.Jobs[id.Value].State);
    }

    [Fact]
    public async Task Suspect_ThatWaits_LetsOthersRun()
    {
        var (engine, _) = await SleeperAsync(crashes: 7, TimeSpan.FromDays(1));
        var ran = false;
        await SubmitAsync(engine, ScriptJob.Of((_, _) => { ran = true; return Task.FromResult(1); }));
        Assert.True(ran);
    }

    [Fact]
    public async Task Suspect_ThatMakesProgress_LetsOthersRun()
    {
        var goOn = new TaskCompletionSource();
        var dying = new SteppedEngine(_data);
        var id = await SubmitAsync(dying, ScriptJob.Of(async (_, ctx) =>
        {
            await goOn.Task;
            await ctx.CheckpointAsync();
            return await _never.Task;
        }));
        Suspect(id, crashes: 4);

        var ran = false;
        var engine = new SteppedEngine(_data);
        await SubmitAsync(engine, ScriptJob.Of((_, _) => { ran = true; return Task.FromResult(1); }));
        Assert.False(ran);
        goOn.SetResult();
        engine.Settle();
        Assert.True(ran);
    }

    [Fact]
    public async Task Suspect_ThatGoesOnAfterItsTurn_DoesNotBeginAnother()
    {
        var (engine, _) = await SleeperAsync(crashes: 7, TimeSpan.FromSeconds(6), TimeSpan.FromSeconds(12));
        engine.Time.Advance(TimeSpan.FromSeconds(6)); // It goes on alone, and sleeps again.
        await engine.SettleUntilAsync(() => engine.State.Running.Single() is { HoldsPermit: false, CrashesTakenBack: 2 });
        engine.Time.Advance(TimeSpan.FromSeconds(6)); // Its ten seconds are over.
        await engine.SettleUntilAsync(() => engine.State.Running.Single() is { HoldsPermit: true, State: EntryState.Running, PermitRequest: null });
        var ran = false;
        await SubmitAsync(engine, ScriptJob.Of((_, _) => { ran = true; return Task.FromResult(1); }));
        Assert.True(ran);
    }

    [Fact]
    public async Task Suspect_ThatGoesOnAfterAWait_DoesSoAlone()
    {
        var (engine, _) = await SleeperAsync(crashes: 7, TimeSpan.FromSeconds(6));
        var goOn = new TaskCompletionSource();
        var bystander = await SubmitAsync(engine, ScriptJob.Of(async (_, _) => { await goOn.Task; return 1; }));
        engine.Time.Advance(TimeSpan.FromSeconds(6));
        engine.Settle();
        Assert.Equal(bystander, Assert.Single(engine.State.Running, e => e.HoldsPermit).Id);

        goOn.SetResult();
        await engine.SettleUntilAsync(() => engine.State.Probation.Alone is { HoldsPermit: true });
        Assert.True(_data.StartMark!.Alone);
    }

    [Fact]
    public async Task Suspect_BesideTasksOfAnother_IsNotMarkedAsAlone()
    {
        var engine = new SteppedEngine(_data);
        var id = await SubmitAsync(engine, ScriptJob.Of((_, _) => _never.Task), new() { DueAt = engine.Time.GetUtcNow() + TimeSpan.FromMinutes(1) });
        _ = engine.Engine.PauseAsync(id).AsTask();
        engine.Settle();
        _data.Active[id.Value].Row = _data.Active[id.Value].Row with { Crashes = 5 };
        var other = await SubmitAsync(engine, ScriptJob.Of(async (_, ctx) =>
        {
            var task = ctx.Run((_, _) => _never.Task, 1);
            await ctx.SleepAsync(TimeSpan.FromDays(1), "nap"); // Without a permit, and its task runs on.
            return await task;
        }));
        await engine.SettleUntilAsync(() => engine.State.Permits.Taken == 0);
        engine.Time.Advance(TimeSpan.FromMinutes(2));
        _ = engine.Engine.ResumeAsync(id).AsTask();
        await engine.SettleUntilAsync(() => engine.State.Probation.Alone is { State: EntryState.Running });
        Assert.Equal([id.Value, other.Value], _data.StartMark!.Ids);
        Assert.False(_data.StartMark!.Alone); // Should the process die now, the task may have done it.
    }

    [Fact]
    public async Task Suspect_ThatReachedAWaitWhenItWasAlone_IsNotConvictedByACrashBeforeTheNextMark()
    {
        var dying = new SteppedEngine(_data);
        var id = await SubmitAsync(dying, ScriptJob.Of((_, _) => Task.FromResult(1)), new() { DueAt = dying.Time.GetUtcNow() + TimeSpan.FromMinutes(1) });
        Suspect(id, crashes: 6); // Seven, and its wait has taken one back: others may have run since.
        _data.StartMark = new StartMark([id.Value], Alone: true);

        var engine = new SteppedEngine(_data);
        engine.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(JobStatus.Completed, (await engine.SettleUntilAsync(engine.Engine.WaitAsync(id).AsTask())).Status);
    }

    [Fact]
    public async Task Convict_WhoseRowCannotBeRead_IsSetAsideWhenItCan_AndDoesNotRunMeanwhile()
    {
        var runs = 0;
        var dying = new SteppedEngine(_data);
        var id = await SubmitAsync(dying, ScriptJob.Of((_, _) => { runs++; return _never.Task; }));
        Suspect(id, crashes: 7);
        _data.StartMark = new StartMark([id.Value], Alone: true);

        var engine = new SteppedEngine(_data);
        engine.Store.IsBlind = true;
        engine.Settle();
        engine.Store.IsBlind = false;
        for (var i = 0; i < 3; i++)
        {
            engine.Time.Advance(TimeSpan.FromSeconds(1));
            engine.Settle();
        }

        Assert.Equal(JobStatus.Quarantined, _data.History[id.Value].Status);
        Assert.Equal(1, runs);
    }

    [Fact]
    public async Task Suspects_WhoCannotBeRead_KeepNobodyOut_AndHaveTheirTurnWhenTheyCan()
    {
        var dying = new SteppedEngine(_data);
        var id = await SubmitAsync(dying, ScriptJob.Of((_, _) => _never.Task));
        Suspect(id, crashes: 4);

        var ran = false;
        var engine = new SteppedEngine(_data);
        engine.Store.IsBlind = true;
        engine.Settle();
        await SubmitAsync(engine, ScriptJob.Of((_, _) => { ran = true; return Task.FromResult(1); }));
        Assert.True(ran);

        engine.Store.IsBlind = false;
        engine.Time.Advance(TimeSpan.FromSeconds(2));
        await engine.SettleUntilAsync(() => engine.State.Probation.Alone?.Id == id); // It came with the window.
    }

    [Fact]
    public async Task Suspects_AreDrawn_SoThatWhoeverKillsIsAloneInTheEnd()
    {
        var innocent = ScriptJob.Of(async (_, ctx) =>
        {
            var task = ctx.Run((_, _) => _never.Task, 1);
            await ctx.SleepAsync(TimeSpan.FromDays(1), "nap");
            return await task; // It runs on when the turn alone is over, and is counted as often as the one that kills.
        });
        var kills = 0;
        var poison = ScriptJob.Of((_, _) =>
        {
            kills++;
            return _never.Task;
        });
        JobId first = default, second = default;
        for (var life = 0; life < 32 && (life == 0 || _data.Active.ContainsKey(second.Value)); life++)
        {
            var engine = new SteppedEngine(_data);
            if (life == 0)
            {
                first = await SubmitAsync(engine, innocent);
                second = await SubmitAsync(engine, poison);
            }

            engine.Settle();
            if (kills == life) engine.Time.Advance(engine.State.Probation.AloneMax);
            await engine.SettleUntilAsync(() => !_data.Active.ContainsKey(second.Value) || kills > life);
            if (life == 0) _data.Active[first.Value].Row = _data.Active[first.Value].Row with { Crashes = 6 }; // A suspect, of other crashes.
        }

        Assert.Equal(JobStatus.Quarantined, _data.History[second.Value].Status);
        Assert.True(_data.Active.ContainsKey(first.Value));
    }

    [Fact]
    public async Task Suspects_BehindTheOneThatIsDrawn_BeginWithMostCrashes()
    {
        var ran = new List<int>();
        var script = ScriptJob.Of((job, _) => { ran.Add(job.Number); return Task.FromResult(1); });
        var dying = new SteppedEngine(_data, new EngineOptions { MaxRunningJobs = 1 });
        await SubmitAsync(dying, ScriptJob.Of((_, _) => _never.Task));
        var ids = new List<long>();
        for (var i = 0; i < 6; i++)
        {
            var id = await SubmitAsync(dying, new ScriptJob { Script = script.Script, Number = i });
            Suspect(id, crashes: 5 + i);
            ids.Add(id.Value);
        }

        _data.StartMark = new StartMark([.. ids.Order()], Alone: false);
        var engine = new SteppedEngine(_data);
        await engine.SettleUntilAsync(() => ran.Count == 6);
        Assert.Equal(ran.Skip(1).OrderDescending(), ran.Skip(1));
    }

    [Fact]
    public async Task Suspect_WhoseTasksRunWhileItWaits_KeepsItsTurn_AndGoesOnInIt()
    {
        var wentOn = false;
        var dying = new SteppedEngine(_data);
        var id = await SubmitAsync(dying, ScriptJob.Of(async (_, ctx) =>
        {
            var task = ctx.Run((_, _) => _never.Task, 1);
            await ctx.SleepAsync(TimeSpan.FromSeconds(5), "nap");
            wentOn = true;
            return await task;
        }));
        await dying.SettleUntilAsync(() => dying.State.Permits.Taken == 0); // It sleeps.
        Suspect(id, crashes: 6);

        var ran = false;
        var engine = new SteppedEngine(_data, new EngineOptions { ProbationMax = TimeSpan.FromSeconds(10) });
        await engine.SettleUntilAsync(() => engine.State.Jobs.TryGetValue(id.Value, out var entry) && entry is { CrashesTakenBack: 1, HoldsPermit: false });
        await SubmitAsync(engine, ScriptJob.Of((_, _) => { ran = true; return Task.FromResult(1); }));
        Assert.True(_data.StartMark!.Alone); // Should the process die now, its task has done it.
        Assert.False(ran);
        engine.Time.Advance(TimeSpan.FromSeconds(5));
        await engine.SettleUntilAsync(() => wentOn);
        Assert.False(ran);
        engine.Time.Advance(TimeSpan.FromSeconds(5));
        await engine.SettleUntilAsync(() => ran);
    }

    [Fact]
    public async Task Suspects_WhoseRetryIsDue_AreDrawnToo()
    {
        var kills = 0;
        var poison = ScriptJob.Of((_, ctx) =>
        {
            if (ctx.Attempt == 1) throw new InvalidOperationException("once"); // From then on it is stored as scheduled.
            kills++;
            return _never.Task;
        });
        JobId first = default, second = default;
        for (var life = 0; life < 48 && (life == 0 || _data.Active.ContainsKey(second.Value)); life++)
        {
            var engine = new SteppedEngine(_data);
            if (life == 0)
            {
                first = await SubmitAsync(engine, ScriptJob.Of((_, _) => _never.Task));
                second = await SubmitAsync(engine, poison, new() { Retry = new RetryPolicy { Delay = TimeSpan.FromSeconds(1) } });
            }

            engine.Time.Advance(TimeSpan.FromMinutes(1));
            engine.Settle();
            for (var i = 0; i < 2 && kills == life; i++)
            {
                engine.Time.Advance(engine.State.Probation.AloneMax); // The other's turn; and as long again, because it runs on.
                engine.Settle();
            }

            await engine.SettleUntilAsync(() => !_data.Active.ContainsKey(second.Value) || kills > life);
            if (life == 0) _data.Active[first.Value].Row = _data.Active[first.Value].Row with { Crashes = 6 }; // A suspect, of other crashes.
        }

        Assert.Equal(JobStatus.Quarantined, _data.History[second.Value].Status);
        Assert.True(_data.Active.ContainsKey(first.Value));
    }

    [Fact]
    public async Task Suspect_WhoseTurnEndsWhileItWaitsForThoseThatRun_DoesNotBeginAnother()
    {
        var (engine, id) = await SleeperAsync(crashes: 7, TimeSpan.FromSeconds(9));
        var other = new TaskCompletionSource<int>();
        await SubmitAsync(engine, ScriptJob.Of((_, _) => other.Task));
        engine.Time.Advance(TimeSpan.FromSeconds(9));
        await engine.SettleUntilAsync(() => engine.State.Jobs[id.Value].PermitRequest is not null); // It would go on alone.
        var ran = false;
        await SubmitAsync(engine, ScriptJob.Of((_, _) => { ran = true; return Task.FromResult(1); }));
        Assert.False(ran);
        engine.Time.Advance(TimeSpan.FromSeconds(1)); // Its ten seconds are over.
        await engine.SettleUntilAsync(() => ran);
        other.SetResult(1);
        engine.Settle();
        Assert.Null(engine.State.Probation.Alone);
    }

    [Theory]
    [InlineData("cancel")]
    [InlineData("pause")]
    [InlineData("progress")]
    public async Task Suspect_ThatWaitsToBeAlone_AndNeedsItNoMore_KeepsNobodyOut(string why)
    {
        var (engine, id) = await SleeperAsync(crashes: 7, TimeSpan.FromSeconds(5));
        await SubmitAsync(engine, ScriptJob.Of((_, _) => _never.Task));
        engine.Time.Advance(TimeSpan.FromSeconds(5));
        await engine.SettleUntilAsync(() => engine.State.Jobs[id.Value].PermitRequest is not null);
        var ran = false;
        await SubmitAsync(engine, ScriptJob.Of((_, _) => { ran = true; return Task.FromResult(1); }));
        Assert.False(ran);
        if (why == "cancel") _ = engine.Engine.CancelAsync(id).AsTask();
        if (why == "pause") _ = engine.Engine.PauseAsync(id).AsTask();
        if (why == "progress") engine.State.Commit(new NoteAtom { Id = id, Fence = engine.State.Jobs[id.Value].Row.Fence, ProgressOf = id }); // As a child's end brings it.
        await engine.SettleUntilAsync(() => ran);
        Assert.Null(engine.State.Probation.Alone);
    }
}
