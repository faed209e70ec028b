using Jobs.Engine;

namespace Jobs.Runtime.Tests.Engine;

/// <summary>Groups that end with their first failure.</summary>
public sealed class FailFastTests
{
    [Fact]
    public async Task Tasks_ThatWaitForASlot_DoNotStartAfterAnotherHasFailed()
    {
        using var engine = new SteppedEngine(null, new EngineOptions { DefaultPoolSlots = 2 });
        var never = new TaskCompletionSource<int>();
        var starts = 0;
        var submit = engine.Engine.SubmitAsync(ScriptJob.Of(async (_, ctx) =>
        {
            var faulted = 0;
            var group = ctx.Many(async (n, task) =>
            {
                starts++;
                return n == 0 ? throw new PermanentJobException("The first fails.") : await never.Task.WaitAsync(task.CancellationToken);
            }, [.. Enumerable.Range(0, 40)], new GroupOptions { FailFast = true });
            await foreach (var result in group) faulted += result.IsFaulted ? 1 : 0;
            return faulted;
        })).AsTask();
        engine.Settle();
        Assert.Equal(40, await engine.SettleUntilAsync((await submit).ResultAsync().AsTask()));
        Assert.InRange(starts, 1, 3); // The first, and those in the slots when its failure was told.
    }
}
