using Jobs.Catalog;
using Jobs.CompilerServices;
using Jobs.Store;

namespace Jobs.Checkpoints;

/// <summary>
/// Writes one attempt's journaled members: what changed, and with it the next piece of a fold while one is under way. One
/// draft at a time, which is confirmed or refused before the next. Not thread-safe.
/// </summary>
internal sealed class JournalWriter
{
    private readonly JobDescriptor _descriptor;
    private readonly object _job;
    private readonly JobLimits _limits;
    private readonly JournalBaseline _baseline;
    private bool _isFolding;

    /// <param name="descriptor">The job's.</param>
    /// <param name="job">The instance of the attempt, rebuilt from <paramref name="payload"/>.</param>
    /// <param name="limits">The bounds of an entry.</param>
    /// <param name="payload">What is stored.</param>
    /// <param name="policy">When to fold; null for the default.</param>
    public JournalWriter(JobDescriptor descriptor, object job, JobLimits limits, StoredPayload payload, FoldPolicy? policy = null)
    {
        (_descriptor, _job, _limits) = (descriptor, job, limits);
        _baseline = new JournalBaseline(
            payload.JournalSequence, payload.Journal, descriptor.GetJournals(job).Sum(j => j.Log.FoldedBytes),
            isOtherVersion: payload.Journal.Count > 0 && payload.StateVersion != descriptor.Version,
            policy);
    }

    /// <summary>The next entry, or null when there is nothing to write.</summary>
    /// <exception cref="JobPayloadException">An item cannot be stored, or the entry is too large.</exception>
    public JournalDraft? Take()
    {
        if (!_descriptor.HasJournals) return null;
        var journals = _descriptor.GetJournals(_job);
        int[] marks = [.. journals.Select(j => j.Log.PendingChanges)];
        if (_baseline.NeedsBase)
        {
            EndFold(journals);
            return new JournalDraft(_baseline.NextBase(Encode(full: true)), marks);
        }

        // Without a change there is no entry, and nothing more to fold than before.
        if (!marks.Any(m => m > 0)) return null;
        if (_baseline.PrefersBase && TryEncode(full: true) is { } all) return new JournalDraft(_baseline.NextBase(all), marks);
        if (_baseline.WantsPiece && TakeWithPiece(journals, marks) is { } draft) return draft;
        return new JournalDraft(_baseline.Next(Encode(full: false), endsFold: false), marks);
    }

    /// <summary>The draft is durable.</summary>
    public void Confirm(JournalDraft draft)
    {
        _baseline.Advance(draft.Entry, draft.PieceBytes);
        var journals = _descriptor.GetJournals(_job);
        for (var i = 0; i < draft.Marks.Length; i++) journals[i].Log.Acknowledge(draft.Marks[i]);
        if (draft.EndsFold) EndFold(journals);
    }

    /// <summary>The draft was not stored.</summary>
    public void Refuse() => _baseline.Invalidate();

    private JournalDraft? TakeWithPiece(IReadOnlyList<IJournal> journals, int[] marks)
    {
        var allowed = _baseline.PieceBytes;
        var budget = new FoldBudget(allowed);
        foreach (var journal in journals)
        {
            if (!_isFolding) journal.Log.BeginFold();
            journal.Log.AllowPiece(budget);
        }

        _isFolding = true;
        if (TryEncode(full: false) is { } body)
        {
            var endsFold = journals.All(j => j.Log.IsFolded);
            var pieceBytes = Math.Min(allowed - budget.BytesLeft, body.Length); // Free slots count as bytes.
            return new JournalDraft(_baseline.Next(body, endsFold), marks, pieceBytes, endsFold);
        }

        EndFold(journals);
        return null;
    }

    // Perhaps what is more than the changes is too much, or holds an item that was spoilt in place: no fault of these changes.
    private byte[]? TryEncode(bool full)
    {
        try
        {
            return Encode(full);
        }
        catch (JobPayloadException)
        {
            return null;
        }
    }

    private void EndFold(IReadOnlyList<IJournal> journals)
    {
        _isFolding = false;
        _baseline.EndFold();
        foreach (var journal in journals) journal.Log.EndFold();
    }

    private byte[] Encode(bool full) => PayloadEncoder.Journals(_descriptor, _job, full, _limits);
}
