using Jobs.Sqlite;

namespace Jobs.Store;

/// <summary>How a SQLite store behaves; the bounds that both stores have are <see cref="StoreLimits"/>.</summary>
internal sealed record SqliteStoreOptions
{
    /// <summary>The defaults.</summary>
    public static SqliteStoreOptions Default { get; } = new();

    /// <summary>The bounds.</summary>
    public StoreLimits Limits { get; init; } = StoreLimits.Default;

    /// <summary>How long SQLite waits, within one try, for a program that is not an owner but holds its lock.</summary>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Where the owner of a canonical path will listen to other processes, for its card; null when it will not. Asked before
    /// the lock is taken, so that who finds the lock held also finds where to go.
    /// </summary>
    public Func<string, string?>? SocketOf { get; init; }

    /// <summary>
    /// The largest size of the file in pages of 4 KiB, or null for none. A quota: a store that reaches it is full before the
    /// volume is.
    /// </summary>
    public long? PageCountMax { get; init; }

    /// <summary>
    /// How many bytes are held back beside the file for a volume that is full; 0 for none. Enough for some hundred commits
    /// of outcomes. A full store takes in work again when twice as much is free.
    /// </summary>
    public int ReserveBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>How many bytes the volume has free, or null to ask the system.</summary>
    public Func<long>? FreeBytes { get; init; }

    /// <summary>From how many WAL pages on a quiet moment is used to fold them into the file.</summary>
    public int WalPagesWhenQuiet { get; init; } = 1000;

    /// <summary>From how many WAL pages on they are folded under load: 64 MiB. Measured: 16 to 64 MiB is the optimum, and a WAL that is never folded costs a third of the throughput.</summary>
    public int WalPagesMax { get; init; } = 16_000;

    /// <summary>
    /// From how many WAL pages on readers must be keeping it from being used again: 256 MiB. It is then emptied as soon as they
    /// let it, and until then a warning is given, again at each doubling.
    /// </summary>
    public int WalPagesPinned { get; init; } = 65_536;

    /// <summary>
    /// How long the writer waits for readers of such a WAL: longer than reads that follow each other closely take, which never
    /// let go of it all at once; and short, because commits wait meanwhile.
    /// </summary>
    public TimeSpan WalPinnedWait { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>What fails on the store's connections. For tests alone.</summary>
    public ISqliteFailpoint? Failpoint { get; init; }

    /// <summary>The registered VFS below the store's connections, or null for the system's own. For tests alone: theirs record what reaches the disk.</summary>
    public string? Vfs { get; init; }
}
