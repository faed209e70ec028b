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
        JobId id;
        SteadyJournalJob.Measured = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (var first = await StoreFile.StartAsync(file, flushed: false, jobs => jobs.Options.ShutdownSoftDeadline = TimeSpan.Zero))
        {
            id = (await first.Client.SubmitAsync(new SteadyJournalJob { Kind = kind, Items = items, Checkpoints = checkpoints })).Id;
            await SteadyJournalJob.Measured.Task;
        }

        // What is timed as a whole is the resume: a host that starts, reads all entries, and runs the job to its end.
        var stretch = Stretch.Begin();
        await using var host = await StoreFile.StartAsync(file, flushed: false);
        var measured = await host.Client.ResultAsync<JournalFigures>(id);
        var figures = stretch.End();
        _bytes = [.. measured.Bytes.Order()];
        return figures with { Commits = StoreFile.CommitsOf(file), Latencies = [.. measured.Ticks.Order().Select(TimeSpan.FromTicks)] };
    }
}
