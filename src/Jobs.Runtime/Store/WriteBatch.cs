namespace Jobs.Store;

/// <summary>
/// A sequence of atoms in causal order that commits in one transaction. Open while the loop adds to it; sealed, and from
/// then on touched by the store writer alone, when it is handed over.
/// </summary>
internal sealed class WriteBatch
{
    /// <summary>The epoch of the session that makes it.</summary>
    public required long Session { get; init; }

    /// <summary>1 for the session's first batch; contiguous.</summary>
    public required long Sequence { get; init; }

    /// <summary>The atoms, in order.</summary>
    public List<Atom> Atoms { get; } = [];

    /// <summary>What may run once this is committed, or null to leave the stored mark as it is.</summary>
    public StartMark? StartMark { get; set; }

    /// <summary>What its acknowledgements promise: the strongest that one of its atoms asks for.</summary>
    public Durability Durability { get; set; } = Durability.Committed;

    /// <summary>When it was sealed, UTC: the time that its rows carry.</summary>
    public DateTimeOffset SealedAt { get; set; }

    /// <summary>The largest id that its rows carry; the store keeps a high-water mark above it.</summary>
    public long IdHighWater { get; set; }
}

/// <summary>
/// The jobs that run, or may start, from now until the next commit. One row, replaced whole: it prunes itself, and names
/// the suspects after a crash.
/// </summary>
/// <param name="Ids">The jobs, in order. One whose waits took crashes back is named once more for each: a crash restores them.</param>
/// <param name="Alone">Whether the only one of them runs on probation.</param>
internal sealed record StartMark(long[] Ids, bool Alone);
