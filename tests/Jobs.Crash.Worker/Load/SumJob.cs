namespace Jobs.Crash.Worker;

/// <summary>
/// Adds up the results of its tasks and saves at random. Its state holds the sum and what it received, which must agree
/// whenever it begins: a result that was delivered twice across a checkpoint, or lost, shows at once.
/// </summary>
[Job("sum")]
public sealed partial class SumJob
{
    private readonly JournaledList<int> _received = [];
    private long _sum;

    /// <summary>Tasks 0 to this, exclusive.</summary>
    public required int Count { get; init; }

    /// <summary>Decides when it saves, and how long tasks take.</summary>
    public required int Seed { get; init; }

    /// <summary>The job at the top of its tree, or 0 for itself.</summary>
    public long Root { get; init; }

    private async Task<long> RunAsync(Context ctx, Ledger ledger)
    {
        var id = ctx.JobId;
        var random = new Random(HashCode.Combine(Seed, _received.Count));
        RequireConsistency();
        ledger.Write($"begin {id} {_received.Count} {_sum}");
        try
        {
            // Not this job's id, which a retry of it does not have: the retry would not find its tasks again.
            var work = ctx.TaskDispatcher.Work.Many(Enumerable.Range(0, Count), i => new(i, Root, Seed));
            if (work.Completed != _received.Count) throw new PermanentJobException($"{work.Completed} covered, {_received.Count} in the state");
            await foreach (var result in work)
            {
                ledger.Write($"got {id} {result.Index}");
                _received.Add(result.Index);
                _sum += result.Result;
                if (random.Next(3) != 0) continue;
                var (count, sum) = (_received.Count, _sum);
                await ctx.CheckpointAsync();
                ledger.Write($"saved {id} {count} {sum}");
            }

            RequireConsistency();
            if (_received.Count != Count) throw new PermanentJobException($"{_received.Count} of {Count} results came");
            return _sum;
        }
        finally
        {
            ledger.Write($"leave {id}");
        }
    }

    [JobTask]
    private static async Task<long> Work(int index, long root, int seed, TaskContext task, Ledger ledger)
    {
        ledger.Write($"run {task.JobId} {(root == 0 ? task.JobId.Value : root)} {index}");
        var random = new Random(HashCode.Combine(seed, index));
        if (random.Next(4) == 0) await Task.Delay(random.Next(8), task.CancellationToken);
        return ValueOf(index);
    }

    /// <summary>What the task of an index returns: no two sums of different tasks agree by accident.</summary>
    public static long ValueOf(int index) => 1L << (index % 40);

    private void RequireConsistency()
    {
        if (_received.Distinct().Count() != _received.Count) throw new PermanentJobException("a result was delivered twice");
        var sum = _received.Sum(ValueOf);
        if (sum != _sum) throw new PermanentJobException($"the state's sum is {_sum}, that of what was received {sum}");
    }
}
