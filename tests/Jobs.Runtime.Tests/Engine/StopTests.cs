using Jobs.Engine;
using Jobs.Store;

namespace Jobs.Runtime.Tests.Engine;

/// <summary>How a host stops when something is in its way.</summary>
public sealed class StopTests
{
    [Fact]
    public async Task Stop_OfAHostWhoseVolumeIsFull_EndsAtTheHardDeadline()
    {
        using var engine = new SteppedEngine();
        for (var i = 0; i < 10_000; i++) engine.Store.FailNextCommit(CommitFailure.Full);
        var submit = engine.Engine.SubmitAsync(ScriptJob.Of((_, _) => Task.FromResult(1))).AsTask();
        engine.Settle();
        var stop = engine.Engine.StopAsync(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5));
        for (var i = 0; i < 10; i++)
        {
            engine.Time.Advance(TimeSpan.FromSeconds(1));
            engine.Settle();
        }

        Assert.Equal(0, await engine.SettleUntilAsync(stop));
        await Assert.ThrowsAsync<JobStoreException>(() => submit);
    }

    [Fact]
    public async Task RunningJob_ThatSubmitsAChildWhileTheHostStops_IsInterruptedAndNotFailed()
    {
        var data = new MemoryStoreData();
        JobId id;
        var goOn = new TaskCompletionSource();
        var attempts = new List<int>();
        var child = ScriptJob.Of((_, _) => Task.FromResult(7));
        var parent = ScriptJob.Of(async (_, ctx) =>
        {
            attempts.Add(ctx.Attempt);
            await goOn.Task;
            return await (await ctx.SubmitAsync(child, "child")).ResultAsync();
        });
        using (var first = new SteppedEngine(data))
        {
            var submit = first.Engine.SubmitAsync(parent, new SubmitOptions { Retry = RetryPolicy.None }).AsTask();
            first.Settle();
            id = (await submit).Id;
            var stop = first.Engine.StopAsync(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(20));
            first.Settle();
            goOn.SetResult();
            first.Settle();
            first.Time.Advance(TimeSpan.FromSeconds(11));
            Assert.Equal(0, await first.SettleUntilAsync(stop));
        }

        using var second = new SteppedEngine(data);
        second.Settle();
        Assert.Equal(7, await second.SettleUntilAsync(second.Engine.ResultAsync<int>(id).AsTask()));
        Assert.Equal([1, 1], attempts);
    }
}
