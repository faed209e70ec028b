namespace Jobs.Dispatching;

/// <summary>
/// What may start, by rank and then by id, so that equal ranks are first come, first served. Removal is lazy: who takes an
/// item asks it whether it still wants to start. Touched by the loop alone.
/// </summary>
internal sealed class ReadyQueue<T>
    where T : class
{
    private readonly PriorityQueue<T, (long Rank, long Id)> _items = new();

    public int Count => _items.Count;

    public void Add(T item, long rank, long id) => _items.Enqueue(item, (rank, id));

    public bool TryTake([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out T? item) => _items.TryDequeue(out item, out _);

    public bool TryPeekRank(out long rank)
    {
        var any = _items.TryPeek(out _, out var key);
        rank = key.Rank;
        return any;
    }

    /// <summary>About the next ones: the front of the heap, which holds the very next first. For start marks, where a guess will do.</summary>
    public IEnumerable<T> Front(int count)
    {
        foreach (var (item, _) in _items.UnorderedItems)
        {
            if (count-- <= 0) yield break;
            yield return item;
        }
    }
}
