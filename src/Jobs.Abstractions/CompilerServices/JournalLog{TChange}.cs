namespace Jobs.CompilerServices;

/// <summary>The pending changes of one kind of collection. Their number is bounded by that of the items.</summary>
internal sealed class JournalLog<TChange> : JournalLog
{
    private const int ChangesMin = 1024;

    // Read and shortened by the runtime inside a checkpoint call, which the job's code awaits: never concurrently.
    private readonly List<TChange> _changes = [];
    private int _written; // How many of them an entry holds that is on its way to the store.

    /// <summary>The changes, oldest first.</summary>
    public List<TChange> Changes => _changes;

    /// <inheritdoc/>
    public override int PendingChanges => _changes.Count;

    /// <summary>
    /// Adds a change. When it returns true, the changes take more than twice what all items would:
    /// <see cref="Restart"/> and add the items instead.
    /// </summary>
    public bool Add(TChange change, int count)
    {
        _changes.Add(change);
        return _changes.Count - _written > ChangesMin + (2L * count);
    }

    /// <summary>Puts one change in the place of all that no entry holds.</summary>
    public void Restart(TChange clear)
    {
        _changes.RemoveRange(_written, _changes.Count - _written);
        _changes.Add(clear);
    }

    /// <summary>All of them are in an entry that will be acknowledged, or written again.</summary>
    public void MarkWritten() => _written = _changes.Count;

    /// <summary>Drops all: the collection was rebuilt.</summary>
    public void Forget() => Acknowledge(_changes.Count);

    /// <inheritdoc/>
    public override void Acknowledge(int changes)
    {
        _changes.RemoveRange(0, changes);
        _written = 0;
    }
}
