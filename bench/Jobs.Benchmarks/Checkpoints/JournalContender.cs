using Jobs.Benchmarks.Measuring;

namespace Jobs.Benchmarks.Checkpoints;

/// <summary>A job with a number of journaled items; its own figures are its result.</summary>
internal sealed class JournalContender(string name, JournalKind kind, int items, int checkpoints) : IContender
{
    private long[] _bytes = [];

    public string Name => name;

    /// <summary>Bytes written for one checkpoint in the last run; the copying of the write-ahead log is among them.</summary>
    public double MeanBytes => _bytes.Average();

    /// <summary>Bytes within which this share of the checkpoints of the last run stayed.</summary>
    public long Bytes(double share) => _bytes[(int)(share * (_bytes.Length - 1))];

    public async ValueTask<RunFigures> RunAsync(string folder)
    {
        // NORMAL, so that the figure is the framework's work and not the disk's.
        var file = Path.Combine(folder, "jobs.db");
        await using var host = await StoreFile.StartAsync(file, flushed: false);

        var stretch = Stretch.Begin();
        var handle = await host.Client.SubmitAsync(new SteadyJournalJob { Kind = kind, Items = items, Checkpoints = checkpoints });
        var measured = await handle.ResultAsync();
        var figures = stretch.End();
        _bytes = [.. measured.Bytes.Order()];
        return figures with { Commits = StoreFile.CommitsOf(file), Latencies = [.. measured.Ticks.Order().Select(TimeSpan.FromTicks)] };
    }
}
