using Jobs.Benchmarks.Measuring;

namespace Jobs.Benchmarks.Lifecycle;

/// <summary>
/// Jobs itself, through its public API, with its default options but for the durability: a generated job, submitted with
/// handles. Done when the end of the job that ran last is acknowledged and a query finds none that is still active.
/// </summary>
internal sealed class JobsContender(bool flushed, int jobs) : IContender
{
    public string Name => NameOf(flushed);

    public static string NameOf(bool flushed) => flushed ? "Jobs, FULL" : "Jobs, NORMAL";

    public async ValueTask<RunFigures> RunAsync(string folder)
    {
        var file = Path.Combine(folder, "jobs.db");
        await using var host = await StoreFile.StartAsync(file, flushed);
        var lastNumber = NoOpJob.Expect(jobs);

        var stretch = Stretch.Begin();
        var handles = await host.Client.SubmitManyAsync(Enumerable.Range(1, jobs).Select(number => new NoOpJob { Number = number }));
        await handles[await lastNumber - 1].WaitAsync();
        while ((await host.Client.QueryAsync(new JobQuery { Status = JobStatus.Ready, Limit = 1 })).Count > 0)
        {
            // Rarely more than once: who ran last need not be the last to be recorded.
        }

        var figures = stretch.End() with { Commits = StoreFile.CommitsOf(file) };

        var (ended, active) = StoreFile.CountJobs(file);
        return ended == jobs && active == 0 ? figures : throw new InvalidOperationException($"{ended} of {jobs} ended, {active} left.");
    }
}
