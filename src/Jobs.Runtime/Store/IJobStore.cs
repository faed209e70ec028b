namespace Jobs.Store;

/// <summary>
/// Durable jobs, as batches of effects. Two implementations prove one contract suite: SQLite and in-memory. Except for
/// <see cref="OpenReader"/> every member is called from one thread at a time, the store writer's.
/// </summary>
internal interface IJobStore : IDisposable
{
    /// <summary>
    /// Takes the store for this process: owner lock, a new epoch, migrations, and the crash count of every job that the
    /// last owner's start mark names, when that owner did not close.
    /// </summary>
    /// <exception cref="JobStoreException">Locked, read-only, corrupt, newer, or not a store; the message says what to do.</exception>
    StoreSession Open(StoreOpening opening);

    /// <summary>
    /// Applies a batch in one transaction, atom by atom in order, and fills each atom's answer. An atom's own error
    /// (a constraint, a size) rejects that atom and what depends on it, never the batch.
    /// </summary>
    /// <exception cref="StoreCommitException">The transaction did not commit, or nobody knows whether it did.</exception>
    void Commit(WriteBatch batch);

    /// <summary>Whether a batch of this session was committed; asked after a commit whose fate is unknown, before it is sent again.</summary>
    bool WasCommitted(long session, long sequence);

    /// <summary>
    /// Asks whether this process still owns the store: the lock's identity and the stored epoch. Cheap; called every two
    /// seconds, because a commit, which asks for the epoch as well, may be long in coming.
    /// </summary>
    /// <exception cref="StoreCommitException">OwnerLost.</exception>
    void VerifyOwnership();

    /// <summary>Work for quiet moments: the WAL checkpoint, history beyond its retention. Bounded in time; true when more is left.</summary>
    bool Maintain(DateTimeOffset now);

    /// <summary>Gives up the room that was held back for a full volume. True when there was some: a commit may find room now.</summary>
    bool ReleaseReserve();

    /// <summary>
    /// Holds that room back again. False while the volume has too little: it still counts as full, though commits may succeed.
    /// True as well where none is held back.
    /// </summary>
    bool RestoreReserve();

    /// <summary>What the last call found that somebody should know though nothing failed by it, as a sentence that says what to do; told once.</summary>
    string? TakeWarning();

    /// <summary>Marks a clean stop: no start mark remains, the WAL is folded into the file.</summary>
    void Close();

    /// <summary>A read-only view for one thread.</summary>
    IStoreReader OpenReader();
}
