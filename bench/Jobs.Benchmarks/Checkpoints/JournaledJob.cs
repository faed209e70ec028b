using System.Diagnostics;

namespace Jobs.Benchmarks.Checkpoints;

/// <summary>Keeps its items in a journaled list: a checkpoint writes what was added since the last one.</summary>
[Job("bench-journaled")]
public sealed partial class JournaledJob
{
    private readonly JournaledList<int> _items = [];

    /// <summary>How many items it has before it is measured.</summary>
    public required int Items { get; init; }

    /// <summary>How many checkpoints are measured.</summary>
    public required int Checkpoints { get; init; }

    /// <summary>Returns the ticks of each measured checkpoint.</summary>
    private async Task<long[]> RunAsync(Context ctx)
    {
        for (var i = 0; i < Items; i++) _items.Add(i);
        await ctx.CheckpointAsync();

        var ticks = new long[Checkpoints];
        for (var i = 0; i < Checkpoints; i++)
        {
            for (var added = 0; added < CheckpointRow.AddedEachTime; added++) _items.Add(added);
            var startedAt = Stopwatch.GetTimestamp();
            await ctx.CheckpointAsync();
            ticks[i] = Stopwatch.GetElapsedTime(startedAt).Ticks;
        }

        return ticks;
    }
}
