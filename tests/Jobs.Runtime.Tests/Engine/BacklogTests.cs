using Jobs.Engine;

namespace Jobs.Runtime.Tests.Engine;

/// <summary>Submits that come faster than the disk takes them.</summary>
public sealed class BacklogTests
{
    [Fact]
    public async Task Submit_WhileMoreThanTheBoundWaitsToBeWritten_IsRefused_AndTakenWhenThatIsWritten()
    {
        var engine = new SteppedEngine(options: new EngineOptions { BacklogBytesMax = 1_000 }) { HoldsCommits = true };
        var taken = new List<Task<JobHandle<int>>>();
        while (engine.State.Batches.BacklogBytes <= 1_000)
        {
            Assert.True(taken.Count < 1_000, "What waits to be written is not counted.");
            taken.Add(engine.Engine.SubmitAsync(ScriptJob.Of((_, _) => Task.FromResult(1))).AsTask());
            engine.Settle();
        }

        var refusal = await Assert.ThrowsAsync<JobException>(() =>
            engine.SettleUntilAsync(engine.Engine.SubmitAsync(ScriptJob.Of((_, _) => Task.FromResult(1))).AsTask()));
        Assert.Contains("Await submits before making more", refusal.Message, StringComparison.Ordinal);

        engine.HoldsCommits = false;
        foreach (var submit in taken) Assert.Equal(1, await engine.SettleUntilAsync((await engine.SettleUntilAsync(submit)).ResultAsync().AsTask()));
        var after = await engine.SettleUntilAsync(engine.Engine.SubmitAsync(ScriptJob.Of((_, _) => Task.FromResult(2))).AsTask());
        Assert.Equal(2, await engine.SettleUntilAsync(after.ResultAsync().AsTask()));
    }
}
