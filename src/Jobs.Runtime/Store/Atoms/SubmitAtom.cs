namespace Jobs.Store;

/// <summary>
/// A new job: its row, payload and tags; and its parent's keyed record when it is a child. Answers Duplicate, with
/// <see cref="ExistingId"/>, when the idempotency token, the active key, or the parent's child key is taken; Stale when the
/// parent's fence is void. A child takes over its parent's pause and requested cancellation, as the rows are in that
/// transaction; so no late arrival escapes its tree.
/// </summary>
internal sealed class SubmitAtom : Atom
{
    public required StoredJob Job { get; init; }

    public string? Key { get; init; }

    public string? IdempotencyToken { get; init; }

    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    public required byte[] Input { get; init; }

    /// <summary>The initial state.</summary>
    public required byte[] State { get; init; }

    /// <summary>The initial items of journaled members, stored as entry 1, or null.</summary>
    public byte[]? JournalBase { get; init; }

    /// <summary>The key under which the parent (<see cref="StoredJob.ParentId"/>) finds the child again, or null for none.</summary>
    public string? ChildKey { get; init; }

    /// <summary>The parent's fence; the child is stored only while it is valid.</summary>
    public long ParentFence { get; init; }

    /// <summary>Answer: the job that is there already.</summary>
    public JobId ExistingId { get; set; }

    /// <summary>Answer: the stored name of the job that is there already; null when it is gone from history.</summary>
    public string? ExistingName { get; set; }

    /// <summary>Answer: whether that job was made by the same token, as by a submit that is sent again; else it has the key.</summary>
    public bool IsByToken { get; set; }

    /// <summary>Answer: whether it was stored paused.</summary>
    public bool IsPaused { get; set; }

    /// <summary>Answer: whether it was stored with a requested cancellation.</summary>
    public bool IsCancelRequested { get; set; }

    public override int Size => 200 + Input.Length + State.Length + (JournalBase?.Length ?? 0);
}
