using Jobs.Benchmarks.Measuring;

namespace Jobs.Benchmarks.Blockers;

/// <summary>What code that blocks its threads costs everybody else: acknowledgements and timers beside it.</summary>
internal sealed class BlockersRow : IRow
{
    public string Name => "blockers";

    public string Summary => "acknowledgements and timers beside code that blocks its threads  [--blockers 64] [--samples 100]";

    public async Task RunAsync(Arguments arguments)
    {
        var blockers = arguments.Number("blockers", 64);
        var samples = arguments.Number("samples", 100);
        IContender[] all = [.. Contenders(isOfTimers: false), .. Contenders(isOfTimers: true)];
        var contenders = all.Where(contender => contender.Name.Contains(arguments.Only, StringComparison.OrdinalIgnoreCase)).ToArray();

        var table = new Table("what", "p50 µs", "p99 µs", "longest µs");
        foreach (var series in await Rounds.RunAsync(contenders, arguments.Rounds, arguments.Folder))
            table.Add(series.Name, $"{series.Latency(0.5):N0}", $"{series.Latency(0.99):N0}", $"{series.Latency(1):N0}");
        Console.WriteLine(
            $"{samples} awaited submits at NORMAL, or durable sleeps of {NappingJob.Nap.TotalMilliseconds} ms and how much longer they took, " +
            $"beside {blockers} threads that are blocked; {arguments.Rounds} rounds");
        Console.WriteLine();
        Console.WriteLine(table);

        IEnumerable<IContender> Contenders(bool isOfTimers) =>
            new[] { BlockedCode.None, BlockedCode.Jobs, BlockedCode.Tasks }.Select(code => new BlockersContender(code, blockers, samples, isOfTimers));
    }
}
