using Jobs.Integration.Tests.Kit;

namespace Jobs.Integration.Tests.Zoo;

/// <summary>Its task fails a number of times by a policy of four attempts.</summary>
[Job("retried-task")]
public sealed partial class RetriedTaskJob
{
    public required int Failures { get; init; }

    public bool IsPermanent { get; init; }

    private async Task<string> RunAsync(Context ctx)
    {
        try
        {
            return $"attempt {await ctx.TaskDispatcher.Try.Run(Failures, IsPermanent)}";
        }
        catch (TaskFailedException e)
        {
            return e.Error.Message;
        }
    }

    [JobTask(MaxAttempts = 4, RetryDelayMs = 1)]
    private static Task<int> Try(int failures, bool isPermanent, TaskContext task, Probe probe)
    {
        probe.Say($"try {task.Attempt}");
        if (task.Attempt > failures) return Task.FromResult(task.Attempt);
        throw isPermanent ? new PermanentJobException("never") : new InvalidOperationException($"not at attempt {task.Attempt}");
    }
}
