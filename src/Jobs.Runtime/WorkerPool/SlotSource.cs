namespace Jobs.WorkerPool;

/// <summary>
/// One claimant of a <see cref="SlotPool"/>, a job: its items wait in its own queue, in order, and it gets its turn for one
/// item when each other source with items has had its own. So a job with a million tasks delays one with three by three.
/// </summary>
internal sealed class SlotSource
{
    private readonly SlotPool _pool;

    internal SlotSource(SlotPool pool) => _pool = pool;

    /// <summary>How many items wait.</summary>
    public int Count => _pool.CountOf(this);

    // Both belong to the pool's gate.
    internal Queue<IWorkItem> Waiting { get; } = new();

    internal bool IsClosed { get; set; }

    /// <summary>Adds an item. False, and the item is not taken, once the source is closed.</summary>
    public bool Enqueue(IWorkItem item) => _pool.Enqueue(this, new ReadOnlySpan<IWorkItem>(in item));

    /// <summary>Adds items, in order, at the cost of one. False, and none is taken, once the source is closed.</summary>
    public bool Enqueue(ReadOnlySpan<IWorkItem> items) => _pool.Enqueue(this, items);

    /// <summary>Closes the source; returns the items that never started, in order. What runs goes on.</summary>
    public IReadOnlyList<IWorkItem> Close() => _pool.Close(this);
}
