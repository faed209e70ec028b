using System.ComponentModel;

namespace Jobs.CompilerServices;

/// <summary>What the checkpoint code asks of a journaled collection.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IJournal
{
    /// <summary>How many items it holds.</summary>
    int Count { get; }

    /// <summary>How many changes were made since the last acknowledged write.</summary>
    int PendingChanges { get; }

    /// <summary>Forgets the oldest <paramref name="changes"/> pending changes: they are durable.</summary>
    void Acknowledge(int changes);
}
