namespace Jobs.Store;

/// <summary>How a store is to be opened.</summary>
/// <param name="Now">The wall clock, UTC.</param>
/// <param name="ProcessName">What a second owner's error names: program and process id.</param>
/// <param name="OwnerWait">How long a transient holder of the lock is waited for.</param>
/// <param name="IsVisit">
/// Whether this is a client's call on a resting store: it commits under an epoch of its own, but neither recovers nor counts
/// crashes, and leaves the start mark and the question of a clean stop to the next owner.
/// </param>
internal sealed record StoreOpening(DateTimeOffset Now, string ProcessName, TimeSpan OwnerWait, bool IsVisit = false);

/// <summary>What opening a store told.</summary>
/// <param name="Epoch">This owner's epoch; larger than that of every owner before.</param>
/// <param name="Node">The node bits for ids made here, 0 to 255.</param>
/// <param name="IdHighWater">No id at or below this may be made.</param>
/// <param name="WasUnclean">Whether the last owner did not close.</param>
/// <param name="Suspects">The active jobs that the last owner's start mark names, their crash counts already raised.</param>
internal sealed record StoreSession(
    long Epoch, int Node, long IdHighWater, bool WasUnclean, IReadOnlyList<CrashSuspect> Suspects)
{
    /// <summary>The file on its canonical path, or null for a store that is none.</summary>
    public string? File { get; init; }

    /// <summary>Whether a command to a tree is unfinished: the last owner, or a visitor, left rows to the sweep.</summary>
    public bool HasUnfinishedCommands { get; init; }

    /// <summary>What other processes read of this owner, or null for a store that they cannot reach.</summary>
    public OwnerCard? Card { get; init; }
}

/// <summary>A job that may have killed its process.</summary>
/// <param name="Id">The job.</param>
/// <param name="Fence">Its valid fence.</param>
/// <param name="Crashes">Crashes since it last committed progress.</param>
/// <param name="WasAlone">Whether it ran alone, on probation, so that nobody else can be guilty.</param>
internal sealed record CrashSuspect(JobId Id, long Fence, int Crashes, bool WasAlone);
