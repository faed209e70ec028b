using Jobs.Benchmarks.Lifecycle;
using Jobs.Benchmarks.Measuring;

namespace Jobs.Benchmarks.Latency;

/// <summary>Awaited submits through the public client, while the host runs what was submitted.</summary>
internal sealed class JobsLatency(bool flushed, int callers, int each) : IContender
{
    public string Name => JobsContender.NameOf(flushed);

    public async ValueTask<RunFigures> RunAsync(string folder)
    {
        var file = Path.Combine(folder, "jobs.db");
        await using var host = await StoreFile.StartAsync(file, flushed);
        var figures = await Submitters.RunAsync(callers, each, number => host.Client.SubmitAsync(new NoOpJob { Number = number }).AsTask());
        return figures with { Commits = StoreFile.CommitsOf(file) };
    }
}
