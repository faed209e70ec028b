using Jobs.Benchmarks.Measuring;

namespace Jobs.Benchmarks.Priority;

/// <summary>How soon a high job starts beside a host that is full of low work which makes way.</summary>
internal sealed class PriorityRow : IRow
{
    public string Name => "priority";

    public string Summary => "from the submit of a high job to its first statement, beside full low work  [--permits 64] [--samples 100]";

    public async Task RunAsync(Arguments arguments)
    {
        var permits = arguments.Number("permits", 64);
        var samples = arguments.Number("samples", 100);
        IContender[] all = [.. Contenders(ofTask: false), .. Contenders(ofTask: true)];
        var contenders = all.Where(contender => contender.Name.Contains(arguments.Only, StringComparison.OrdinalIgnoreCase)).ToArray();

        var table = new Table("from the submit to", "p50 µs", "p99 µs", "longest µs");
        foreach (var series in await Rounds.RunAsync(contenders, arguments.Rounds, arguments.Folder))
            table.Add(series.Name, $"{series.Latency(0.5):N0}", $"{series.Latency(0.99):N0}", $"{series.Latency(1):N0}");
        Console.WriteLine($"{samples} high jobs at NORMAL, one after the other, beside none or {permits} permits full of low work; {arguments.Rounds} rounds");
        Console.WriteLine();
        Console.WriteLine(table);

        IEnumerable<IContender> Contenders(bool ofTask) =>
            new[] { false, true }.Select(isFull => new PriorityContender(isFull, ofTask, permits, samples));
    }
}
