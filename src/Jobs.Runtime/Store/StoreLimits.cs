namespace Jobs.Store;

/// <summary>The bounds of a store, in one place. Both implementations keep them.</summary>
internal sealed record StoreLimits
{
    /// <summary>The defaults.</summary>
    public static StoreLimits Default { get; } = new();

    /// <summary>How long ended jobs are kept.</summary>
    public TimeSpan HistoryMaxAge { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How many ended jobs are kept; beyond it the oldest go, whatever their age.</summary>
    public long HistoryMaxCount { get; init; } = 1_000_000;

    /// <summary>How many log lines of one job are kept; the newest ones.</summary>
    public int LogLinesMax { get; init; } = 1000;

    /// <summary>
    /// The largest single value of a row. Far above what callers may send (input 1 MiB, state 16 MiB), because the base
    /// entry of a journal holds whole collections; it keeps one value from growing past what a row can hold.
    /// </summary>
    public int ValueBytesMax { get; init; } = 512 * 1024 * 1024;

    /// <summary>
    /// How many history rows one <see cref="IJobStore.Maintain"/> looks at, and after how many rows of what they keep it makes a
    /// pause: a few milliseconds of the writer's time.
    /// </summary>
    public int MaintainChunk { get; init; } = 1000;

    /// <summary>
    /// How many rows of a side table the end of a job deletes in its own commit. A job with a million task results would keep
    /// every other commit waiting for seconds: what is beyond goes in upkeep, so many at a time.
    /// </summary>
    public int EndRowsMax { get; init; } = 1000;

    /// <summary>
    /// How many rows of a tree a command looks at in one commit; the rest are swept, so many in each commit that follows. Ten
    /// milliseconds of the writer's time: what others wait longer for it.
    /// </summary>
    public int TreeRowsMax { get; init; } = 500;

    /// <summary>
    /// How many journal entries that a newer base replaces go with one checkpoint: more than it adds, so that they become
    /// fewer, and few, because all of them at once would make that one checkpoint as slow as the journal is long.
    /// </summary>
    public int JournalRowsDroppedMax { get; init; } = 16;

    /// <summary>
    /// How long a command's token is known. Far longer than any client goes on asking; short, because a row is kept for each
    /// command that comes from another process.
    /// </summary>
    public TimeSpan CommandTokenMaxAge { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How often history is looked through.</summary>
    public TimeSpan RetentionInterval { get; init; } = TimeSpan.FromMinutes(1);
}
