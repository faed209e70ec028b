using Jobs.Benchmarks.Measuring;
using Jobs.Benchmarks.Reference;

namespace Jobs.Benchmarks.Latency;

/// <summary>Awaited submits to the bare loop: the wait is one transaction, shared with whoever else waits.</summary>
internal sealed class ReferenceLatency(bool flushed, int callers, int each) : IContender
{
    public string Name => flushed ? "reference, FULL" : "reference, NORMAL";

    public async ValueTask<RunFigures> RunAsync(string folder)
    {
        using var engine = new ReferenceEngine(Path.Combine(folder, "reference.db"), flushed, workers: 2, expected: callers * each);
        var figures = await Submitters.RunAsync(callers, each, number => engine.SubmitAsync(number));
        await engine.AllEnded;
        return figures with { Commits = engine.Store.Commits };
    }
}
