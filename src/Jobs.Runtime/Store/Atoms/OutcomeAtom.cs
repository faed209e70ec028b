namespace Jobs.Store;

/// <summary>
/// A job's end: the row moves to history with its result or error. With a completion everything that only an active job needs (payload,
/// state, journal, task results, sleeps) goes in the same atom; any other end keeps it, to be retried from. Applies where id, fence and a legal edge match. A completion of
/// a job with a requested cancellation is stored as Cancelled; see <see cref="StoredStatus"/>. Ended with a payload-free
/// Failed(OutcomeRejected) when its own bytes are refused, so that no ended job stays active.
/// </summary>
internal sealed class OutcomeAtom : Atom
{
    public required long Fence { get; init; }

    public required JobStatus Status { get; init; }

    /// <summary>The result's JSON, or null.</summary>
    public byte[]? Result { get; init; }

    public JobError? Error { get; init; }

    public required int FailedAttempts { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public required DateTimeOffset FinishedAt { get; init; }

    /// <summary>Whether the row could not be read: then no attempt holds it, its fence is not asked, and what goes into history is what of it makes sense.</summary>
    public bool IsUnreadable { get; init; }

    /// <summary>Answer: the status in history.</summary>
    public JobStatus StoredStatus { get; set; }

    public override int Size => 128 + (Result?.Length ?? 0);
}
