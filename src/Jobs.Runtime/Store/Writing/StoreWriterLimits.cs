namespace Jobs.Store;

/// <summary>The bounds and intervals of the store writer, in one place.</summary>
internal sealed record StoreWriterLimits
{
    /// <summary>The defaults.</summary>
    public static StoreWriterLimits Default { get; } = new();

    /// <summary>The first wait after a busy commit; it doubles.</summary>
    public TimeSpan BusyDelay { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>The longest wait between two tries of a busy commit.</summary>
    public TimeSpan BusyDelayMax { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long another program may hold the store before it counts as lost.</summary>
    public TimeSpan BusyMax { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How often a full volume is probed, with the kept batch.</summary>
    public TimeSpan FullProbe { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How often ownership is verified: a replaced owner goes on for this long at most.</summary>
    public TimeSpan VerifyInterval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long nothing must come before maintenance: a WAL checkpoint's fsync between two small commits would be their latency's tail.</summary>
    public TimeSpan QuietTime { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>
    /// Between two pieces of upkeep that is overdue while commits follow each other; and as long as the last piece took, if that
    /// was longer. So at most half of the writer's time is spent on it, and what comes in cannot outrun what goes.
    /// </summary>
    public TimeSpan UpkeepPause { get; init; } = TimeSpan.FromMilliseconds(2);

    /// <summary>How often maintenance runs when nothing comes at all, and the longest that commits without a pause put it off.</summary>
    public TimeSpan MaintainInterval { get; init; } = TimeSpan.FromMinutes(1);
}
