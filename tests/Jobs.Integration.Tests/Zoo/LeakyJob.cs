using Jobs.Integration.Tests.Kit;

namespace Jobs.Integration.Tests.Zoo;

/// <summary>Returns while its tasks run.</summary>
[Job("leaky")]
public sealed partial class LeakyJob
{
    private async Task<int> RunAsync(Context ctx, Probe probe)
    {
        var left = ctx.TaskDispatcher.Wait.Many([1, 2, 3]);
        await probe.Gate("leaky-return");
        return left.Count;
    }

    [JobTask]
    private static async Task<int> Wait(int number, TaskContext task, Probe probe)
    {
        probe.Tell("leaky-task");
        try
        {
            await Task.Delay(Timeout.Infinite, task.CancellationToken);
        }
        finally
        {
            probe.Say("leaky-task ended");
        }

        return number;
    }
}
