using Jobs.Benchmarks.Measuring;

namespace Jobs.Benchmarks.Checkpoints;

/// <summary>A job with a number of journaled items; its own figures are its result.</summary>
internal sealed class JournalContender(string name, JournalKind kind, int items, int checkpoints) : IContender
{
    private static readonly JobLimits RoomForFigures = new() { ResultBytesMax = 16 * 1024 * 1024 }; // They are the result: some 16 bytes a checkpoint.

    private JournalFigures _figures = new([], [], []); // Of all runs.

    public string Name => name;

    /// <summary>Bytes written for one checkpoint; the copying of the write-ahead log is among them.</summary>
    public double MeanBytes => _figures.Bytes.Average();

    /// <summary>Bytes within which this share of the checkpoints stayed, those beside a copying left out.</summary>
    public long Bytes(double share) => At(share, _figures.Bytes.Where((_, i) => !_figures.IsBesideACopy[i]));

    /// <summary>Microseconds within which this share of the checkpoints stayed, those beside a copying left out.</summary>
    public double Micros(double share) => TimeSpan.FromTicks(At(share, _figures.Ticks.Where((_, i) => !_figures.IsBesideACopy[i]))).TotalMicroseconds;

    /// <summary>How many checkpoints had a copying beside them, and the most bytes and time of one.</summary>
    public (int Count, long Bytes, double Micros) BesideACopy =>
        (_figures.IsBesideACopy.Count(b => b),
            _figures.Bytes.Where((_, i) => _figures.IsBesideACopy[i]).DefaultIfEmpty().Max(),
            TimeSpan.FromTicks(_figures.Ticks.Where((_, i) => _figures.IsBesideACopy[i]).DefaultIfEmpty().Max()).TotalMicroseconds);

    public async ValueTask<RunFigures> RunAsync(string folder)
    {
        // NORMAL, so that the figure is the framework's work and not the disk's.
        var file = Path.Combine(folder, "jobs.db");
        JobId id;
        SteadyJournalJob.Measured = new(TaskCreationOptions.RunContinuationsAsynchronously);
        SteadyJournalJob.StorePath = file;
        await using (var first = await StoreFile.StartAsync(file, flushed: false, jobs =>
        {
            jobs.Options.Limits = RoomForFigures;
            jobs.Options.ShutdownSoftDeadline = TimeSpan.Zero;
        }))
        {
            id = (await first.Client.SubmitAsync(new SteadyJournalJob { Kind = kind, Items = items, Checkpoints = checkpoints })).Id;
            await SteadyJournalJob.Measured.Task;
        }

        // What is timed as a whole is the resume: a host that starts, reads all entries, and runs the job to its end.
        var stretch = Stretch.Begin();
        await using var host = await StoreFile.StartAsync(file, flushed: false, jobs => jobs.Options.Limits = RoomForFigures);
        var measured = await host.Client.ResultAsync<JournalFigures>(id);
        var figures = stretch.End();
        _figures = new([.. _figures.Ticks, .. measured.Ticks], [.. _figures.Bytes, .. measured.Bytes], [.. _figures.IsBesideACopy, .. measured.IsBesideACopy]);
        return figures with { Commits = StoreFile.CommitsOf(file), Latencies = [.. measured.Ticks.Order().Select(TimeSpan.FromTicks)] };
    }

    private static long At(double share, IEnumerable<long> values)
    {
        var ordered = values.Order().ToArray();
        return ordered[(int)(share * (ordered.Length - 1))];
    }
}
