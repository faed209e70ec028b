namespace Jobs.Store;

/// <summary>What an operator asks of a job and everything below it. Stored by number while it is unfinished.</summary>
internal enum JobCommand
{
    Cancel = 0,
    Pause = 1,
    Resume = 2,
}

/// <summary>
/// A command to the job and all its active descendants; it holds for all of them from its commit on. Written in that commit into
/// as many rows as <see cref="StoreLimits.TreeRowsMax"/> says; a larger tree is swept by <see cref="SweepAtom"/>s. Answers Applied,
/// NotFound, or Stale when the job has ended.
/// </summary>
internal sealed class CommandAtom : Atom
{
    public required JobCommand Command { get; init; }

    /// <summary>
    /// Makes a command that is sent again harmless: one whose token is known does nothing, and gets the first one's answer.
    /// Null for a caller who cannot lose the answer.
    /// </summary>
    public string? Token { get; init; }

    /// <summary>Answer: the active rows of the tree that it was written into, after the command; flags and all.</summary>
    public IReadOnlyList<StoredJob> Affected { get; set; } = [];

    /// <summary>Answer: whether rows are left to the sweep.</summary>
    public bool IsUnfinished { get; set; }

    /// <summary>Answer: the tree that it holds for; none when it did nothing.</summary>
    public JobId RootId { get; set; }
}
