using Jobs;

namespace FileCopy;

/// <summary>One look at a copy as text: files, bytes, throughput, and the time that is left.</summary>
internal sealed class ProgressLine
{
    private JobProgress? _first;
    private TimeSpan _firstAt;
    private long _bytes;

    /// <summary>The line for a moment.</summary>
    /// <param name="progress">What the job reported last.</param>
    /// <param name="bytesInFlight">The bytes of files that are not whole yet.</param>
    /// <param name="now">The time since the display began.</param>
    public string Format(JobProgress progress, long bytesInFlight, TimeSpan now)
    {
        if (progress.Total is not { } files || progress.BytesTotal is not { } bytesTotal) return progress.Phase ?? "starting";
        if (_first is null) (_first, _firstAt) = (progress, now);

        // A file leaves the bytes in flight a moment before it arrives among the finished ones: never count down.
        _bytes = Math.Min(bytesTotal, Math.Max(_bytes, (progress.BytesCompleted ?? 0) + bytesInFlight));
        var line = $"{progress.Completed}/{files} files, {Quantity.Bytes(_bytes)} of {Quantity.Bytes(bytesTotal)}";
        var elapsed = (now - _firstAt).TotalSeconds;
        if (elapsed < 0.5) return line;

        // Measured from this start's first look: what earlier starts did says nothing about the pace of this one.
        var rate = (_bytes - (_first.BytesCompleted ?? 0)) / elapsed;
        line = $"{line}, {Quantity.Bytes(rate)}/s";
        return Remaining(progress, files, bytesTotal, elapsed, rate) is { } left ? $"{line}, {Quantity.Duration(left)} left" : line;
    }

    /// <summary>Whichever is slower, bytes or files: a tree of empty files has no bytes to reckon with.</summary>
    private TimeSpan? Remaining(JobProgress progress, long files, long bytesTotal, double elapsed, double rate)
    {
        var fileRate = (progress.Completed - _first!.Completed) / elapsed;
        if (fileRate <= 0 && rate <= 0) return null;
        var seconds = Math.Max(
            fileRate > 0 ? (files - progress.Completed) / fileRate : 0,
            rate > 0 ? (bytesTotal - _bytes) / rate : 0);
        return seconds < TimeSpan.MaxValue.TotalSeconds / 2 ? TimeSpan.FromSeconds(seconds) : null;
    }
}
