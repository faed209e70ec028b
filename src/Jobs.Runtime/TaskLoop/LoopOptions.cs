namespace Jobs.TaskLoop;

/// <summary>The bounds of a loop's turn.</summary>
internal sealed record LoopOptions
{
    /// <summary>
    /// How many urgent tasks one turn runs. A turn ends with dispatch and the write batch: the bound keeps both from waiting
    /// behind a flood, and is large enough that their cost is shared by many.
    /// </summary>
    public int IntakeMax { get; init; } = 1024;

    /// <summary>A turn that has run this many tasks serves no further held lane, except one that is overdue.</summary>
    public int Watermark { get; init; } = 256;

    /// <summary>For how many turns a held lane with work may be passed over before one of its tasks is run regardless.</summary>
    public int MaxHeldTurns { get; init; } = 8;

    /// <summary>How many tasks of one chain of follow-ups run before the lanes are served again.</summary>
    public int ChainMax { get; init; } = 64;

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(IntakeMax, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Watermark, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Watermark, IntakeMax);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxHeldTurns, 0);
        ArgumentOutOfRangeException.ThrowIfLessThan(ChainMax, 1);
    }
}
