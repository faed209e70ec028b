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
}
