using Jobs.Benchmarks.Measuring;
using Jobs.Events;

namespace Jobs.Benchmarks.Lifecycle;

/// <summary>
/// Jobs itself, through its public API, with its default options but for the durability: a generated job, handles, events.
/// Done when the subscriber has heard of every end, which is after its commit.
/// </summary>
internal sealed class JobsContender(bool flushed, int jobs) : IContender
{
    public string Name => NameOf(flushed);

    public static string NameOf(bool flushed) => flushed ? "Jobs, FULL" : "Jobs, NORMAL";

    public async ValueTask<RunFigures> RunAsync(string folder)
    {
        var file = Path.Combine(folder, "jobs.db");
        await using var host = await StoreFile.StartAsync(file, flushed);
        var allEnded = CountEndsAsync(host.Subscribe(capacity: 4 * jobs));

        var stretch = Stretch.Begin();
        await host.Client.SubmitManyAsync(Enumerable.Range(1, jobs).Select(number => new NoOpJob { Number = number }));
        await allEnded;
        var figures = stretch.End() with { Commits = StoreFile.CommitsOf(file) };

        var (ended, active) = StoreFile.CountJobs(file);
        return ended == jobs && active == 0 ? figures : throw new InvalidOperationException($"{ended} of {jobs} ended, {active} left.");
    }

    private async Task CountEndsAsync(IAsyncEnumerable<JobEvent> events)
    {
        var left = jobs;
        await foreach (var notice in events)
        {
            if (notice.Kind == JobEventKind.Missed) throw new InvalidOperationException("The subscriber fell behind its bound.");
            if (notice.Kind == JobEventKind.Ended && --left == 0) return;
        }
    }
}
