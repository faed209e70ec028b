namespace Jobs.Engine;

/// <summary>The engine's bounds and times, in one place. Hosting fills it from what the user said.</summary>
internal sealed record EngineOptions
{
    /// <summary>Jobs whose <c>RunAsync</c> runs at once.</summary>
    public int MaxRunningJobs { get; init; } = 64;

    /// <summary>Ready jobs that memory holds; the rest waits in the store.</summary>
    public int WindowMax { get; init; } = 16_384;

    /// <summary>
    /// Bytes of submitted jobs that memory holds until they start, so that they start without a read. Beyond it only their rows
    /// are held: 16,384 inputs of a mebibyte each would be more than a machine has.
    /// </summary>
    public long PayloadBytesMax { get; init; } = 64 * 1024 * 1024;

    public Durability Durability { get; init; } = Durability.Flushed;

    public JobLimits Limits { get; init; } = JobLimits.Default;

    public RetryPolicy Retry { get; init; } = RetryPolicy.Default;

    public TimeSpan CheckpointInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long code may take to stop after its token fired for a timeout or a cancellation.</summary>
    public TimeSpan StopGrace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Attempts that were given up and whose code still runs, beyond which nothing new starts: each keeps a thread, and what its
    /// code holds, for as long as it likes. Only the end of that code, or of the process, frees them.
    /// </summary>
    public int ZombiesMax { get; init; } = 64;

    /// <summary>Crashes without progress after which a job is a suspect and runs alone.</summary>
    public int CrashesMax { get; init; } = 5;

    /// <summary>How many more set it aside, the last of them while it is alone: one may be a kill from outside that met it there by chance.</summary>
    public int CrashesAlone { get; init; } = 3;

    /// <summary>
    /// Attempts whose frames wait in memory because they made way for a higher priority, those that were asked to included. What
    /// is to make way beyond it is unwound to its checkpoint. 0 unwinds always.
    /// </summary>
    public int SuspendedMax { get; init; } = 256;

    /// <summary>How long one that was asked to make way may take before another is asked in its place.</summary>
    public TimeSpan MakeWayPatience { get; init; } = TimeSpan.FromMilliseconds(10);

    /// <summary>How long a job that waited so long that it went before a higher priority is not asked to make way.</summary>
    public TimeSpan TurnMin { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a suspect keeps all others out.</summary>
    public TimeSpan ProbationMax { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>When a job that this host does not know, or cannot read, is looked at again.</summary>
    public TimeSpan ParkTime { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How often subscribers hear of one job's progress at most: oftener than an eye follows would only wake threads.</summary>
    public TimeSpan NoticeInterval { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>How often one job's progress is written at most.</summary>
    public TimeSpan NoteInterval { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>A wall clock that jumps is noticed within this time.</summary>
    public TimeSpan ClockWaitMax { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long another process's transient hold on the store is waited for.</summary>
    public TimeSpan OwnerWait { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Atoms of one batch. Beyond it nothing is gained, and memory and the time of one commit grow.</summary>
    public int BatchAtomsMax { get; init; } = 8192;

    /// <summary>
    /// Jobs that are on their way to their end because they were cancelled before they ran: a cancelled tree of thousands ends so many
    /// at a time, twenty milliseconds of the writer's time, and what others want committed goes between.
    /// </summary>
    public int EndingsMax { get; init; } = 500;

    /// <summary>Bytes of one batch.</summary>
    public long BatchBytesMax { get; init; } = 8 * 1024 * 1024;

    /// <summary>Bytes that may wait for the writer; beyond it submits are refused.</summary>
    public long BacklogBytesMax { get; init; } = 256 * 1024 * 1024;

    /// <summary>Ended jobs whose outcome is answered from memory.</summary>
    public int RecentMax { get; init; } = 16_384;

    /// <summary>Slots of the pools by name. "default" is always there.</summary>
    public IReadOnlyDictionary<string, int> Pools { get; init; } = new Dictionary<string, int>();

    public int DefaultPoolSlots { get; init; } = Math.Max(2, Environment.ProcessorCount);
}
