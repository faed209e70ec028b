using Jobs.Engine;
using Jobs.Store;

namespace Jobs.Runtime.Tests.Engine;

/// <summary>Commands to trees that are larger than one commit writes: here, than one row.</summary>
public sealed class SweepTests
{
    private static readonly StoreLimits OneRow = new() { TreeRowsMax = 1 };

    private readonly MemoryStoreData _data = new();
    private readonly TaskCompletionSource _goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _ran;

    [Fact]
    public async Task Pause_OfALargeTree_HoldsInMemoryWhenItIsAcknowledged_AndAResumeBringsAllOfIt()
    {
        using var engine = Start(new EngineOptions { MaxRunningJobs = 1 });
        var handle = await SubmitFamilyAsync(engine, children: 6);
        _ = handle.PauseAsync().AsTask();
        StepToTheAcknowledgement(engine);
        Assert.All(engine.State.Jobs.Values, e => Assert.True(e.IsPaused));

        _goOn.SetResult();
        engine.Settle();
        Assert.Equal(0, _ran);
        Assert.True(_data.Unfinished.IsEmpty);
        Assert.Empty(engine.State.Jobs);

        _ = handle.ResumeAsync().AsTask();
        Assert.Equal(6, await engine.SettleUntilAsync(handle.ResultAsync().AsTask()));
        Assert.Equal(6, _ran);
    }

    [Fact]
    public async Task Resume_DuringTheSweepOfAPause_LosesNobody()
    {
        using var engine = Start(new EngineOptions { MaxRunningJobs = 1 });
        var handle = await SubmitFamilyAsync(engine, children: 6);
        _ = handle.PauseAsync().AsTask();
        StepToTheAcknowledgement(engine);
        _goOn.SetResult();
        _ = handle.ResumeAsync().AsTask();
        Assert.Equal(6, await engine.SettleUntilAsync(handle.ResultAsync().AsTask()));
    }

    [Fact]
    public async Task Cancel_OfALargeTree_LeavesRoomForOthersBetween()
    {
        using var engine = Start(new EngineOptions { MaxRunningJobs = 1, EndingsMax = 2 });
        var handle = await SubmitFamilyAsync(engine, children: 9);
        var most = 0;
        var endedBefore = int.MaxValue;
        engine.Store.Committing = batch =>
        {
            most = Math.Max(most, batch.Atoms.OfType<OutcomeAtom>().Count(a => a.Status == JobStatus.Cancelled));
            if (batch.Atoms.OfType<SubmitAtom>().Any()) endedBefore = _data.History.Count;
        };
        _ = handle.CancelAsync().AsTask();
        StepToTheAcknowledgement(engine);
        var other = engine.Engine.SubmitAsync(ScriptJob.Of((_, _) => Task.FromResult(1))).AsTask();
        _goOn.SetResult();
        engine.Settle();
        await engine.SettleUntilAsync(handle.WaitAsync().AsTask());

        Assert.InRange(most, 1, 3); // The running parent's own may be beside them.
        Assert.InRange(endedBefore, 0, 5);
        Assert.Equal(10, _data.History.Values.Count(h => h.Status == JobStatus.Cancelled));
        Assert.Empty(engine.State.Jobs);
        Assert.Equal(1, await engine.SettleUntilAsync((await other).ResultAsync().AsTask()));
    }

    [Fact]
    public async Task Host_ThatDiesDuringTheSweep_LeavesTheRestToTheNext()
    {
        var first = Start(new EngineOptions { MaxRunningJobs = 1 }); // Not disposed: it dies.
        var handle = await SubmitFamilyAsync(first, children: 6);
        _ = handle.CancelAsync().AsTask();
        StepToTheAcknowledgement(first);

        Assert.False(_data.Unfinished.IsEmpty);
        using var next = Start();
        next.Settle();
        Assert.Equal(0, _ran);
        Assert.Empty(_data.Active);
        Assert.Equal(7, _data.History.Values.Count(h => h.Status == JobStatus.Cancelled));
        Assert.True(_data.Unfinished.IsEmpty);
    }

    [Fact]
    public async Task Load_ThatSawALargeTreeBeforeItWasPaused_StartsNoneOfIt()
    {
        var ids = StoreTree(depth: 5, ended: []);
        using var engine = Start();
        var pause = engine.Engine.PauseAsync(ids[0]).AsTask();
        engine.Engine.RunTurn();        // The first load is asked for, and the pause goes to the writer.
        engine.Engine.Reads.Step();     // The load reads: nobody is paused.
        engine.Engine.Writer.Step();    // Now they are, though one row says so.
        Assert.Equal(CommandOutcome.Applied, await engine.SettleUntilAsync(pause));
        Assert.Equal(0, _ran);
        Assert.Empty(engine.State.Jobs);
    }

    [Fact]
    public async Task Load_ThatSawALargeTreeBeforeOneBranchWasPaused_IsMadeAgainForTheOthers()
    {
        var ids = StoreTree(depth: 5, ended: []);
        using var engine = Start();
        var pause = engine.Engine.PauseAsync(ids[2]).AsTask();
        engine.Engine.RunTurn();
        engine.Engine.Reads.Step();
        engine.Engine.Writer.Step();
        Assert.Equal(CommandOutcome.Applied, await engine.SettleUntilAsync(pause));
        Assert.Equal([ids[2].Value, ids[3].Value, ids[4].Value], _data.Active.Keys);
        Assert.All(_data.Active.Values, j => Assert.True(j.Row.IsPaused));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Command_ToABranch_ReachesAJobInMemory_WhoseParentIsNotThere(bool cancels)
    {
        var ids = StoreTree(depth: 5, ended: [2, 3]);
        using var engine = StartBusy();
        Assert.True(engine.State.Jobs.ContainsKey(ids[4].Value));

        var command = cancels ? engine.Engine.CancelAsync(ids[1]).AsTask() : engine.Engine.PauseAsync(ids[1]).AsTask();
        StepToTheAcknowledgement(engine);
        engine.Engine.Reads.Step(); // It asks the store who stands where, before it answers.
        engine.Engine.RunTurn();
        Assert.False(_data.Unfinished.IsEmpty);
        Assert.True(!engine.State.Jobs.TryGetValue(ids[4].Value, out var leaf) || leaf.IsCancelRequested, "It is in memory, and was not told.");
        Assert.True(engine.State.Jobs.ContainsKey(ids[0].Value), "The root was not told anything.");
        _goOn.SetResult();
        Assert.Equal(CommandOutcome.Applied, await engine.SettleUntilAsync(command));
        Assert.Equal(cancels, _data.History.ContainsKey(ids[4].Value));
    }

    [Fact]
    public async Task Pause_OfABranch_DuringAStop_LetsNoTaskBegin_OfAJobWhoseParentIsNotThere()
    {
        var ids = StoreTree(depth: 5, ended: [2, 3], ScriptJob.Of(async (_, ctx) =>
        {
            await _goOn.Task;
            return await ctx.Run((_, _) => { _ran++; return Task.FromResult(1); }, 1);
        }));
        using var engine = Start();
        engine.Settle();
        _ = engine.Engine.StopAsync(TimeSpan.FromHours(1), TimeSpan.FromHours(2)); // Till then what runs goes on.
        engine.Settle();
        Assert.Equal(CommandOutcome.Applied, await engine.SettleUntilAsync(engine.Engine.PauseAsync(ids[1]).AsTask()));
        _goOn.SetResult();
        engine.Settle();
        await engine.SettleUntilAsync(() => !engine.State.Running.Any(e => e.Id == ids[4]));
        Assert.Equal(1, _ran); // That of the root, which was not paused.
    }

    [Fact]
    public async Task Command_ToABranch_IsAnsweredAmongCommandsToAnotherTree()
    {
        var ids = StoreTree(depth: 5, ended: [2, 3]);
        using var engine = StartBusy();
        var submitted = engine.Engine.SubmitAsync(ScriptJob.Of((_, _) => Task.FromResult(1))).AsTask();
        var other = await engine.SettleUntilAsync(submitted);
        var command = engine.Engine.PauseAsync(ids[1]).AsTask();
        StepToTheAcknowledgement(engine); // The store is asked where the leaf stands.

        for (var round = 0; round < 3; round++)
        {
            _ = other.PauseAsync().AsTask();
            while (engine.Engine.RunTurn() | engine.Engine.Writer.Step()) { } // Memory follows the command to the other tree,
            engine.Engine.Reads.Step(); // and then hears what was asked before.
            engine.Engine.RunTurn();
        }

        Assert.False(engine.State.Jobs.ContainsKey(ids[4].Value), "The branch's command still waits.");
        Assert.Equal(CommandOutcome.Applied, await engine.SettleUntilAsync(command));
        _goOn.SetResult();
    }

    private SteppedEngine Start(EngineOptions? options = null) => SteppedEngine.On(new MemoryStore(_data, OneRow), options);

    /// <summary>One whose only permit has a job that waits to be let go on: what was stored before is in memory, and does not run.</summary>
    private SteppedEngine StartBusy()
    {
        var engine = Start(new EngineOptions { MaxRunningJobs = 1 });
        _ = engine.Engine.SubmitAsync(ScriptJob.Of(async (_, _) => { await _goOn.Task; return 0; }), new SubmitOptions { Priority = JobPriority.Urgent }).AsTask();
        engine.Engine.RunTurn();
        while (engine.Engine.Writer.Step() | engine.Engine.RunTurn()) { } // It has the permit when the tree is loaded.
        engine.Settle();
        return engine;
    }

    /// <summary>A job whose children wait for it to yield its permit, which it does not before it is let go on.</summary>
    private async Task<JobHandle<int>> SubmitFamilyAsync(SteppedEngine engine, int children)
    {
        var submit = engine.Engine.SubmitAsync(ScriptJob.Of(async (_, ctx) =>
        {
            var handles = new List<JobHandle<int>>();
            for (var i = 0; i < children; i++)
            {
                handles.Add(await ctx.SubmitAsync(ScriptJob.Of((_, _) => { _ran++; return Task.FromResult(1); }), $"{i}"));
            }

            await _goOn.Task;
            await ctx.CheckpointAsync();
            var sum = 0;
            foreach (var handle in handles) sum += await handle.ResultAsync();
            return sum;
        })).AsTask();
        await engine.SettleUntilAsync(() => _data.Active.Count == children + 1);
        return await submit;
    }

    /// <summary>A chain of jobs, each the child of the one before, as an earlier host left them.</summary>
    private List<JobId> StoreTree(int depth, int[] ended, ScriptJob? script = null)
    {
        using var first = SteppedEngine.On(new MemoryStore(_data));
        for (var i = 0; i < depth; i++)
        {
            _ = first.Engine.SubmitAsync(script ?? ScriptJob.Of((_, _) => { _ran++; return Task.FromResult(1); })).AsTask();
            first.Engine.RunTurn();
            first.Engine.Writer.Step();
        }

        var ids = _data.Active.Keys.Select(k => new JobId(k)).ToList();
        for (var i = 1; i < depth; i++) _data.Active[ids[i].Value].Row = _data.Active[ids[i].Value].Row with { RootId = ids[0], ParentId = ids[i - 1] };
        foreach (var i in ended)
        {
            var job = _data.Active[ids[i].Value];
            _data.Active.Remove(ids[i].Value);
            _data.History.Add(ids[i].Value, new MemoryHistory { Job = job, Status = JobStatus.Completed, FailedAttempts = 0, FinishedAt = job.Row.DueAt, Error = null, Result = null });
        }

        return ids;
    }

    /// <summary>Steps until the command is stored, and to its acknowledgement: no stretch of the sweep is committed yet.</summary>
    private void StepToTheAcknowledgement(SteppedEngine engine)
    {
        for (var i = 0; i < 1000 && _data.Unfinished.IsEmpty; i++)
        {
            if (!engine.Lane.RunOne() && !engine.Engine.RunTurn() && !engine.Engine.Reads.Step()) engine.Engine.Writer.Step();
        }

        Assert.False(_data.Unfinished.IsEmpty, "The tree was not too large.");
        engine.Engine.RunTurn();
    }
}
