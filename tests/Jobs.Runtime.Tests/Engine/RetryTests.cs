using System.Collections.Concurrent;
using Jobs.Engine;
using Jobs.Store;

namespace Jobs.Runtime.Tests.Engine;

/// <summary>Running an ended job again: what the new job finds, what it does not repeat, and who may.</summary>
public sealed class RetryTests
{
    private static readonly SubmitOptions Once = new() { Retry = RetryPolicy.None };

    [Fact]
    public async Task Retry_GoesOnFromTheCheckpoint_AndRepeatsOnlyWhatFailed()
    {
        await using var host = await TestHost.StartAsync();
        var runs = new ConcurrentDictionary<int, ConcurrentQueue<string>>();
        var isMended = false;
        var job = ScriptJob.Of(async (job, ctx) =>
        {
            var group = ctx.Many(
                (n, task) =>
                {
                    runs.GetOrAdd(n, _ => []).Enqueue(task.IdempotencyKey);
                    return n == 20 && !isMended ? throw new PermanentJobException("broken") : Task.FromResult(n);
                },
                [.. Enumerable.Range(1, 20)]);
            await foreach (var result in group)
            {
                if (result.IsFaulted) throw new PermanentJobException(result.Error.Message);
                job.Sum += result.Result;
                await ctx.CheckpointAsync();
            }

            Assert.Equal((1, true), (ctx.Attempt, ctx.IsResumed));
            return job.Sum;
        });
        var handle = await host.Client.SubmitAsync(job, Once);
        Assert.Equal(JobStatus.Failed, (await handle.WaitAsync()).Status);
        isMended = true;

        var retry = await handle.RetryAsync();
        Assert.Equal(RetryOutcome.Retried, retry.Outcome);
        Assert.Equal(210, await host.Client.ResultAsync<int>(retry.JobId));
        Assert.All(runs.Where(r => r.Key < 20), r => Assert.Single(r.Value));
        Assert.Equal(2, runs[20].Count);
        Assert.Single(runs[20].Distinct()); // What it changes outside recognises the second run.
        Assert.Equal((JobStatus.Failed, retry.JobId), ((await handle.InfoAsync())!.Status, (await handle.InfoAsync())!.RetriedAs));
    }

    [Fact]
    public async Task Retry_FromTheStart_RunsEverythingAgain_UnderKeysOfItsOwn()
    {
        await using var host = await TestHost.StartAsync();
        var keys = new ConcurrentQueue<string>();
        var isMended = false;
        var job = ScriptJob.Of(async (job, ctx) =>
        {
            Assert.Equal((0, false), (job.Sum, ctx.IsResumed));
            job.Sum = await ctx.Run((n, task) => { keys.Enqueue(task.IdempotencyKey); return Task.FromResult(n); }, 5);
            await ctx.CheckpointAsync();
            return isMended ? job.Sum : throw new PermanentJobException("broken");
        });
        var handle = await host.Client.SubmitAsync(job, Once);
        Assert.Equal(JobStatus.Failed, (await handle.WaitAsync()).Status);
        isMended = true;

        var retry = await handle.RetryAsync(new RetryOptions { FromStart = true });
        Assert.Equal(5, await host.Client.ResultAsync<int>(retry.JobId));
        Assert.Equal(2, keys.Distinct().Count());
    }

    [Fact]
    public async Task Retry_OfACancelledJob_GoesOn_AndTakesOverWhatItsSubmitSaid()
    {
        await using var host = await TestHost.StartAsync();
        var reached = new TaskCompletionSource();
        var job = ScriptJob.Of(async (job, ctx) =>
        {
            if (job.Sum > 0) return job.Sum;
            job.Sum = 7;
            await ctx.CheckpointAsync();
            reached.SetResult();
            await Task.Delay(Timeout.Infinite, ctx.CancellationToken);
            return 0;
        });
        var handle = await host.Client.SubmitAsync(job, new SubmitOptions { Key = "k", Priority = JobPriority.High, Tags = { ["a"] = "b" } });
        await reached.Task;
        await handle.CancelAsync();
        await handle.WaitAsync();

        var retry = await handle.RetryAsync();
        Assert.Equal(7, await host.Client.ResultAsync<int>(retry.JobId));
        var info = (await host.Client.FindAsync(retry.JobId))!;
        Assert.Equal(("k", JobPriority.High, "b", handle.Id, 0), (info.Key, info.Priority, info.Tags["a"], info.RetryOf, info.FailedAttempts));
    }

    [Fact]
    public async Task Retry_HasAllItsAttemptsBeforeIt()
    {
        await using var host = await TestHost.StartAsync();
        var attempts = 0;
        var job = ScriptJob.Of((_, _) => ++attempts < 5 ? throw new InvalidOperationException("not yet") : Task.FromResult(attempts));
        var handle = await host.Client.SubmitAsync(job, new SubmitOptions { Retry = new RetryPolicy { MaxAttempts = 3, Delay = TimeSpan.Zero } });
        Assert.Equal(JobStatus.DeadLettered, (await handle.WaitAsync()).Status);
        var retry = await handle.RetryAsync();
        Assert.Equal(5, await host.Client.ResultAsync<int>(retry.JobId));
        Assert.Equal(1, (await host.Client.FindAsync(retry.JobId))!.FailedAttempts);
    }

    [Fact]
    public async Task Retry_OfAParent_FindsTheChildThatCompleted_AndRunsTheOneThatFailed()
    {
        await using var host = await TestHost.StartAsync();
        var (goods, bads, isMended) = (0, 0, false);
        var good = ScriptJob.Of((_, _) => Task.FromResult(++goods));
        var bad = ScriptJob.Of((_, _) => { bads++; return isMended ? Task.FromResult(10) : throw new PermanentJobException("broken"); });
        var parent = ScriptJob.Of(async (_, ctx) =>
        {
            var (one, two) = (await ctx.SubmitAsync(good, "good"), await ctx.SubmitAsync(bad, "bad"));
            return await one.ResultAsync() + await two.ResultAsync();
        });
        var handle = await host.Client.SubmitAsync(parent, Once);
        Assert.NotEqual(JobStatus.Completed, (await handle.WaitAsync()).Status);
        isMended = true;

        var retry = await handle.RetryAsync();
        Assert.Equal(11, await host.Client.ResultAsync<int>(retry.JobId));
        Assert.Equal((1, 2), (goods, bads));
    }

    [Fact]
    public async Task Retry_SaysWhyNot_AndIsDoneOnce()
    {
        await using var host = await TestHost.StartAsync();
        var gate = new TaskCompletionSource<int>();
        var active = await host.Client.SubmitAsync(ScriptJob.Of((_, _) => gate.Task));
        var done = await host.Client.SubmitAsync(ScriptJob.Of((_, _) => Task.FromResult(1)));
        var failed = await host.Client.SubmitAsync(ScriptJob.Of((_, _) => throw new PermanentJobException("broken")), Once);
        await done.WaitAsync();
        await failed.WaitAsync();

        Assert.Equal(new JobRetry(RetryOutcome.NotEnded, JobId.None), await active.RetryAsync());
        Assert.Equal(new JobRetry(RetryOutcome.Completed, JobId.None), await done.RetryAsync());
        Assert.Equal(new JobRetry(RetryOutcome.NotFound, JobId.None), await host.Client.RetryAsync(new JobId(77)));
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => failed.RetryAsync().AsTask()));
        Assert.Single(answers, a => a.Outcome == RetryOutcome.Retried);
        Assert.Equal(19, answers.Count(a => a.Outcome == RetryOutcome.AlreadyRetried));
        Assert.Single(answers.Select(a => a.JobId).Distinct());
        gate.SetResult(1);
    }

    [Fact]
    public async Task Retry_IsStartedOnlyAfterItsCommit_AndToldThen()
    {
        using var engine = new SteppedEngine();
        var starts = 0;
        var submit = engine.Engine.SubmitAsync(ScriptJob.Of((_, _) => ++starts == 1 ? throw new PermanentJobException("broken") : Task.FromResult(1)), Once).AsTask();
        engine.Settle();
        var retry = engine.Engine.RetryAsync((await submit).Id).AsTask();
        while (engine.Engine.Reads.Step()) { }
        await PostedAsync(engine);
        for (var i = 0; i < 5; i++)
        {
            engine.Engine.RunTurn();
            while (engine.Lane.RunOne()) { }
        }

        Assert.Equal((1, false), (starts, retry.IsCompleted));
        Assert.Empty(engine.State.Jobs); // It is not in memory either: what it would run is in no store yet.
        Assert.Equal(RetryOutcome.Retried, (await engine.SettleUntilAsync(retry)).Outcome);
        Assert.Equal(2, starts);
    }

    [Fact]
    public async Task Retry_WhoseCommitIsUnknown_IsDoneOnce()
    {
        var data = new MemoryStoreData();
        using var engine = new SteppedEngine(data);
        var starts = 0;
        var submit = engine.Engine.SubmitAsync(ScriptJob.Of((_, _) => ++starts == 1 ? throw new PermanentJobException("broken") : Task.FromResult(1)), Once).AsTask();
        engine.Settle();
        engine.Store.FailNextCommit(CommitFailure.Unknown, afterApplying: true);
        var retry = engine.Engine.RetryAsync((await submit).Id).AsTask();
        await engine.SettleUntilAsync(() =>
        {
            engine.Time.Advance(TimeSpan.FromSeconds(1));
            return retry.IsCompleted;
        });
        Assert.Equal(RetryOutcome.Retried, (await retry).Outcome);
        Assert.Equal((2, 2), (starts, data.History.Count));
    }

    [Fact]
    public async Task Retry_WithATokenThatWasSeen_TellsWhatTheFirstOneMade()
    {
        using var engine = new SteppedEngine();
        var failed = await engine.SettleUntilAsync(engine.Engine.SubmitAsync(ScriptJob.Of((_, _) => throw new PermanentJobException("broken")), Once).AsTask());
        engine.Settle();
        var first = await RetryAsync("t");
        Assert.Equal(RetryOutcome.Retried, first.Outcome);
        Assert.Equal(first, await RetryAsync("t"));
        Assert.Equal(first with { Outcome = RetryOutcome.AlreadyRetried }, await RetryAsync("u"));

        Task<JobRetry> RetryAsync(string token) => engine.SettleUntilAsync(engine.Engine.RetryAsync(failed.Id, null, token, CancellationToken.None).AsTask());
    }

    [Fact]
    public async Task Retry_OfWhatKilledItsProcess_RunsAlone_AndOneCrashMoreSetsItAside()
    {
        var data = new MemoryStoreData();
        var never = new TaskCompletionSource<int>();
        JobId id = default;
        for (var life = 0; !data.History.ContainsKey(id.Value); life++)
        {
            Assert.InRange(life, 0, 12);
            var engine = new SteppedEngine(data); // Left behind as a crash leaves it.
            if (life == 0) id = await SubmitAsync(engine, ScriptJob.Of((_, _) => never.Task));
            await CommitAsync(engine);
        }

        Assert.Equal(JobStatus.Quarantined, data.History[id.Value].Status);
        var host = new SteppedEngine(data);
        var retry = await host.SettleUntilAsync(host.Engine.RetryAsync(id).AsTask());
        Assert.True(host.State.Probation.IsSuspect(data.Active[retry.JobId.Value].Row.Crashes));
        await CommitAsync(host);
        Assert.Equal((retry.JobId, true), (host.State.Probation.Alone?.Id ?? default, data.StartMark!.Alone));

        var after = new SteppedEngine(data);
        await CommitAsync(after);
        Assert.Equal(JobStatus.Quarantined, data.History[retry.JobId.Value].Status);
    }

    [Fact]
    public async Task Retry_OfWhatKilledItsProcess_ThatMakesProgressNow_IsNoSuspectAnyMore()
    {
        var data = new MemoryStoreData();
        var never = new TaskCompletionSource<int>();
        var isMended = false;
        JobId id = default;
        for (var life = 0; !data.History.ContainsKey(id.Value); life++)
        {
            Assert.InRange(life, 0, 12);
            var engine = new SteppedEngine(data);
            if (life == 0)
            {
                id = await SubmitAsync(engine, ScriptJob.Of(async (_, ctx) =>
                {
                    if (!isMended) return await never.Task;
                    await ctx.CheckpointAsync();
                    return 5;
                }));
            }

            await CommitAsync(engine);
        }

        isMended = true;
        using var host = new SteppedEngine(data);
        var retry = await host.SettleUntilAsync(host.Engine.RetryAsync(id).AsTask());
        Assert.Equal(5, await host.SettleUntilAsync(host.Engine.ResultAsync<int>(retry.JobId).AsTask()));
        Assert.False(host.State.Probation.IsActive);
    }

    [Fact]
    public async Task Retry_WhileTheHostStops_IsRefused_AndTheEndedJobCanStillBeRetried()
    {
        var data = new MemoryStoreData();
        JobId id;
        var isMended = false;
        var job = ScriptJob.Of((_, _) => isMended ? Task.FromResult(3) : throw new PermanentJobException("broken"));
        await using (var first = await TestHost.StartAsync(data))
        {
            var failed = await first.Client.SubmitAsync(job, Once);
            id = (await failed.WaitAsync()).Id;
            await first.StopAsync();
            await Assert.ThrowsAsync<JobException>(async () => await failed.RetryAsync());
        }

        isMended = true;
        await using var second = await TestHost.StartAsync(data);
        Assert.Equal(3, await second.Client.ResultAsync<int>((await second.Client.RetryAsync(id)).JobId));
    }

    // The read's answer comes back over the shared pool.
    private static async Task PostedAsync(SteppedEngine engine)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (!engine.State.Batches.HasWork && !patience.IsCancellationRequested)
        {
            engine.Engine.RunTurn();
            if (engine.State.Batches.InFlight is not null) break;
            await Task.Yield();
        }
    }

    private static async Task<JobId> SubmitAsync(SteppedEngine engine, ScriptJob job)
    {
        var submit = engine.Engine.SubmitAsync(job).AsTask();
        return (await engine.SettleUntilAsync(submit)).Id;
    }

    // Something commits, and with it the start mark.
    private static async Task CommitAsync(SteppedEngine engine)
    {
        engine.Settle();
        var submit = engine.Engine.SubmitAsync(ScriptJob.Of((_, _) => Task.FromResult(1)), new() { DueAt = engine.Time.GetUtcNow() + TimeSpan.FromDays(1) }).AsTask();
        await engine.SettleUntilAsync(submit);
    }
}
