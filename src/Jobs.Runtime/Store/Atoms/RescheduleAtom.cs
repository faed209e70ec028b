namespace Jobs.Store;

/// <summary>
/// An attempt that ended without ending the job: retry, pause, shutdown. The row gets a new state, due time and rank, and
/// the next fence. The last checkpoint and its results stay. A row with a requested cancellation moves to history as
/// Cancelled instead; see <see cref="WasCancelled"/>.
/// </summary>
internal sealed class RescheduleAtom : Atom
{
    public required long Fence { get; init; }

    /// <summary>Ready or Scheduled.</summary>
    public required JobStatus Status { get; init; }

    public required DateTimeOffset DueAt { get; init; }

    public required long Rank { get; init; }

    /// <summary>Failures so far, this one included.</summary>
    public required int FailedAttempts { get; init; }

    /// <summary>Whether the stored final failures of tasks that no checkpoint covers are dropped: so on a retry, not on an interruption.</summary>
    public bool DropsTaskFailures { get; init; }

    public JobError? Error { get; init; }

    /// <summary>Answer: the row's flag, as it is now.</summary>
    public bool IsPaused { get; set; }

    /// <summary>Answer: whether the job ended as Cancelled.</summary>
    public bool WasCancelled { get; set; }
}
