namespace Jobs.Store;

/// <summary>What an operator asks of a job and everything below it.</summary>
internal enum JobCommand
{
    Cancel,
    Pause,
    Resume,
}

/// <summary>
/// A command, applied to the job and all its active descendants in one transaction. Answers Applied with
/// <see cref="Affected"/>, NotFound, or Stale when the job has ended.
/// </summary>
internal sealed class CommandAtom : Atom
{
    public required JobCommand Command { get; init; }

    /// <summary>
    /// Makes a command that is sent again harmless: one whose token is known does nothing, and gets the first one's answer.
    /// Null for a caller who cannot lose the answer.
    /// </summary>
    public string? Token { get; init; }

    /// <summary>Answer: the active rows of the tree, after the command; flags and all.</summary>
    public IReadOnlyList<StoredJob> Affected { get; set; } = [];
}
