using Jobs.Benchmarks.Measuring;

namespace Jobs.Benchmarks.Latency;

/// <summary>How long a caller waits until its submit is durable, alone and among many, while the submitted jobs run.</summary>
internal sealed class LatencyRow : IRow
{
    public string Name => "latency";

    public string Summary => "awaited submits  [--submitters 1,64] [--submits 2000, of all together]";

    public async Task RunAsync(Arguments arguments)
    {
        foreach (var callers in arguments.Numbers("submitters", "1,64"))
        {
            var each = Math.Max(1, arguments.Number("submits", 2000) / callers);
            IContender[] all =
            [
                new JobsLatency(true, callers, each), new ReferenceLatency(true, callers, each),
                new JobsLatency(false, callers, each), new ReferenceLatency(false, callers, each),
            ];
            var contenders = all.Where(contender => contender.Name.Contains(arguments.Only, StringComparison.OrdinalIgnoreCase)).ToArray();
            var measured = await Rounds.RunAsync(contenders, arguments.Rounds, arguments.Folder);

            var table = new Table("contender", "p50 µs", "p99 µs", "acks/s", "commits/1000", "bytes/submit");
            foreach (var series in measured)
            {
                var submits = callers * each;
                table.Add(
                    series.Name, $"{series.Latency(0.5):N0}", $"{series.Latency(0.99):N0}", $"{submits / series.Median * 1000:N0}",
                    series.Commits is { } commits ? $"{commits * 1000.0 / submits:N0}" : "", $"{series.AllocatedBytes / submits:N0}");
            }

            Console.WriteLine($"{callers} submitters, {each:N0} awaited submits each, {arguments.Rounds} rounds");
            Console.WriteLine();
            Console.WriteLine(table);
        }
    }
}
