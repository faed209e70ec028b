using Jobs.Engine;
using Jobs.Store;

namespace Jobs.Runtime.Tests.Engine;

/// <summary>Jobs whose bytes the present build cannot read.</summary>
public sealed class ParkTests
{
    [Fact]
    public async Task Job_ThatThisBuildCannotRead_WaitsWithItsReason_AndRunsFromItsCheckpointWhenABuildCan()
    {
        using var engine = new SteppedEngine();
        var job = ScriptJob.Of(async (self, ctx) =>
        {
            if (self.Sum > 0) return self.Sum;
            self.Sum = 7;
            await ctx.CheckpointAsync();
            throw new InvalidOperationException("A first attempt that fails after its checkpoint.");
        });
        var submit = engine.Engine.SubmitAsync(job, new() { Retry = new RetryPolicy { MaxAttempts = 2, Delay = TimeSpan.FromSeconds(1), Jitter = 0 } }).AsTask();
        engine.Settle();
        var handle = await submit;
        await engine.SettleUntilAsync(() => engine.State.ScheduledHeld == 1);

        ScriptJob.SetReadable(job, isReadable: false);
        for (var look = 0; look < 3; look++)
        {
            engine.Time.Advance(new EngineOptions().ParkTime);
            engine.Settle();
            var info = await engine.SettleUntilAsync(handle.InfoAsync().AsTask());
            Assert.Equal((JobStatus.Scheduled, 1), (info!.Status, info.FailedAttempts)); // Looking costs no attempt.
            Assert.Equal("It has another shape.", info.Error?.Message);
        }

        ScriptJob.SetReadable(job, isReadable: true);
        engine.Time.Advance(new EngineOptions().ParkTime);
        engine.Settle();
        Assert.Equal(7, await engine.SettleUntilAsync(handle.ResultAsync().AsTask()));
    }

    [Fact]
    public async Task Job_WhoseBytesTheDiskDoesNotGive_SpendsNoAttemptOnThat()
    {
        var data = new MemoryStoreData();
        using var engine = new SteppedEngine(data);
        engine.Store.IsBlind = true; // What is submitted runs from memory; the second attempt is the first to read.
        var submit = engine.Engine.SubmitAsync(
            ScriptJob.Of((_, ctx) => ctx.Attempt == 1 ? throw new InvalidOperationException("once") : Task.FromResult(ctx.Attempt)),
            new() { Retry = new RetryPolicy { MaxAttempts = 2, Delay = TimeSpan.FromSeconds(1), Jitter = 0 } }).AsTask();
        engine.Settle();
        var handle = await submit;
        await engine.SettleUntilAsync(() => engine.State.ScheduledHeld == 1);
        for (var look = 0; look < 3; look++)
        {
            engine.Time.Advance(new EngineOptions().ParkTime);
            await engine.SettleUntilAsync(() => data.Active[handle.Id.Value] is { Row.Status: JobStatus.Scheduled, Error.Type: JobError.UnreadStore });
            Assert.Equal(1, data.Active[handle.Id.Value].Row.FailedAttempts);
        }

        engine.Store.IsBlind = false;
        engine.Time.Advance(new EngineOptions().ParkTime);
        engine.Settle();
        Assert.Equal(2, await engine.SettleUntilAsync(handle.ResultAsync().AsTask()));
    }
}
