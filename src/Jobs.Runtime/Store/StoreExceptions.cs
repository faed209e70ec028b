namespace Jobs.Store;

/// <summary>What became of a transaction that did not succeed.</summary>
internal enum CommitFailure
{
    /// <summary>Another connection holds the file: nothing was applied; try again.</summary>
    Busy,

    /// <summary>No room: nothing was applied; try again when there is.</summary>
    Full,

    /// <summary>The store cannot be written any more: I/O error, corruption, read-only, lost. Nothing more is tried.</summary>
    Broken,

    /// <summary>Another owner took the store: this process's epoch is void.</summary>
    OwnerLost,

    /// <summary>The fate of the COMMIT is unknown: ask <see cref="IJobStore.WasCommitted"/> before trying again.</summary>
    Unknown,
}

/// <summary>A batch did not commit.</summary>
internal sealed class StoreCommitException : Exception
{
    public StoreCommitException(CommitFailure failure, string message, Exception? inner = null)
        : base(message, inner) => Failure = failure;

    public CommitFailure Failure { get; }
}
