namespace Jobs.Crash.Worker;

/// <summary>Saves, fails at its first attempt, sleeps at its second, and ends.</summary>
[Job("flaky", MaxAttempts = 3)]
public sealed partial class FlakyJob
{
    private int _saves;

    public required int Count { get; init; }

    private async Task<long> RunAsync(Context ctx, Ledger ledger)
    {
        var id = ctx.JobId;
        ledger.Write($"begin {id} {_saves} 0");
        try
        {
            _saves++;
            var saves = _saves;
            await ctx.CheckpointAsync();
            ledger.Write($"saved {id} {saves} 0");
            if (ctx.Attempt == 1) throw new InvalidOperationException("the first attempt fails");
            await ctx.SleepAsync(TimeSpan.FromMilliseconds(5), "nap");
            return Count;
        }
        finally
        {
            ledger.Write($"leave {id}");
        }
    }
}
