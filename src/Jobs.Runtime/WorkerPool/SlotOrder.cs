using System.Diagnostics.CodeAnalysis;

namespace Jobs.WorkerPool;

/// <summary>
/// In which order a pool serves its sources: the higher level first, and inside a level round robin, one item each. A level
/// that was passed <see cref="PassesMax"/> times while it had items gets a turn before all higher ones, so nothing starves:
/// the next item of a level waits for at most that many of higher levels, and one of each other level that waited as long.
/// Touched under the pool's gate, except where a member says otherwise.
/// </summary>
internal sealed class SlotOrder
{
    /// <summary>Levels, from 0, the lowest.</summary>
    public const int Levels = 5;

    /// <summary>Items of higher levels that a level lets pass. A level that waits thus gets about 3 % of the slots at least.</summary>
    public const int PassesMax = 32;

    private readonly Level[] _levels = new Level[Levels];
    private int _highest = -1; // The highest level that has items; also read without the gate.

    public SlotOrder()
    {
        for (var i = 0; i < Levels; i++) _levels[i] = new Level();
    }

    /// <summary>Whether any source has an item that may be served.</summary>
    public bool Any => _highest >= 0;

    /// <summary>Whether an item of a higher level waits. Without the gate the answer may be a moment old.</summary>
    public bool HasAbove(int level) => Volatile.Read(ref _highest) > level;

    /// <summary>The sources that have their place, by level.</summary>
    public IEnumerable<SlotSource> Sources => _levels.SelectMany(level => level.Ring);

    /// <summary>A source has so many more items that may be served, or, less than none, fewer.</summary>
    public void Count(SlotSource source, int more)
    {
        var level = _levels[source.Level];
        if (level.Items == 0) level.Passed = 0; // It waits from now on.
        level.Items += more;
        if (source.Servable > 0 && !source.IsInRing)
        {
            source.IsInRing = true;
            level.Ring.Enqueue(source);
        }

        var highest = Levels - 1;
        while (highest >= 0 && _levels[highest].Items == 0) highest--;
        Volatile.Write(ref _highest, highest);
    }

    public bool TryNext([NotNullWhen(true)] out IWorkItem? item)
    {
        item = null;
        if (!Any) return false;
        var at = Next();
        var level = _levels[at];
        while (true)
        {
            var source = level.Ring.Dequeue();
            source.IsInRing = false;
            if (source.Servable == 0) continue; // Closed or held since it got its place.
            item = source.Take();
            Count(source, -1); // To the end of its ring, if it has more.
            break;
        }

        level.Passed = 0;
        for (var below = 0; below < at; below++)
        {
            if (_levels[below].Items > 0) _levels[below].Passed++;
        }

        return true;
    }

    private int Next()
    {
        for (var level = _highest; level >= 0; level--)
        {
            if (_levels[level].Items > 0 && _levels[level].Passed >= PassesMax) return level;
        }

        return _highest;
    }

    /// <summary>The sources of one level.</summary>
    private sealed class Level
    {
        /// <summary>Those that have items, each once, in the order of their turns; some may have lost theirs since.</summary>
        public Queue<SlotSource> Ring { get; } = new();

        /// <summary>Items of all of them that may be served.</summary>
        public int Items { get; set; }

        /// <summary>Items of higher levels that were served since this one had its turn.</summary>
        public int Passed { get; set; }
    }
}
