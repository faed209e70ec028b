using Jobs.Engine;
using Jobs.Store;

namespace Jobs.Runtime.Tests.Engine;

/// <summary>What a wait takes back of the crashes against a job, and what the marks behind it give back.</summary>
public sealed partial class CrashTests
{
    [Fact]
    public async Task EachWait_TakesACrashBack_AndTheMarksBehindItNameTheJobOnceMore()
    {
        var (engine, id) = await SleeperAsync(crashes: 4, TimeSpan.FromHours(1), TimeSpan.FromHours(2));
        Assert.Equal(3, _data.Active[id.Value].Row.Crashes);
        engine.Time.Advance(TimeSpan.FromHours(1));
        await engine.SettleUntilAsync(() => engine.State.Jobs[id.Value] is { HoldsPermit: false, CrashesTakenBack: 2 });
        Assert.Equal(2, _data.Active[id.Value].Row.Crashes);
        engine.Time.Advance(TimeSpan.FromHours(1));
        await engine.SettleUntilAsync(() => engine.State.Jobs[id.Value] is { HoldsPermit: true, PermitRequest: null });
        Assert.Equal([id.Value, id.Value, id.Value], _data.StartMark!.Ids);
    }

    [Fact]
    public async Task Wait_OfAJobWithoutACrash_TakesNothingBack_AndTheJobIsNamedOnce()
    {
        var (engine, id) = await SleeperAsync(crashes: 0, TimeSpan.FromHours(1));
        engine.Time.Advance(TimeSpan.FromHours(1));
        await engine.SettleUntilAsync(() => engine.State.Jobs[id.Value] is { HoldsPermit: true, PermitRequest: null });
        await CommitAsync(engine);
        Assert.Equal([id.Value], _data.StartMark!.Ids);
    }

    [Fact]
    public async Task Wait_TakesNoMoreBackThanThereIs()
    {
        var (engine, id) = await SleeperAsync(crashes: 1, TimeSpan.FromHours(1), TimeSpan.FromHours(2));
        engine.Time.Advance(TimeSpan.FromHours(2));
        await engine.SettleUntilAsync(() => engine.State.Jobs[id.Value] is { HoldsPermit: true, PermitRequest: null });
        await CommitAsync(engine);
        Assert.Equal([id.Value, id.Value], _data.StartMark!.Ids);
    }

    [Fact]
    public async Task Progress_BehindAWait_ClearsWhatTheWaitTookBack()
    {
        var goOn = new TaskCompletionSource();
        var (engine, id) = await SleeperAsync(crashes: 1, async ctx =>
        {
            await goOn.Task;
            await ctx.CheckpointAsync();
        }, TimeSpan.FromHours(1));
        engine.Time.Advance(TimeSpan.FromHours(1));
        await engine.SettleUntilAsync(() => engine.State.Jobs[id.Value] is { HoldsPermit: true, PermitRequest: null });
        Assert.Equal([id.Value, id.Value], _data.StartMark!.Ids);
        goOn.SetResult();
        engine.Settle();
        await CommitAsync(engine);
        Assert.Equal([id.Value], _data.StartMark!.Ids);
    }

    [Fact]
    public async Task EndOfAChild_BehindAWait_ClearsWhatTheWaitTookBack()
    {
        var goOn = new TaskCompletionSource();
        var child = ScriptJob.Of(async (_, _) => { await goOn.Task; return 1; });
        var dying = new SteppedEngine(_data);
        var id = await SubmitAsync(dying, ScriptJob.Of(async (_, ctx) =>
        {
            await (await ctx.SubmitAsync(child, "child")).ResultAsync();
            return await _never.Task;
        }));
        Suspect(id, crashes: 0);

        var engine = new SteppedEngine(_data);
        await engine.SettleUntilAsync(() => engine.State.Jobs.TryGetValue(id.Value, out var entry) && entry is { Crashes: 0, CrashesTakenBack: 1 });
        goOn.SetResult();
        await engine.SettleUntilAsync(() => engine.State.Jobs[id.Value] is { HoldsPermit: true, PermitRequest: null });
        await CommitAsync(engine);
        Assert.Equal([id.Value], _data.StartMark!.Ids);
    }

    [Fact]
    public async Task Job_WhoseTaskKillsTheProcess_WhileItWaits_IsQuarantined()
    {
        var kills = 0;
        var poison = ScriptJob.Of(async (_, ctx) =>
        {
            var task = ctx.Run((_, _) => { kills++; return _never.Task; }, 1);
            await ctx.SleepAsync(TimeSpan.FromDays(1), "nap");
            return await task;
        });
        JobId id = default;
        for (var life = 0; life < 16 && (life == 0 || _data.Active.ContainsKey(id.Value)); life++)
        {
            var engine = new SteppedEngine(_data);
            if (life == 0) id = await SubmitAsync(engine, poison);
            await engine.SettleUntilAsync(() => !_data.Active.ContainsKey(id.Value) || (kills > life && engine.State.Jobs[id.Value] is { HoldsPermit: false, Row: not null } && _data.Active[id.Value].Sleeps.Count == 1));
        }

        Assert.Equal(JobStatus.Quarantined, _data.History[id.Value].Status);
    }

    [Fact]
    public async Task Job_WhoseTasksRunOn_GoesOnBehindAMarkOfTheTimeAfterItsWait()
    {
        var named = new List<long[]>();
        var nap = new TaskCompletionSource();
        var life = 0;
        var dying = new SteppedEngine(_data);
        var id = await SubmitAsync(dying, ScriptJob.Of(async (_, ctx) =>
        {
            var task = ctx.Run((_, _) => _never.Task, 1); // For its sake the job is named all the while.
            if (life > 0) await nap.Task;
            await ctx.SleepAsync(TimeSpan.FromHours(1), "nap");
            named.Add(_data.StartMark?.Ids ?? []);
            return await task;
        }));
        await dying.SettleUntilAsync(() => dying.State.Permits.Taken == 0); // The sleep is begun: it is no progress later.
        Suspect(id, crashes: 0);
        life++;

        var engine = new SteppedEngine(_data);
        await engine.SettleUntilAsync(() => engine.State.Jobs.TryGetValue(id.Value, out var entry) && entry.State == EntryState.Running);
        engine.HoldsCommits = true;
        nap.SetResult();
        await engine.SettleUntilAsync(() => engine.State.Batches.InFlight is not null); // Its sleep.
        _ = engine.Engine.SubmitAsync(ScriptJob.Of((_, _) => Task.FromResult(1)), _soon).AsTask();
        engine.Settle();
        engine.Engine.Writer.Step();
        await engine.SettleUntilAsync(() => engine.State.Permits.Taken == 0);
        var before = engine.State.Batches.InFlight!; // Handed over before the job waited.
        Assert.Equal(1, before.StartMark!.Ids.Count(n => n == id.Value));
        engine.Time.Advance(TimeSpan.FromHours(1));
        await engine.SettleUntilAsync(() => engine.State.Jobs[id.Value].HoldsPermit);
        for (; ReferenceEquals(engine.State.Batches.InFlight, before); engine.Settle()) engine.Engine.Writer.Step();
        Assert.NotNull(engine.State.Jobs[id.Value].PermitRequest); // That mark names it, but not as often as it is to be named now.
        engine.HoldsCommits = false;
        await engine.SettleUntilAsync(() => named.Count == 1);
        Assert.Equal(2, named[0].Count(n => n == id.Value));
    }

    [Fact]
    public async Task Job_ThatStandsInLineBehindAWait_IsNotNamedAhead()
    {
        long[]? named = null;
        var first = new TaskCompletionSource<int>();
        var options = new EngineOptions { MaxRunningJobs = 1 };
        var dying = new SteppedEngine(_data, options);
        var id = await DieAsleepAsync(dying, ids => named = ids);

        var engine = new SteppedEngine(_data, options);
        await engine.SettleUntilAsync(() => engine.State.Running.Count == 1 && engine.State.Permits.Taken == 0);
        await SubmitAsync(engine, ScriptJob.Of((_, _) => first.Task));
        engine.Time.Advance(TimeSpan.FromDays(2));
        await engine.SettleUntilAsync(() => engine.State.Jobs[id.Value].PermitRequest is not null);
        await CommitAsync(engine);
        Assert.DoesNotContain(id.Value, _data.StartMark!.Ids);

        first.SetResult(1);
        await engine.SettleUntilAsync(() => named is not null);
        Assert.Equal([id.Value], named!);
    }

    [Fact]
    public async Task Attempt_AfterOneThatWentOnBehindAWait_IsNamedOnce()
    {
        var engine = new SteppedEngine(_data);
        var id = await SubmitAsync(engine, ScriptJob.Of(async (_, ctx) =>
        {
            if (ctx.Attempt == 2) return await _never.Task;
            await ctx.SleepAsync(TimeSpan.FromDays(1), "nap");
            await CommitAsync(engine);
            Assert.Equal([ctx.JobId.Value, ctx.JobId.Value], _data.StartMark!.Ids);
            throw new InvalidOperationException("once");
        }), new() { Retry = new RetryPolicy { Delay = TimeSpan.Zero } });
        await engine.SettleUntilAsync(() => engine.State.Permits.Taken == 0);
        engine.Time.Advance(TimeSpan.FromDays(2));
        await engine.SettleUntilAsync(() => engine.State.Jobs[id.Value] is { Row.FailedAttempts: 1, HoldsPermit: true });
        await CommitAsync(engine);
        Assert.Equal([id.Value], _data.StartMark!.Ids); // It has not waited yet, and takes no crash back.
    }

    [Fact]
    public async Task Job_ThatIsLetGoOnWhileTheVolumeIsFull_TakesOnePermit()
    {
        var (engine, id) = await SleeperAsync(crashes: 2, TimeSpan.FromMilliseconds(1));
        engine.Store.FailNextCommit(CommitFailure.Full);
        _ = engine.Engine.SubmitAsync(ScriptJob.Of((_, _) => Task.FromResult(1)), new() { DueAt = engine.Time.GetUtcNow() + TimeSpan.FromDays(1) }).AsTask();
        engine.Settle();
        Assert.NotNull(engine.State.Full);
        engine.Time.Advance(TimeSpan.FromMilliseconds(1));
        await engine.SettleUntilAsync(() => engine.State.Jobs[id.Value].HoldsPermit); // Out of its turn: it still stands in the queue, and waits for its mark.

        engine.Time.Advance(TimeSpan.FromSeconds(2)); // There is room again.
        await engine.SettleUntilAsync(() => engine.State.Jobs[id.Value].PermitRequest is null);
        Assert.Equal(1, engine.State.Permits.Taken);
    }

    private Task<(SteppedEngine Engine, JobId Id)> SleeperAsync(int crashes, params TimeSpan[] until) => SleeperAsync(crashes, _ => Task.CompletedTask, until);

    /// <summary>An engine in which a job with this many crashes against it has reached the first of its sleeps, which end at these times, and then runs on.</summary>
    private async Task<(SteppedEngine Engine, JobId Id)> SleeperAsync(int crashes, Func<JobContext, Task> behind, params TimeSpan[] until)
    {
        var life = 0;
        var dying = new SteppedEngine(_data);
        var id = await SubmitAsync(dying, ScriptJob.Of(async (_, ctx) =>
        {
            if (life == 0) await Task.WhenAll(until.Select((time, i) => ctx.SleepAsync(time, $"nap {i}").AsTask())); // Begun, so that none is progress later.
            for (var i = 0; i < until.Length; i++) await ctx.SleepAsync(until[i], $"nap {i}");
            await behind(ctx);
            return await _never.Task;
        }));
        await dying.SettleUntilAsync(() => _data.Active[id.Value].Sleeps.Count == until.Length && dying.State.Permits.Taken == 0);
        if (crashes == 0) DieUnnamed(id);
        else Suspect(id, crashes - 1);

        life++;
        var engine = new SteppedEngine(_data, new EngineOptions { ProbationMax = TimeSpan.FromSeconds(10) });
        await engine.SettleUntilAsync(() => engine.State.Jobs.TryGetValue(id.Value, out var entry) && entry is { Attempt: not null, HoldsPermit: false });
        return (engine, id);
    }

    [Fact]
    public async Task Progress_BehindWaits_IsFollowedByAMarkThatNamesTheJobOnce_ThoughNothingElseIsWritten()
    {
        var goOn = new TaskCompletionSource();
        var (engine, id) = await SleeperAsync(crashes: 4, async ctx =>
        {
            await goOn.Task;
            await ctx.CheckpointAsync();
        }, TimeSpan.FromHours(1), TimeSpan.FromHours(2));
        engine.Time.Advance(TimeSpan.FromHours(2));
        await engine.SettleUntilAsync(() => engine.State.Jobs[id.Value] is { HoldsPermit: true, PermitRequest: null });
        goOn.SetResult();
        await engine.SettleUntilAsync(() => _data.Active[id.Value].Row.Crashes == 0);
        Assert.Equal([id.Value], _data.StartMark!.Ids);
    }
}
