using Jobs.Integration.Tests.Kit;

namespace Jobs.Integration.Tests.Zoo;

/// <summary>Its odd tasks fail; it counts what came, and may fail itself afterwards.</summary>
[Job("troubled", MaxAttempts = 3)]
public sealed partial class TroubledJob
{
    private int _good;
    private int _bad;

    public required int Count { get; init; }

    /// <summary>Whether the first attempt ends in an exception, after a checkpoint or without.</summary>
    public bool FailsOnce { get; init; }

    public bool Checkpoints { get; init; }

    /// <summary>Whether it waits at the gate "troubled" when it has all results.</summary>
    public bool Waits { get; init; }

    private async Task<string> RunAsync(Context ctx, Probe probe)
    {
        await foreach (var result in ctx.TaskDispatcher.FailWhenOdd.Many(Enumerable.Range(0, Count)))
        {
            if (result.IsFaulted) _bad++;
            else _good++;
        }

        if (Checkpoints) await ctx.CheckpointAsync();
        if (Waits)
        {
            probe.Tell("troubled-waits");
            await probe.Gate("troubled").WaitAsync(ctx.CancellationToken);
        }

        if (FailsOnce && ctx.Attempt == 1) throw new InvalidOperationException("once");
        return $"{_good} good, {_bad} bad";
    }

    [JobTask]
    private static void FailWhenOdd(int number, TaskContext task, Probe probe)
    {
        probe.Say($"try {number}");
        if (number % 2 == 1) throw new InvalidOperationException($"{number} is odd");
    }
}
