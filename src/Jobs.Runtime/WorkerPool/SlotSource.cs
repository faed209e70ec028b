namespace Jobs.WorkerPool;

/// <summary>
/// One claimant of a <see cref="SlotPool"/>, a job: its items wait in its own queue, in order, and it gets its turn for one
/// item when each other source of its level with items has had its own. So a job with a million tasks delays one with three by three.
/// </summary>
internal sealed class SlotSource
{
    private readonly SlotPool _pool;

    internal SlotSource(SlotPool pool, int level)
    {
        _pool = pool;
        Level = level;
    }

    /// <summary>How many items wait and have never run.</summary>
    public int Count => _pool.CountOf(this);

    /// <summary>The higher is served first.</summary>
    public int Level { get; }

    // All below belong to the pool's gate.

    /// <summary>Items that have never run.</summary>
    internal Queue<IWorkItem> Waiting { get; } = new();

    /// <summary>Items that gave their slot away and want another: before the others, and neither closed nor held with them, for their code has begun.</summary>
    internal LinkedList<IWorkItem> Returning { get; } = new();

    internal bool IsClosed { get; set; }

    /// <summary>Whether items that have never run are held back.</summary>
    internal bool IsHeld { get; set; }

    /// <summary>Whether it has its place among those that are served.</summary>
    internal bool IsInRing { get; set; }

    internal int Servable => Returning.Count + (IsHeld ? 0 : Waiting.Count);

    /// <summary>Adds an item. False, and the item is not taken, once the source is closed.</summary>
    public bool Enqueue(IWorkItem item) => _pool.Enqueue(this, new ReadOnlySpan<IWorkItem>(in item));

    /// <summary>Adds items, in order, at the cost of one. False, and none is taken, once the source is closed.</summary>
    public bool Enqueue(ReadOnlySpan<IWorkItem> items) => _pool.Enqueue(this, items);

    /// <summary>Closes the source; returns the items that never started, in order. What runs goes on.</summary>
    public IReadOnlyList<IWorkItem> Close() => _pool.Close(this);

    /// <summary>Holds items back that have never run, or lets them go. What runs goes on.</summary>
    public void Hold(bool isHeld) => _pool.Hold(this, isHeld);

    /// <summary>Whether a running item of this source should give its slot away: cheap, and perhaps a moment old.</summary>
    public bool ShouldGiveWay => _pool.HasAbove(Level);

    /// <summary>
    /// Gives the slot of a running item to an item of a higher level. True when that was done: the item is then started a
    /// second time, by turn, and is to go on when it is. False when nothing of a higher level waits any more, or the item was abandoned.
    /// </summary>
    public bool GiveWay(IWorkItem item) => _pool.GiveWay(this, item);

    /// <summary>Takes an item back that gave its slot away; false when it has got one already.</summary>
    public bool Withdraw(IWorkItem item) => _pool.Withdraw(this, item);

    internal IWorkItem Take()
    {
        if (Returning.First is not { } first) return Waiting.Dequeue();
        Returning.RemoveFirst();
        return first.Value;
    }
}
