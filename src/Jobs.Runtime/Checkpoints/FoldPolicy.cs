namespace Jobs.Checkpoints;

/// <summary>When a journal is folded, and in how large pieces. Decision 0017 says what follows from the numbers.</summary>
internal sealed record FoldPolicy
{
    /// <summary>The defaults.</summary>
    public static FoldPolicy Default { get; } = new();

    /// <summary>Journals that weigh less are not worth the trouble.</summary>
    public int WeightMin { get; init; } = 64 * 1024;

    /// <summary>The least size of a piece, in bytes: a page. A fold of 1,000 small items takes one or two checkpoints.</summary>
    public int PieceBytesMin { get; init; } = 4 * 1024;

    /// <summary>The largest piece, in bytes: however much one checkpoint changed, the next is not to pay for it.</summary>
    public int PieceBytesMax { get; init; } = 4 * 1024 * 1024;
}
