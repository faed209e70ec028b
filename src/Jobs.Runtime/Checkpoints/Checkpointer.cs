using Jobs.Catalog;
using Jobs.CompilerServices;
using Jobs.Store;

namespace Jobs.Checkpoints;

/// <summary>
/// Saves one attempt's state. State is read on the caller's thread before the first await, so a snapshot cannot be torn;
/// two calls at once are refused, so deltas cannot overtake each other. "Saved" means committed.
/// </summary>
internal sealed class Checkpointer(
    ICheckpointSink sink, JobDescriptor descriptor, object job, JobId id, long fence, JobLimits limits,
    TimeProvider time, TimeSpan interval, JournalWriter journal, IReceivedResults received, long startedAt)
{
    private int _isSaving; // 1 while a call is under way; taken by compare-exchange by whichever thread of the job calls.
    private volatile Task<Atom>? _underWay; // Written by the saving call; read at the end of the attempt.
    private long _lastSavedAt = startedAt; // Written by the saving call; read by the next.

    /// <summary>Whether the interval since the last checkpoint has passed.</summary>
    public bool IsDue => time.GetElapsedTime(_lastSavedAt) >= interval;

    /// <summary>Whether a crash count is stored that progress resets. Written by the loop before the attempt starts and after an acknowledgement.</summary>
    public bool ResetsCrashes { get; set; }

    /// <summary>The version that the job's input was stored with; by default its class's.</summary>
    public int InputVersion { get; init; } = descriptor.Version;

    /// <summary>What a call that is under way waits for; null when none is. For the end of the attempt: code may return without having awaited its call.</summary>
    public Task<Atom>? UnderWay => _underWay;

    /// <summary>Saves, and returns when it is durable.</summary>
    /// <returns>What the store answered: Applied, or Stale when the attempt has lost its fence.</returns>
    public async ValueTask<AtomAnswer> SaveAsync()
    {
        if (Interlocked.CompareExchange(ref _isSaving, 1, 0) != 0)
        {
            throw new JobUsageException(
                $"Job '{descriptor.Name}' ({id}) began a checkpoint while another is not finished. Await each CheckpointAsync " +
                "before the next, and call it only from RunAsync, not from tasks that run beside it.");
        }

        try
        {
            var (atom, draft) = Snapshot();
            var saved = new TaskCompletionSource<Atom>(TaskCreationOptions.RunContinuationsAsynchronously);
            atom.Acknowledged = a => saved.TrySetResult(a);
            _underWay = saved.Task;
            sink.Commit(atom);
            await saved.Task.ConfigureAwait(true); // Back to the job's own threads: the author's code goes on from here.
            return Apply(atom, draft);
        }
        finally
        {
            _underWay = null;
            Volatile.Write(ref _isSaving, 0);
        }
    }

    private (CheckpointAtom Atom, JournalDraft? Draft) Snapshot()
    {
        var state = CarriedInput.State(descriptor, job, InputVersion, limits);
        var draft = journal.Take();
        return (
            new CheckpointAtom
            {
                Id = id,
                Fence = fence,
                State = state,
                StateVersion = descriptor.Version,
                Journal = draft?.Entry,
                CoveredResults = received.Take(),
                ProgressOf = ResetsCrashes ? id : JobId.None,
            },
            draft);
    }

    private AtomAnswer Apply(CheckpointAtom atom, JournalDraft? draft)
    {
        if (atom.Answer == AtomAnswer.Applied)
        {
            _lastSavedAt = time.GetTimestamp();
            if (draft is not null) journal.Confirm(draft);
            return atom.Answer;
        }

        received.PutBack(atom.CoveredResults);
        if (draft is not null) journal.Refuse();
        if (atom.Answer == AtomAnswer.Rejected)
        {
            throw new JobPayloadException(
                $"The store refused a checkpoint of job '{descriptor.Name}' ({id}): {atom.RejectedBecause} " +
                "The last checkpoint before it stands.");
        }

        return atom.Answer;
    }
}
