namespace Jobs.Crash.Worker;

/// <summary>Sleeps, for as long as a test looks at it.</summary>
[Job("nap")]
public sealed partial class NapJob
{
    private async Task<int> RunAsync(Context ctx, Ledger ledger)
    {
        ledger.Write($"runs {ctx.JobId}");
        await ctx.SleepAsync(TimeSpan.FromHours(2), "nap");
        return 0;
    }
}
