using System.Diagnostics;

namespace Jobs.Benchmarks.Checkpoints;

/// <summary>Changes journaled items without becoming larger, so that what is stored has to be folded again and again.</summary>
[Job("bench-steady-journal")]
public sealed partial class SteadyJournalJob
{
    private const int AddedAtOnce = 10_000;

    private readonly JournaledList<int> _list = [];
    private readonly JournaledSet<int> _set = [];
    private readonly JournaledDictionary<int, int> _map = [];
    private JournalFigures? _figures;

    /// <summary>Ends when a job has measured, and waits for its host to stop. Of one job at a time.</summary>
    internal static TaskCompletionSource Measured { get; set; } = new();

    /// <summary>The store's file, which nobody writes but he who copies the write-ahead log into it.</summary>
    internal static string StorePath { get; set; } = "";

    /// <summary>Which of its collections it uses.</summary>
    public required JournalKind Kind { get; init; }

    /// <summary>How many items it has.</summary>
    public required int Items { get; init; }

    /// <summary>How many checkpoints are measured.</summary>
    public required int Checkpoints { get; init; }

    /// <summary>Returns, in its second attempt, the ticks of each measured checkpoint, and the bytes that the process wrote from each to the next.</summary>
    private async Task<JournalFigures> RunAsync(Context ctx)
    {
        if (_figures is not null) return _figures; // Resumed, with all its items.
        var random = new Random(1);
        for (var i = 0; i < Items; i++)
        {
            if (Kind == JournalKind.List) _list.Add(i);
            else if (Kind == JournalKind.Set) _set.Add(i);
            else _map.Add(i, i);
            if (i % AddedAtOnce == AddedAtOnce - 1) await ctx.CheckpointAsync();
        }

        await ctx.CheckpointAsync();
        ChangeSome(random); // A fold's piece goes by what the checkpoint before changed, which filling's is not to decide.
        await ctx.CheckpointAsync();
        GC.Collect(); // What filling left behind is not to be collected within a checkpoint.

        var figures = new JournalFigures(new long[Checkpoints], new long[Checkpoints], new bool[Checkpoints]);
        var written = WrittenBytes.OfProcess();
        var copiedAt = File.GetLastWriteTimeUtc(StorePath);
        for (var i = 0; i < Checkpoints; i++)
        {
            ChangeSome(random);
            var startedAt = Stopwatch.GetTimestamp();
            await ctx.CheckpointAsync();
            figures.Ticks[i] = Stopwatch.GetElapsedTime(startedAt).Ticks;
            var now = WrittenBytes.OfProcess();
            figures.Bytes[i] = now - written;
            written = now;
            var last = File.GetLastWriteTimeUtc(StorePath);
            figures.IsBesideACopy[i] = last != copiedAt;
            copiedAt = last;
        }

        _figures = figures;
        await ctx.CheckpointAsync();
        Measured.SetResult();
        await Task.Delay(Timeout.Infinite, ctx.CancellationToken);
        return figures;
    }

    private void ChangeSome(Random random)
    {
        for (var change = 0; change < CheckpointRow.AddedEachTime; change++) Change(random.Next(Items), random.Next(1_000_000));
    }

    private void Change(int index, int value)
    {
        if (Kind == JournalKind.List) _list[index] = value;
        else if (Kind == JournalKind.Dictionary) _map[index] = value;
        else if (!_set.Remove(index)) _set.Add(index);
    }
}

/// <summary>The kinds of journaled collections.</summary>
public enum JournalKind
{
    List,
    Set,
    Dictionary,
}

/// <summary>What a <see cref="SteadyJournalJob"/> measured, by checkpoint, and whether the write-ahead log was copied meanwhile.</summary>
public sealed record JournalFigures(long[] Ticks, long[] Bytes, bool[] IsBesideACopy);
