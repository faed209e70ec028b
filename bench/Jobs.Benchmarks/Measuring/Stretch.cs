using System.Diagnostics;

namespace Jobs.Benchmarks.Measuring;

/// <summary>The timed stretch of a run: time, processor time and allocations from its start to <see cref="End"/>.</summary>
internal readonly struct Stretch
{
    private readonly long _startedAt;
    private readonly long _allocatedAtStart;
    private readonly TimeSpan _computedAtStart;

    private Stretch(long allocatedAtStart, TimeSpan computedAtStart, long startedAt)
    {
        _allocatedAtStart = allocatedAtStart;
        _computedAtStart = computedAtStart;
        _startedAt = startedAt;
    }

    /// <summary>Collects what earlier runs left behind, so that nobody pays for a rival's garbage, and starts the clock.</summary>
    public static Stretch Begin()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        // The precise count suspends all threads: taken before the clock starts and after it stopped.
        return new Stretch(GC.GetTotalAllocatedBytes(precise: true), Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp());
    }

    /// <summary>Stops the clock.</summary>
    public RunFigures End()
    {
        var elapsed = Stopwatch.GetElapsedTime(_startedAt);
        var computed = Environment.CpuUsage.TotalTime - _computedAtStart;
        return new RunFigures(elapsed, computed, Commits: null, GC.GetTotalAllocatedBytes(precise: true) - _allocatedAtStart);
    }
}
