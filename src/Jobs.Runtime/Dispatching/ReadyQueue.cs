using System.Diagnostics.CodeAnalysis;

namespace Jobs.Dispatching;

/// <summary>
/// What may start, by rank and then by id, so that equal ranks are first come, first served. Kept apart by priority, because
/// a permit that was taken from lower work goes to higher work alone, whatever stands in front. Removal is lazy: who takes an
/// item asks it whether it still wants to start, and by the rank that it was taken by. Touched by the loop alone.
/// </summary>
internal sealed class ReadyQueue<T>
    where T : class
{
    private const int Lowest = (int)JobPriority.Idle;

    private readonly PriorityQueue<T, (long Rank, long Id)>[] _items = [.. Enum.GetValues<JobPriority>().Select(_ => new PriorityQueue<T, (long, long)>())];

    public void Add(T item, JobPriority priority, long rank, long id) => _items[(int)priority - Lowest].Enqueue(item, (rank, id));

    /// <summary>The next by rank, of whichever priority.</summary>
    public bool TryTake([NotNullWhen(true)] out T? item, out long rank)
    {
        PriorityQueue<T, (long, long)>? first = null;
        var front = (long.MaxValue, long.MaxValue);
        foreach (var items in _items)
        {
            if (!items.TryPeek(out _, out var key) || (first is not null && key.CompareTo(front) >= 0)) continue;
            first = items;
            front = key;
        }

        (item, rank) = (null, front.Item1);
        return first?.TryDequeue(out item, out _) ?? false;
    }

    /// <summary>The next of the highest priority above one that is fit; those that are not stay. One that <paramref name="isGone"/> is dropped.</summary>
    public bool TryTakeAbove(JobPriority priority, Func<T, long, bool> isGone, Func<T, bool> isFit, [NotNullWhen(true)] out T? item)
    {
        item = null;
        for (var level = _items.Length - 1; item is null && level > (int)priority - Lowest; level--)
        {
            List<(T Item, (long Rank, long) Key)> unfit = [];
            while (item is null && _items[level].TryDequeue(out var next, out var key))
            {
                if (isGone(next, key.Rank)) continue;
                if (isFit(next)) item = next;
                else unfit.Add((next, key));
            }

            foreach (var (left, key) in unfit) _items[level].Enqueue(left, key);
        }

        return item is not null;
    }

    /// <summary>Whether anything of a higher priority is held, wanted or not.</summary>
    public bool HasAbove(JobPriority priority)
    {
        for (var level = _items.Length - 1; level > (int)priority - Lowest; level--)
        {
            if (_items[level].Count > 0) return true;
        }

        return false;
    }

    /// <summary>All of a higher priority, those of the highest first, otherwise in no order.</summary>
    public IEnumerable<T> Above(JobPriority priority)
    {
        for (var level = _items.Length - 1; level > (int)priority - Lowest; level--)
        {
            foreach (var (item, _) in _items[level].UnorderedItems) yield return item;
        }
    }

    /// <summary>About the next ones: the front of each heap, which holds the very next first. For start marks, where a guess will do.</summary>
    public IEnumerable<T> Front(int count)
    {
        var filled = _items.Where(items => items.Count > 0).ToArray();
        return filled is [var only]
            ? only.UnorderedItems.Take(count).Select(i => i.Element)
            : filled.SelectMany(items => items.UnorderedItems.Take(count)).OrderBy(i => i.Priority).Take(count).Select(i => i.Element);
    }
}
