namespace Jobs.Store;

/// <summary>
/// What a job said: its newest progress, its new log lines. Lossy by design; newer progress of the job in the same open
/// batch replaces older.
/// </summary>
internal sealed class NoteAtom : Atom
{
    public required long Fence { get; init; }

    /// <summary>Written by the loop while the batch is open.</summary>
    public JobProgress? Progress { get; set; }

    /// <summary>Written by the loop while the batch is open.</summary>
    public List<StoredLogLine> Lines { get; } = [];
}
