using Jobs.Benchmarks.Lifecycle;
using Jobs.Benchmarks.Measuring;

namespace Jobs.Benchmarks.Tasks;

/// <summary>One job whose task results are all stored, so that a crash repeats none of them.</summary>
internal sealed class JobsTasks(bool flushed, int tasks) : IContender
{
    public string Name => JobsContender.NameOf(flushed);

    public async ValueTask<RunFigures> RunAsync(string folder)
    {
        var file = Path.Combine(folder, "jobs.db");
        await using var host = await StoreFile.StartAsync(file, flushed);

        var stretch = Stretch.Begin();
        var handle = await host.Client.SubmitAsync(new ManyTasksJob { Tasks = tasks });
        var sum = await handle.ResultAsync();
        var figures = stretch.End() with { Commits = StoreFile.CommitsOf(file) };

        return sum == (long)tasks * (tasks + 1) / 2 ? figures : throw new InvalidOperationException($"The tasks' results add up to {sum}.");
    }
}
