using Jobs.Benchmarks.Measuring;

namespace Jobs.Benchmarks.Checkpoints;

/// <summary>What a durable checkpoint of journaled items costs by their number, folds included: on the mean and at worst.</summary>
internal sealed class JournalRow : IRow
{
    // From one fold of a million items through the next: some 4,000 checkpoints carry pieces, and 14,000 none. Fewer would show one half alone.
    private const int CheckpointsOfACycle = 30_000;

    public string Name => "journal";

    public string Summary => "an awaited checkpoint at NORMAL of journaled items that change, folds included  [--items 1000,100000,1000000] [--checkpoints 30000]";

    public async Task RunAsync(Arguments arguments)
    {
        var checkpoints = arguments.Number("checkpoints", CheckpointsOfACycle);
        var table = new Table("state", "items", "mean µs", "p50", "p99", "worst", "mean bytes", "p99", "worst", "beside a copy", "bytes", "worst µs", "resume ms");
        foreach (var kind in Enum.GetValues<JournalKind>())
        {
            foreach (var items in arguments.Numbers("items", "1000,100000,1000000"))
            {
                var contender = new JournalContender($"Journaled{kind}", kind, items, checkpoints);
                if (!contender.Name.Contains(arguments.Only, StringComparison.Ordinal)) continue;
                var series = (await Rounds.RunAsync([contender], arguments.Rounds, arguments.Folder))[0];
                var beside = contender.BesideACopy;
                table.Add(
                    series.Name, $"{items:N0}", $"{series.MeanLatency:N0}", $"{contender.Micros(0.5):N0}", $"{contender.Micros(0.99):N0}", $"{contender.Micros(1):N0}",
                    $"{contender.MeanBytes:N0}", $"{contender.Bytes(0.99):N0}", $"{contender.Bytes(1):N0}",
                    $"{beside.Count:N0}", $"{beside.Bytes:N0}", $"{beside.Micros:N0}", $"{series.Median:N0}");
            }
        }

        Console.WriteLine($"{checkpoints} checkpoints a run, {CheckpointRow.AddedEachTime} items changed before each, {arguments.Rounds} rounds");
        Console.WriteLine();
        Console.WriteLine(table);
    }
}
