using Jobs.Store;

namespace Jobs.Checkpoints;

/// <summary>
/// What the store holds of a job's journal: the next entry's number, and when to fold. Entries are folded into a new base
/// once the deltas since the last one outweigh it, so that what is written in all stays within twice what was changed, and
/// a checkpoint of a large collection costs what a small one does.
/// </summary>
internal sealed class JournalBaseline
{
    private const int FoldBytesMin = 64 * 1024;

    private long _baseBytes;
    private long _deltaBytes;
    private bool _needsBase;

    public JournalBaseline(long sequence, IEnumerable<StoredJournalEntry> entries)
    {
        Sequence = sequence;
        foreach (var entry in entries) Count(entry);
    }

    /// <summary>The number of the last stored entry.</summary>
    public long Sequence { get; private set; }

    /// <summary>Whether the next entry must hold all items.</summary>
    public bool WantsBase => _needsBase || Sequence == 0 || _deltaBytes > Math.Max(FoldBytesMin, _baseBytes);

    /// <summary>An entry is durable.</summary>
    public void Advance(StoredJournalEntry entry)
    {
        Sequence = entry.Sequence;
        Count(entry);
    }

    /// <summary>An entry was refused: what memory holds as changes can no longer be trusted to follow what is stored.</summary>
    public void Invalidate() => _needsBase = true;

    private void Count(StoredJournalEntry entry)
    {
        if (entry.IsBase)
        {
            _baseBytes = entry.Body.Length;
            _deltaBytes = 0;
            _needsBase = false;
        }
        else
        {
            _deltaBytes += entry.Body.Length;
        }
    }
}
