using System.ComponentModel;

namespace Jobs.CompilerServices;

/// <summary>What the checkpoint code asks of a journaled collection.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IJournal
{
    /// <summary>How many items it holds.</summary>
    int Count { get; }

    /// <summary>What changed, and how far its items are folded.</summary>
    JournalLog Log { get; }
}
