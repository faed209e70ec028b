using Jobs.Integration.Tests.Kit;

namespace Jobs.Integration.Tests.Zoo;

/// <summary>Has a timeout, and waits for its token.</summary>
[Job("slow", TimeoutSeconds = 5, MaxAttempts = 1)]
public sealed partial class SlowJob
{
    /// <summary>Whether a task waits in place of the job.</summary>
    public bool InTask { get; init; }

    private async Task<string> RunAsync(Context ctx, Probe probe)
    {
        if (InTask)
        {
            await foreach (var result in ctx.TaskDispatcher.Linger.Many([1]))
                return result.IsFaulted ? result.Error.Type : "no error";
        }

        probe.Tell("slow");
        await Task.Delay(Timeout.Infinite, ctx.CancellationToken);
        return "unreachable";
    }

    [JobTask(TimeoutSeconds = 2)]
    private static async Task Linger(int number, TaskContext task, Probe probe)
    {
        probe.Tell("slow");
        await Task.Delay(Timeout.Infinite, task.CancellationToken);
    }
}
