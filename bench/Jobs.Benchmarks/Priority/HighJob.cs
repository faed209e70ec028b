using System.Diagnostics;

namespace Jobs.Benchmarks.Priority;

/// <summary>Says when its first statement ran, or that of its task.</summary>
[Job("high")]
public sealed partial class HighJob
{
    /// <summary>Whether the task is asked.</summary>
    public bool InTask { get; init; }

    private async Task<long> RunAsync(Context ctx)
    {
        var startedAt = Stopwatch.GetTimestamp();
        return InTask ? await ctx.TaskDispatcher.Look.Run() : startedAt;
    }

    [JobTask]
    private static long Look() => Stopwatch.GetTimestamp();
}
