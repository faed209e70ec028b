using Jobs.Engine;

namespace Jobs.Runtime.Tests.Engine;

/// <summary>A job that waits for several children at once, and its one permit.</summary>
public sealed class WaitTests
{
    [Fact]
    public async Task Parent_ThatAwaitsTwoChildrenAtOnce_EndsWithOnePermitInAll()
    {
        using var engine = new SteppedEngine(null, new EngineOptions { MaxRunningJobs = 1 });
        var handle = engine.Engine.SubmitAsync(ScriptJob.Of(async (_, ctx) =>
        {
            var first = await ctx.SubmitAsync(ScriptJob.Of((_, _) => Task.FromResult(1)), "first");
            var second = await ctx.SubmitAsync(ScriptJob.Of((_, _) => Task.FromResult(2)), "second");
            var results = await Task.WhenAll(first.ResultAsync().AsTask(), second.ResultAsync().AsTask());
            return results.Sum();
        })).AsTask();
        engine.Settle();
        Assert.Equal(3, await engine.SettleUntilAsync((await handle).ResultAsync().AsTask()));
        Assert.Equal(0, engine.State.Permits.Taken);
    }

    [Fact]
    public void Job_ThatTimesOutWhileItWaitsForItsPermit_IsQueuedAnew_AndNotByItsOldRank()
    {
        using var engine = new SteppedEngine(null, new EngineOptions { MaxRunningJobs = 1 });
        var began = new List<string>();
        var end = new TaskCompletionSource<int>();
        var retry = new RetryPolicy { MaxAttempts = 2, Delay = TimeSpan.FromSeconds(1), Jitter = 0 };
        Submit("slow", async ctx =>
        {
            await ctx.SleepAsync(TimeSpan.FromMilliseconds(100), "nap");
            return 0;
        }, new() { Timeout = TimeSpan.FromSeconds(1), Retry = retry });
        Submit("holder", _ => end.Task, null);
        engine.Time.Advance(TimeSpan.FromMilliseconds(500));
        engine.Settle(); // It has slept, and stands in the queue for the permit that the holder has.
        Submit("other", _ => Task.FromResult(0), null);
        engine.Time.Advance(TimeSpan.FromSeconds(1));
        engine.Settle(); // Its time is up.
        engine.Time.Advance(TimeSpan.FromSeconds(1));
        engine.Settle(); // It is ready again, later than the other.

        end.SetResult(0);
        engine.Settle();
        Assert.Equal(["slow", "holder", "other", "slow"], began);

        void Submit(string name, Func<JobContext, Task<int>> run, SubmitOptions? options)
        {
            _ = engine.Engine.SubmitAsync(ScriptJob.Of((_, ctx) =>
            {
                began.Add(name);
                return run(ctx);
            }), options).AsTask();
            engine.Settle();
        }
    }

    [Fact]
    public async Task Handle_CostsAWaiterOnlyWhileSomebodyAwaitsIt()
    {
        using var engine = new SteppedEngine();
        var release = new TaskCompletionSource();
        var submit = engine.Engine.SubmitAsync(ScriptJob.Of(async (_, _) => { await release.Task; return 1; })).AsTask();
        engine.Settle();
        var handle = await submit;
        Assert.Equal(0, engine.State.Waiters.Count);

        // Those that are cancelled make room for those that come.
        using var cancelled = new CancellationTokenSource();
        var given = Enumerable.Range(0, 1000).Select(_ => handle.ResultAsync(cancelled.Token).AsTask()).ToArray();
        engine.Settle();
        cancelled.Cancel();
        var waits = Enumerable.Range(0, 1000).Select(_ => handle.ResultAsync().AsTask()).ToArray();
        engine.Settle();
        Assert.InRange(engine.State.Waiters.Count, 1000, 1100);
        release.SetResult();
        foreach (var wait in waits) Assert.Equal(1, await engine.SettleUntilAsync(wait));
        Assert.Equal(0, engine.State.Waiters.Count);
        foreach (var wait in given) await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait); // Told on the shared pool, in its own time.
    }

    [Fact]
    public async Task Parent_WhoseChildrenEndTogether_IsWokenForEach_AndGivesItsPermitBack()
    {
        using var engine = new SteppedEngine(null, new EngineOptions { MaxRunningJobs = 8 });
        var handle = engine.Engine.SubmitAsync(ScriptJob.Of(async (_, ctx) =>
        {
            var waits = new List<Task<int>>();
            for (var i = 0; i < 5; i++)
            {
                var child = await ctx.SubmitAsync(ScriptJob.Of((job, _) => Task.FromResult(job.Number), i), $"child {i}");
                waits.Add(child.ResultAsync().AsTask());
            }

            return (await Task.WhenAll(waits)).Sum();
        })).AsTask();
        engine.Settle();
        Assert.Equal(10, await engine.SettleUntilAsync((await handle).ResultAsync().AsTask()));
        Assert.Equal(0, engine.State.Permits.Taken);
    }

    [Fact]
    public async Task ManyParents_ThatEachAwaitManyChildren_EndWithTwoPermits_AndGiveThemBack()
    {
        await using var host = await TestHost.StartAsync(configure: jobs => jobs.Configure(o => o.MaxRunningJobs = 2));
        var child = ScriptJob.Of((job, _) => Task.FromResult(job.Number));
        var parent = ScriptJob.Of(async (_, ctx) =>
        {
            var waits = new List<Task<int>>();
            for (var i = 0; i < 8; i++)
            {
                waits.Add((await ctx.SubmitAsync(new ScriptJob { Script = child.Script, Number = i }, $"child {i}")).ResultAsync().AsTask());
            }

            return (await Task.WhenAll(waits)).Sum();
        });
        var parents = await host.Client.SubmitManyAsync(Enumerable.Range(0, 16).Select(_ => parent));
        foreach (var handle in parents) Assert.Equal(28, await handle.ResultAsync());
        Assert.Equal(0, host.Host.Engine.State.Permits.Taken);
    }
}
