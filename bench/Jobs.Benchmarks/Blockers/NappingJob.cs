using System.Diagnostics;

namespace Jobs.Benchmarks.Blockers;

/// <summary>Sleeps durably, once, and says how much longer that took.</summary>
[Job("napping")]
public sealed partial class NappingJob
{
    /// <summary>How long it sleeps.</summary>
    public static readonly TimeSpan Nap = TimeSpan.FromMilliseconds(10);

    private async Task<TimeSpan> RunAsync(Context ctx)
    {
        var startedAt = Stopwatch.GetTimestamp();
        await ctx.SleepAsync(Nap, "nap");
        return Stopwatch.GetElapsedTime(startedAt) - Nap;
    }
}
