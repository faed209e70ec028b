using Jobs.Store;

namespace Jobs.Checkpoints;

/// <summary>
/// What the store holds of a job's journal: the next entry's number, and when to fold. A fold begins once what must be read
/// to rebuild the items outweighs what their last fold wrote by a factor, and is written in pieces that are bounded by
/// what checkpoints write anyway: so the stored journal stays within a few times its items, what is written within a few
/// times what was changed, and a checkpoint of a large collection costs what one of a small one does.
/// </summary>
internal sealed class JournalBaseline
{
    private const int EntryWeight = 64; // What a row costs beside its body, so that many tiny entries are folded too.

    private readonly FoldPolicy _policy;
    private long _base; // The entry that the items are rebuilt from.
    private long _baseWeight; // What the items took when they were folded last.
    private long _weight; // What the entries weigh from the base on.
    private long _foldStart; // The entry that began the fold that is under way; 0 for none.
    private long _foldWeight; // What the entries weigh from there on.
    private long _foldedBytes; // What its pieces take so far.
    private int _lastChangeBytes;
    private bool _needsBase;

    /// <param name="sequence">The last stored entry's number; 0 for none.</param>
    /// <param name="entries">What is stored from the newest base on.</param>
    /// <param name="foldedBytes">What the items took where they were rebuilt from, as the journaled members counted it.</param>
    /// <param name="isOtherVersion">Whether another version of the class wrote them: what it can read today it may not read for ever.</param>
    /// <param name="policy">When to fold; null for the default.</param>
    public JournalBaseline(
        long sequence, IReadOnlyList<StoredJournalEntry> entries, long foldedBytes = 0, bool isOtherVersion = false, FoldPolicy? policy = null)
    {
        _policy = policy ?? FoldPolicy.Default;
        Sequence = sequence;
        _base = entries.Count == 0 ? 0 : entries[0].Sequence;
        _baseWeight = foldedBytes;
        _weight = entries.Sum(WeightOf);

        // A fold that an attempt did not finish is lost with it. Where attempts keep ending that early, one that has read all the
        // entries writes them anew at once.
        PrefersBase = isOtherVersion || _weight > 4 * (_baseWeight + _policy.WeightMin);
    }

    /// <summary>The number of the last stored entry.</summary>
    public long Sequence { get; private set; }

    /// <summary>Whether the next entry must hold all items.</summary>
    public bool NeedsBase => _needsBase || Sequence == 0;

    /// <summary>Whether the next entry had better hold all items.</summary>
    public bool PrefersBase { get; private set; }

    /// <summary>Whether a fold is under way, or is to begin with the next entry.</summary>
    public bool WantsPiece => _foldStart != 0 || _weight > (2 * _baseWeight) + _policy.WeightMin;

    /// <summary>How many bytes the next piece may have: more than the changes, so that a fold overtakes them.</summary>
    public int PieceBytes => (int)Math.Clamp(2L * _lastChangeBytes, _policy.PieceBytesMin, _policy.PieceBytesMax);

    /// <summary>The next entry, if it holds all items.</summary>
    public StoredJournalEntry NextBase(byte[] body) => new(Sequence + 1, IsBase: true, body);

    /// <summary>The next entry, if it holds changes, with what the store needs to know of it.</summary>
    /// <param name="body">Its JSON.</param>
    /// <param name="endsFold">Whether the last piece of a fold is in it. If the first is too, it is a base by itself.</param>
    public StoredJournalEntry Next(byte[] body, bool endsFold)
    {
        if (!endsFold) return new(Sequence + 1, IsBase: false, body) { Base = _base };
        return _foldStart == 0 ? NextBase(body) : new(Sequence + 1, IsBase: false, body) { Base = _foldStart, EndsFold = true };
    }

    /// <summary>An entry is durable.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="pieceBytes">What of it is a piece of a fold; null when it has none.</param>
    public void Advance(StoredJournalEntry entry, int? pieceBytes = null)
    {
        Sequence = entry.Sequence;
        var weight = WeightOf(entry);
        _lastChangeBytes = entry.Body.Length - (pieceBytes ?? 0);
        PrefersBase = false;
        if (entry.IsBase)
        {
            (_base, _baseWeight, _weight, _needsBase) = (entry.Sequence, pieceBytes ?? entry.Body.Length, weight, false);
            EndFold();
            return;
        }

        _weight += weight;
        if (pieceBytes is not { } folded) return;
        if (_foldStart == 0) _foldStart = entry.Sequence;
        _foldWeight += weight;
        _foldedBytes += folded;
        if (!entry.EndsFold) return;
        (_base, _baseWeight, _weight) = (_foldStart, _foldedBytes, _foldWeight);
        EndFold();
    }

    /// <summary>An entry was refused: what memory holds as changes can no longer be trusted to follow what is stored.</summary>
    public void Invalidate() => _needsBase = true;

    /// <summary>The fold is over: complete, or given up, so that the next one begins at its first item.</summary>
    public void EndFold() => (_foldStart, _foldWeight, _foldedBytes) = (0, 0, 0);

    private static long WeightOf(StoredJournalEntry entry) => entry.Body.Length + EntryWeight;
}
