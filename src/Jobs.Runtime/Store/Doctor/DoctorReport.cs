namespace Jobs;

/// <summary>What a look into a store found.</summary>
public sealed record DoctorReport
{
    /// <summary>The store's file, on its canonical path.</summary>
    public required string StoreFile { get; init; }

    /// <summary>The schema's version in the file.</summary>
    public required int SchemaVersion { get; init; }

    /// <summary>Who owned it last, by its card, or null when nobody is named.</summary>
    public string? Owner { get; init; }

    /// <summary>The user as whom it ran, by name or number, when that is another than this process's; null too where it is not known.</summary>
    public string? OwnerUser { get; init; }

    /// <summary>Whether a process owns it now, by its lock.</summary>
    public bool IsOwned { get; init; }

    /// <summary>Whether that owner listens. False also for one that takes no clients, and for one of another user, which listens to that user alone.</summary>
    public bool IsListening { get; init; }

    /// <summary>Whether the last owner closed it. False while one owns it.</summary>
    public bool WasClosed { get; init; }

    /// <summary>How many checks were made.</summary>
    public int ChecksMade { get; init; }

    /// <summary>What must not be. Empty for a store that is well.</summary>
    public IReadOnlyList<DoctorFinding> Findings { get; init; } = [];

    /// <summary>
    /// Commands to large trees that hold, and are not yet written into all rows: a host does so a stretch at a time, and goes on where
    /// the last one stopped. No finding: it is how a large tree is told something.
    /// </summary>
    public IReadOnlyList<UnfinishedCommand> UnfinishedCommands { get; init; } = [];

    /// <summary>Jobs that do not move by themselves, or not now, each with why: the oldest 1,000.</summary>
    public IReadOnlyList<WaitingJob> Waiting { get; init; } = [];
}

/// <summary>An invariant of the store that does not hold.</summary>
/// <param name="Check">A short name of the check, such as <c>journal-gap</c>; it never changes its meaning.</param>
/// <param name="Text">What is wrong, and where.</param>
/// <param name="Job">The job that it is about, or none.</param>
public sealed record DoctorFinding(string Check, string Text, JobId Job = default);

/// <summary>A command to a tree that is not yet written into all its rows.</summary>
/// <param name="Job">The job that it was given to.</param>
/// <param name="Command"><c>Cancel</c>, <c>Pause</c> or <c>Resume</c>.</param>
/// <param name="RowsLeft">How many rows of the tree the sweep has not looked at.</param>
/// <param name="Text">What that means, and who goes on with it.</param>
public sealed record UnfinishedCommand(JobId Job, string Command, long RowsLeft, string Text);

/// <summary>Why a job does not move.</summary>
public enum WaitingReason
{
    /// <summary>It may start when a host has a permit for it; or it runs, which only its host knows.</summary>
    Ready,

    /// <summary>It, or one above it, is paused.</summary>
    Paused,

    /// <summary>Its cancellation was acknowledged; a host ends it.</summary>
    Cancelling,

    /// <summary>Its due time has not come.</summary>
    NotDue,

    /// <summary>An attempt failed, and the next one waits for its backoff.</summary>
    Retry,

    /// <summary>Its last host had no class of its name.</summary>
    UnknownClass,

    /// <summary>It killed its process so often that it runs alone.</summary>
    Suspect,

    /// <summary>It has active children, and waits for them or will.</summary>
    Children,

    /// <summary>It is inside a durable sleep, unless something woke it.</summary>
    Sleep,

    /// <summary>Its last host could not read its bytes.</summary>
    Parked,
}

/// <summary>An active job, and why it does not move.</summary>
/// <param name="Id">The job.</param>
/// <param name="Name">Its stored name.</param>
/// <param name="Reason">Why, in a word.</param>
/// <param name="Text">Why, and what to do about it.</param>
public sealed record WaitingJob(JobId Id, string Name, WaitingReason Reason, string Text);
