using Jobs.Integration.Tests.Kit;

namespace Jobs.Integration.Tests.Zoo;

/// <summary>Dispatches small tasks one after the other, so that there is always one more that a pause must hold back.</summary>
[Job("patient")]
public sealed partial class PatientJob
{
    private int _rounds;

    public required int Rounds { get; init; }

    private async Task<int> RunAsync(Context ctx)
    {
        await foreach (var step in ctx.TaskDispatcher.Step.Many(Enumerable.Range(0, Rounds), r => new(r, ctx.JobId.Value), options: new() { MaxParallel = 2 }))
        {
            _rounds += step.Result;
            await ctx.CheckpointIfDueAsync();
        }

        return _rounds;
    }

    [JobTask(Pool = "steps")]
    private static async Task<int> Step(int round, long job, TaskContext task, StepLog log)
    {
        log.Started(new JobId(job));
        await Task.Yield();
        return 1;
    }
}
