using System.Diagnostics;

namespace Jobs.Integration.Tests.Kit;

/// <summary>
/// What a large number of anything costs as it goes on: times and the live heap at each tenth. A service, because jobs are
/// built from stored bytes.
/// </summary>
public sealed class ScaleMeter(int count)
{
    private readonly Stopwatch _clock = new();
    private readonly List<(int Count, TimeSpan At, long HeapBytes)> _marks = []; // One thread at a time counts.
    private int _runs;

    /// <summary>How often a task or job ran.</summary>
    public int Runs => Volatile.Read(ref _runs);

    /// <summary>The largest live heap that a mark saw.</summary>
    public long HeapBytesMax => _marks.Max(m => m.HeapBytes);

    public static long LiveBytes()
    {
        GC.Collect(); // Once: GetTotalMemory would collect until the number stays, twenty times beside running code.
        return GC.GetTotalMemory(forceFullCollection: false);
    }

    public int CountRun() => Interlocked.Increment(ref _runs);

    public void Begin(int done)
    {
        _clock.Start();
        Mark(done);
    }

    public void Count(int done)
    {
        if (done % Math.Max(1, count / 10) == 0) Mark(done);
    }

    /// <summary>How many a second in the first, middle and last tenth, and the live heap at the most.</summary>
    public override string ToString()
    {
        var rates = _marks.Zip(_marks.Skip(1), (a, b) => (b.Count - a.Count) / (b.At - a.At).TotalSeconds).ToArray();
        return $"a second: {rates[0]:N0} in the first tenth, {rates[1]:N0} in the second, {rates[rates.Length / 2]:N0} in the middle, {rates[^1]:N0} in the last; " +
            $"live heap {HeapBytesMax / 1048576.0:N0} MiB at most";
    }

    private void Mark(int done)
    {
        _clock.Stop(); // A collection is the meter's, not the engine's.
        _marks.Add((done, _clock.Elapsed, LiveBytes()));
        _clock.Start();
    }
}
