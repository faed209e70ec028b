using Jobs.Benchmarks.Measuring;

namespace Jobs.Benchmarks.Checkpoints;

/// <summary>What a durable checkpoint costs as a job's state grows, with a plain list and with a journaled one.</summary>
internal sealed class CheckpointRow : IRow
{
    /// <summary>Items between two checkpoints.</summary>
    public const int AddedEachTime = 100;

    public string Name => "checkpoint";

    public string Summary => "an awaited checkpoint at NORMAL, by the number of items in state  [--items 1000,100000] [--checkpoints 50]";

    public async Task RunAsync(Arguments arguments)
    {
        var checkpoints = arguments.Number("checkpoints", 50);
        var table = new Table("state", "items", "p50 µs", "p99 µs");
        foreach (var items in arguments.Numbers("items", "1000,100000"))
        {
            IContender[] all =
            [
                new CheckpointContender("List<int>", () => new PlainJob { Items = items, Checkpoints = checkpoints }),
                new CheckpointContender("JournaledList<int>", () => new JournaledJob { Items = items, Checkpoints = checkpoints }),
            ];
            foreach (var series in await Rounds.RunAsync(all, arguments.Rounds, arguments.Folder))
                table.Add(series.Name, $"{items:N0}", $"{series.Latency(0.5):N0}", $"{series.Latency(0.99):N0}");
        }

        Console.WriteLine($"{checkpoints} checkpoints a run, {AddedEachTime} items added before each, {arguments.Rounds} rounds");
        Console.WriteLine();
        Console.WriteLine(table);
    }
}
