using Jobs.Benchmarks.Measuring;

namespace Jobs.Benchmarks.Checkpoints;

/// <summary>One job that checkpoints a growing list; its own figures are its result.</summary>
internal sealed class CheckpointContender(string name, Func<IJob<long[]>> makeJob) : IContender
{
    public string Name => name;

    public async ValueTask<RunFigures> RunAsync(string folder)
    {
        // NORMAL, so that the figure is the framework's work and not the disk's.
        var file = Path.Combine(folder, "jobs.db");
        await using var host = await StoreFile.StartAsync(file, flushed: false);

        var stretch = Stretch.Begin();
        var handle = await host.Client.SubmitAsync(makeJob());
        var ticks = await handle.ResultAsync();
        var figures = stretch.End();
        return figures with { Commits = StoreFile.CommitsOf(file), Latencies = [.. ticks.Order().Select(TimeSpan.FromTicks)] };
    }
}
