using Jobs.Integration.Tests.Kit;

namespace Jobs.Integration.Tests.Zoo;

/// <summary>Runs tasks that make way until the test opens their gate.</summary>
[Job("cooperative")]
public sealed partial class CooperativeJob
{
    private int _done;

    /// <summary>Which of its kind it is.</summary>
    public required int Number { get; init; }

    /// <summary>How many tasks it has.</summary>
    public required int Tasks { get; init; }

    private async Task<int> RunAsync(Context ctx, Probe probe)
    {
        probe.Say($"job {Number} begins");
        await foreach (var piece in ctx.TaskDispatcher.Grind.Many(Enumerable.Range(0, Tasks), n => new(Number, n)))
        {
            _done += piece.Result;
            await ctx.CheckpointIfDueAsync();
        }

        return _done;
    }

    [JobTask(Pool = "steps")]
    private static async Task<int> Grind(int job, int number, TaskContext task, Probe probe, CancellationToken ct)
    {
        probe.Say($"grind {job}/{number}");
        probe.Tell("grind");
        var gate = probe.Gate("grind");
        while (!gate.IsCompleted)
        {
            ct.ThrowIfCancellationRequested();
            await task.GiveWayAsync();
            await Task.Yield();
        }

        return 1;
    }
}
