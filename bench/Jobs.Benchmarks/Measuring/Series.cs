namespace Jobs.Benchmarks.Measuring;

/// <summary>The runs of one contender.</summary>
internal sealed class Series(string name)
{
    private readonly List<RunFigures> _runs = [];

    public string Name { get; } = name;

    public int Count => _runs.Count;

    /// <summary>Milliseconds: the one to compare by.</summary>
    public double Median => Quantile(0.5);

    /// <summary>The quiet figure: what it takes when nobody else wants the machine.</summary>
    public double Min => Quantile(0);

    public double Max => Quantile(1);

    /// <summary>How far apart the runs lie, as a share of the median.</summary>
    public double Spread => Median == 0 ? 0 : (Max - Min) / Median;

    /// <summary>Commits of the median run, or null when nobody counted.</summary>
    public long? Commits => MedianOf(run => run.Commits);

    /// <summary>Milliseconds that all threads computed.</summary>
    public double ProcessorTime => (MedianOf(run => run.ProcessorTime.Ticks) ?? 0) / (double)TimeSpan.TicksPerMillisecond;

    public long AllocatedBytes => MedianOf(run => run.AllocatedBytes) ?? 0;

    /// <summary>
    /// Microseconds within which this share of single operations was done, in the run where that was the median: a run that
    /// a neighbour disturbed does not decide the tail.
    /// </summary>
    public double Latency(double share)
    {
        var sorted = _runs.Where(run => run.Latencies.Count > 0)
            .Select(run => run.Latencies[(int)(share * (run.Latencies.Count - 1))].TotalMicroseconds).Order().ToArray();
        return sorted.Length == 0 ? double.NaN : sorted[sorted.Length / 2];
    }

    /// <summary>Microseconds of a single operation on the mean, in the run where that was the median.</summary>
    public double MeanLatency
    {
        get
        {
            var sorted = _runs.Where(run => run.Latencies.Count > 0).Select(run => run.Latencies.Average(latency => latency.TotalMicroseconds)).Order().ToArray();
            return sorted.Length == 0 ? double.NaN : sorted[sorted.Length / 2];
        }
    }

    public void Add(RunFigures run) => _runs.Add(run);

    private double Quantile(double share)
    {
        var sorted = _runs.Select(run => run.Elapsed.TotalMilliseconds).Order().ToArray();
        return sorted.Length == 0 ? double.NaN : sorted[(int)Math.Round(share * (sorted.Length - 1))];
    }

    private long? MedianOf(Func<RunFigures, long?> figure)
    {
        var sorted = _runs.Select(figure).OfType<long>().Order().ToArray();
        return sorted.Length == 0 ? null : sorted[sorted.Length / 2];
    }
}
