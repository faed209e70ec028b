namespace Jobs.Store;

/// <summary>
/// The state, the journal's new entry, and which task results the author's loop has received: one atom, so that no result
/// is delivered twice across checkpoints and none is lost.
/// </summary>
internal sealed class CheckpointAtom : Atom
{
    public required long Fence { get; init; }

    public required byte[] State { get; init; }

    public required int StateVersion { get; init; }

    /// <summary>The journal's new entry, or null. A base takes the place of all entries before it.</summary>
    public StoredJournalEntry? Journal { get; init; }

    /// <summary>The results received since the last checkpoint.</summary>
    public required IReadOnlyList<long> CoveredResults { get; init; }

    public override int Size => 96 + State.Length + (Journal?.Body.Length ?? 0) + (8 * CoveredResults.Count);
}
