using Jobs.Store;

namespace Jobs.Runtime.Tests.Engine;

public sealed class LifeTests
{
    [Fact]
    public async Task Job_WhenSubmitted_RunsAndItsResultIsRead()
    {
        await using var host = await TestHost.StartAsync();
        var handle = await host.Client.SubmitAsync(ScriptJob.Of((job, _) => Task.FromResult(job.Number * 2), 21));
        Assert.Equal(42, await handle.ResultAsync());
    }

    [Fact]
    public async Task Results_OfTenThousandJobs_AreAllRead()
    {
        await using var host = await TestHost.StartAsync();
        var script = ScriptJob.Of((job, _) => Task.FromResult(job.Number));
        var handles = await host.Client.SubmitManyAsync(Enumerable.Range(0, 10_000).Select(i => new ScriptJob { Script = script.Script, Number = i }));
        for (var i = 0; i < handles.Count; i++) Assert.Equal(i, await handles[i].ResultAsync());
    }

    [Fact]
    public async Task Job_ThatThrowsOnce_IsTriedAgain()
    {
        await using var host = await TestHost.StartAsync();
        var job = ScriptJob.Of((_, ctx) => ctx.Attempt == 1 ? throw new InvalidOperationException("once") : Task.FromResult(ctx.Attempt));
        var handle = await host.Client.SubmitAsync(job, new SubmitOptions { Retry = new RetryPolicy { Delay = TimeSpan.Zero } });
        Assert.Equal(2, await handle.ResultAsync());
    }

    [Fact]
    public async Task Job_WhoseAttemptsAreSpent_IsDeadLettered()
    {
        await using var host = await TestHost.StartAsync();
        var job = ScriptJob.Of((_, _) => throw new InvalidOperationException("always"));
        var handle = await host.Client.SubmitAsync(job, new SubmitOptions { Retry = new RetryPolicy { Delay = TimeSpan.Zero, MaxAttempts = 3 } });
        var failed = await Assert.ThrowsAsync<JobFailedException>(async () => await handle.ResultAsync());
        Assert.Equal(JobStatus.DeadLettered, failed.Status);
        Assert.Equal("always", failed.Error!.Message);
        Assert.Equal(3, (await handle.InfoAsync())!.FailedAttempts);
    }

    [Fact]
    public async Task Group_StreamsEveryResultOnce()
    {
        await using var host = await TestHost.StartAsync();
        var job = ScriptJob.Of(async (job, ctx) =>
        {
            await foreach (var result in ctx.Many((n, _) => Task.FromResult(n), [.. Enumerable.Range(1, 1000)])) job.Sum += result.Result;
            return job.Sum;
        });
        Assert.Equal(500_500, await (await host.Client.SubmitAsync(job)).ResultAsync());
    }

    [Fact]
    public async Task Results_ReceivedBeforeACheckpoint_AreNotDeliveredAgainAfterARestart()
    {
        var data = new MemoryStoreData();
        var runs = 0;
        var half = new TaskCompletionSource();
        var job = ScriptJob.Of(async (job, ctx) =>
        {
            var group = ctx.Many((n, _) => { Interlocked.Increment(ref runs); return Task.FromResult(n); }, [.. Enumerable.Range(1, 100)]);
            await foreach (var result in group)
            {
                job.Sum += result.Result;
                if (group.Completed == 50)
                {
                    await ctx.CheckpointAsync();
                    half.TrySetResult();
                    if (!ctx.IsResumed) await Task.Delay(Timeout.Infinite, ctx.CancellationToken);
                }
            }

            Assert.Equal(100, group.Completed);
            return job.Sum;
        });

        JobId id;
        await using (var first = await TestHost.StartAsync(data))
        {
            id = (await first.Client.SubmitAsync(job)).Id;
            await half.Task;
        }

        await using var second = await TestHost.StartAsync(data);
        Assert.Equal(5050, await second.Client.ResultAsync<int>(id));
        Assert.InRange(runs, 100, 100 + 64 + 2);
    }

    [Fact]
    public async Task Chain_Of256Children_CompletesWithOnePermitAndOneSlot()
    {
        await using var host = await TestHost.StartAsync(configure: jobs => jobs.Pool("default", 1).Configure(o => o.MaxRunningJobs = 1));
        ScriptJob? link = null;
        link = ScriptJob.Of(async (job, ctx) =>
        {
            if (job.Number == 0) return 0;
            var child = await ctx.SubmitAsync(new ScriptJob { Script = link!.Script, Number = job.Number - 1 }, "next");
            return 1 + await child.ResultAsync();
        });
        var handle = await host.Client.SubmitAsync(new ScriptJob { Script = link.Script, Number = 256 });
        Assert.Equal(256, await handle.ResultAsync());
    }

    [Fact]
    public async Task Cancel_WhenAcknowledged_DecidesTheOutcome()
    {
        await using var host = await TestHost.StartAsync();
        var started = new TaskCompletionSource();
        var job = ScriptJob.Of(async (_, ctx) =>
        {
            started.SetResult();
            await Task.Delay(Timeout.Infinite, ctx.CancellationToken);
            return 1;
        });
        var handle = await host.Client.SubmitAsync(job);
        await started.Task;
        Assert.Equal(CommandOutcome.Applied, await handle.CancelAsync());
        Assert.Equal(JobStatus.Cancelled, (await handle.WaitAsync()).Status);
    }

    [Fact]
    public async Task Pause_StopsTheJobAtItsNextInterruptionPoint_AndResumeLetsItEnd()
    {
        await using var host = await TestHost.StartAsync();
        var started = new TaskCompletionSource();
        var go = new TaskCompletionSource();
        var job = ScriptJob.Of(async (job, ctx) =>
        {
            if (job.Sum == 0)
            {
                started.SetResult();
                await go.Task;
                job.Sum = 7;
                await ctx.CheckpointAsync();
                Assert.Fail("The checkpoint is an interruption point.");
            }

            return job.Sum;
        });
        var handle = await host.Client.SubmitAsync(job);
        await started.Task;
        Assert.Equal(CommandOutcome.Applied, await handle.PauseAsync());
        go.SetResult();
        Assert.Equal(CommandOutcome.Applied, await handle.ResumeAsync());
        Assert.Equal(7, await handle.ResultAsync());
    }
}
