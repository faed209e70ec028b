namespace Jobs.Store;

/// <summary>
/// Effects that commit together or not at all. Relative and conditional: the store decides what applies, and answers in
/// <see cref="Answer"/>, which is what the loop applies to memory.
/// </summary>
internal abstract class Atom
{
    /// <summary>The job it is about: a failed atom fails the later atoms of that job in its batch.</summary>
    public required JobId Id { get; init; }

    /// <summary>
    /// The job that this is progress of: when it is applied, the same commit sets that job's crash count to zero. None when
    /// there is no count to reset.
    /// </summary>
    public JobId ProgressOf { get; init; }

    /// <summary>Written by the store within the commit, read by the loop after the acknowledgement.</summary>
    public AtomAnswer Answer { get; set; }

    /// <summary>Why it was rejected, or null.</summary>
    public string? RejectedBecause { get; set; }

    /// <summary>Called by the loop, on its thread, when the answer is durable. What it publishes is thereby never ahead of the store.</summary>
    public Action<Atom>? Acknowledged { get; set; }

    /// <summary>About how many bytes it writes: for the backlog's bound.</summary>
    public virtual int Size => 64;
}

/// <summary>What an atom came to.</summary>
internal enum AtomAnswer
{
    /// <summary>Not committed yet.</summary>
    Pending = 0,

    /// <summary>Its effects are stored.</summary>
    Applied,

    /// <summary>An equal submit or child exists; nothing was written.</summary>
    Duplicate,

    /// <summary>The attempt lost its fence, or the row is gone: nothing was written.</summary>
    Stale,

    /// <summary>Its own error: a constraint, a size. Nothing of it was written.</summary>
    Rejected,

    /// <summary>Nothing of this id, active or in history (commands).</summary>
    NotFound,

    /// <summary>Given by the loop, never by a store: the store stopped before it answered. Whether the atom is stored is for the next start to see.</summary>
    Lost,
}
