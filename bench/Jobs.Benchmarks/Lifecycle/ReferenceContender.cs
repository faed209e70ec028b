using Jobs.Benchmarks.Measuring;
using Jobs.Benchmarks.Reference;

namespace Jobs.Benchmarks.Lifecycle;

/// <summary>The bare loop of <see cref="ReferenceEngine"/>.</summary>
internal sealed class ReferenceContender(bool flushed, int jobs, int workers) : IContender
{
    public string Name => NameOf(flushed);

    public static string NameOf(bool flushed) => flushed ? "reference, FULL" : "reference, NORMAL";

    public async ValueTask<RunFigures> RunAsync(string folder)
    {
        using var engine = new ReferenceEngine(Path.Combine(folder, "reference.db"), flushed, workers, jobs);

        var stretch = Stretch.Begin();
        engine.SubmitMany([.. Enumerable.Range(1, jobs).Select(number => new ReferenceJob(number, number))]);
        await engine.AllEnded;
        var figures = stretch.End() with { Commits = engine.Store.Commits };

        var (ended, active) = engine.Store.Count();
        return ended == jobs && active == 0 ? figures : throw new InvalidOperationException($"{ended} of {jobs} ended, {active} left.");
    }
}
