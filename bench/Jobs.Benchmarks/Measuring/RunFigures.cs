namespace Jobs.Benchmarks.Measuring;

/// <summary>What one timed run came to.</summary>
/// <param name="Elapsed">The timed part.</param>
/// <param name="Commits">Transactions within it, which at <c>synchronous=FULL</c> are its fsyncs; null where nobody counts.</param>
/// <param name="ProcessorTime">What all threads of the process computed within it: on a machine shared with others it moves less than the time does.</param>
/// <param name="AllocatedBytes">Bytes allocated by all threads within it.</param>
internal readonly record struct RunFigures(TimeSpan Elapsed, TimeSpan ProcessorTime, long? Commits, long AllocatedBytes)
{
    /// <summary>How long each single operation took, sorted, where the run is about that; else empty.</summary>
    public IReadOnlyList<TimeSpan> Latencies { get; init; } = [];
}
