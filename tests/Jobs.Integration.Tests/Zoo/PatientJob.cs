namespace Jobs.Integration.Tests.Zoo;

/// <summary>Runs many small steps, so that there is always one more that a pause must hold back.</summary>
[Job("patient")]
public sealed partial class PatientJob
{
    /// <summary>How many of its steps run at once.</summary>
    public const int AtOnce = 2;

    private int _rounds;

    public required int Rounds { get; init; }

    private async Task<int> RunAsync(Context ctx)
    {
        await foreach (var step in ctx.TaskDispatcher.Step.Many(Enumerable.Range(0, Rounds), new() { MaxParallel = AtOnce }))
        {
            _rounds += step.Result;
            await ctx.CheckpointIfDueAsync();
        }

        return _rounds;
    }

    [JobTask(Pool = "steps")]
    private static async Task<int> Step(int round, TaskContext task, StepLog log)
    {
        log.Started(task.JobId);
        await Task.Yield();
        log.Ended(task.JobId);
        return 1;
    }
}
