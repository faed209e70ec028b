using Jobs.Integration.Tests.Kit;

namespace Jobs.Integration.Tests.Zoo;

/// <summary>
/// Adds up what its tasks return, each once, whatever interrupts it. After each result it tells the test, and waits where
/// the test wants it to.
/// </summary>
[Job("sum")]
public sealed partial class SumJob
{
    private readonly JournaledList<int> _received = [];
    private long _sum;

    /// <summary>Tasks 1 to this.</summary>
    public required int Count { get; init; }

    /// <summary>A checkpoint after each so many results; 0 leaves it to the interval.</summary>
    public int CheckpointEvery { get; init; }

    /// <summary>After so many results of an attempt it waits at the gate "sum"; 0 for never.</summary>
    public int WaitAfter { get; init; }

    private async Task<SumReport> RunAsync(Context ctx, Probe probe)
    {
        var inAttempt = 0;
        var tasks = ctx.TaskDispatcher.Square.Many(Enumerable.Range(1, Count));
        probe.Say($"sum begins with {_received.Count} of {tasks.Completed}/{tasks.Count}");
        await foreach (var square in tasks)
        {
            _received.Add(square.Index + 1);
            _sum += square.Result;
            inAttempt++;
            if (CheckpointEvery > 0 && inAttempt % CheckpointEvery == 0) await ctx.CheckpointAsync();
            else await ctx.CheckpointIfDueAsync();
            if (inAttempt == WaitAfter)
            {
                probe.Tell("sum-waits");
                await probe.Gate("sum").WaitAsync(ctx.CancellationToken);
            }
        }

        return new SumReport(_sum, [.. _received], tasks.Completed);
    }

    [JobTask]
    private static long Square(int number, TaskContext task, Probe probe)
    {
        probe.Say($"square {number}");
        return (long)number * number;
    }
}

/// <summary>What a <see cref="SumJob"/> came to.</summary>
public sealed record SumReport(long Sum, IReadOnlyList<int> Received, int Completed)
{
    /// <summary>The sum of the squares of 1 to n.</summary>
    public static long Expected(long n) => n * (n + 1) * ((2 * n) + 1) / 6;
}
