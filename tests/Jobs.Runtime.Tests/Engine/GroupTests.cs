using Jobs.Engine;

namespace Jobs.Runtime.Tests.Engine;

/// <summary>How many tasks of a group run at once.</summary>
public sealed class GroupTests
{
    [Fact]
    public async Task Group_RunsAsManyAsItAllows_UntilAllHaveRun()
    {
        using var engine = new SteppedEngine(null, new EngineOptions { DefaultPoolSlots = 8 });
        var running = new Queue<TaskCompletionSource<int>>();
        var submit = engine.Engine.SubmitAsync(ScriptJob.Of(async (job, ctx) =>
        {
            var group = ctx.Many(
                (_, _) =>
                {
                    var end = new TaskCompletionSource<int>();
                    running.Enqueue(end);
                    return end.Task;
                },
                [.. Enumerable.Range(0, 10)], new GroupOptions { MaxParallel = 2 });
            await foreach (var result in group) job.Sum += result.Result;
            return job.Sum;
        })).AsTask();
        engine.Settle();
        for (var ended = 0; ended < 10; ended++)
        {
            Assert.Equal(Math.Min(2, 10 - ended), running.Count);
            running.Dequeue().SetResult(1);
            engine.Settle();
        }

        Assert.Equal(10, await engine.SettleUntilAsync((await submit).ResultAsync().AsTask()));
    }
}
