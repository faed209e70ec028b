namespace Jobs.Crash.Worker;

/// <summary>Very many small tasks, received one by one. Tells each hundredth of the way, and the live heap there.</summary>
[Job("million")]
public sealed partial class MillionJob
{
    private static int s_runs; // In this process: what an earlier one did is not done again.

    /// <summary>Tasks from this number on wait for ever: a life that is to be killed half way does not end before. Set before the host starts.</summary>
    public static int HoldFrom { get; set; } = int.MaxValue;

    private long _sum;
    private int _received;

    public required int Tasks { get; init; }

    private async Task<long> RunAsync(Context ctx, Ledger ledger)
    {
        ledger.Write($"begin {ctx.JobId} {_received} {_sum}");
        await foreach (var one in ctx.TaskDispatcher.Double.Many(Enumerable.Range(0, Tasks), n => new(n)))
        {
            _sum += one.Result;
            if (++_received % Math.Max(1, Tasks / 100) == 0) ledger.Write($"received {ctx.JobId} {_received} {GC.GetTotalMemory(false) / (1024 * 1024)}");
            if (_received == Tasks / 4) await ctx.CheckpointAsync(); // However soon that comes.
            else await ctx.CheckpointIfDueAsync();
        }

        ledger.Write($"runs {ctx.JobId} {s_runs}");
        return _sum;
    }

    [JobTask]
    private static ValueTask<long> Double(int number)
    {
        if (number >= HoldFrom) return new(new TaskCompletionSource<long>().Task);
        Interlocked.Increment(ref s_runs);
        return new(2L * number);
    }
}
