namespace Jobs;

/// <summary>What may be said about one dispatched task.</summary>
public sealed record TaskOptions
{
    /// <summary>
    /// The identity in place of the arguments: Unicode text of 1 to 256 characters; null for the arguments. Any other key is a
    /// <see cref="JobUsageException"/> at the dispatch.
    /// </summary>
    public string? Key { get; init; }

    /// <summary>
    /// Whether the result is stored and found again by the task's identity. False for polling and other repeated work:
    /// then the task runs whenever it is dispatched. Default true.
    /// </summary>
    public bool Remember { get; init; } = true;
}

/// <summary>What may be said about a group of tasks.</summary>
public sealed record GroupOptions
{
    /// <summary>Whether the first failure cancels what has not ended. Default false: a failure stops nobody else.</summary>
    public bool FailFast { get; init; }

    /// <summary>Whether results are stored and found again. Default true.</summary>
    public bool Remember { get; init; } = true;

    /// <summary>How many tasks of the group may run at once, 1 or more; null for as many as the pool has slots.</summary>
    public int? MaxParallel { get; init; }
}
