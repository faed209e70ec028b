namespace Jobs;

/// <summary>What a host may say of its engine. Checked when the host starts; an error names the option and its range.</summary>
public sealed class JobsOptions
{
    /// <summary>How many jobs run at once, 1 to 100,000. A job that waits for a child or sleeps does not count. Default 64.</summary>
    public int MaxRunningJobs { get; set; } = 64;

    /// <summary>What an acknowledgement promises. Default <see cref="Durability.Flushed"/>.</summary>
    public Durability Durability { get; set; } = Durability.Flushed;

    /// <summary>The retry policy of jobs that say none of their own.</summary>
    public RetryPolicy Retry { get; set; } = RetryPolicy.Default;

    /// <summary>How long <c>CheckpointIfDueAsync</c> lets pass between two checkpoints. Zero saves at every call. Default 1 s.</summary>
    public TimeSpan CheckpointInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long code may go on after a timeout or a cancellation before it is abandoned. Default 5 s.</summary>
    public TimeSpan StopGrace { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How many attempts may go on after they were abandoned, 0 to 10,000. Beyond it the host says that it is unhealthy and
    /// starts nothing more until some of them have ended. Default 64.
    /// </summary>
    public int MaxAbandonedAttempts { get; set; } = 64;

    /// <summary>How long running jobs are let be when the host stops, before they are interrupted. Default 10 s.</summary>
    public TimeSpan ShutdownSoftDeadline { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a stopping host waits in all before it leaves jobs to recovery. Default 25 s, below the 30 s of the generic host.</summary>
    public TimeSpan ShutdownHardDeadline { get; set; } = TimeSpan.FromSeconds(25);

    /// <summary>How long a store that another process holds is waited for at the start. Default 5 s.</summary>
    public TimeSpan OwnerWait { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Whether the generic host stops, with exit code 1, when the store cannot be written any more: its disk failed, or another
    /// process took it over. Only a new start goes on from there. Default true.
    /// </summary>
    public bool StopApplicationOnStoreLoss { get; set; } = true;

    /// <summary>
    /// Whether other processes of this user may submit, watch and command jobs of this host's SQLite store, through a socket
    /// beside it. Default true.
    /// </summary>
    public bool AcceptRemoteClients { get; set; } = true;

    /// <summary>
    /// How many crashes without progress make a job a suspect that runs alone, 1 to 100; three more, the last while it is
    /// alone, quarantine it. Default 5.
    /// </summary>
    public int CrashesBeforeProbation { get; set; } = 5;

    /// <summary>How many ready jobs memory holds, 16 to 1,000,000; the rest waits in the store. Default 16,384.</summary>
    public int WindowSize { get; set; } = 16_384;

    /// <summary>How long ended jobs are kept. Default 7 days.</summary>
    public TimeSpan HistoryMaxAge { get; set; } = TimeSpan.FromDays(7);

    /// <summary>How many ended jobs are kept. Default 1,000,000.</summary>
    public long HistoryMaxCount { get; set; } = 1_000_000;

    /// <summary>
    /// How many bytes a store in a file holds back beside it, so that running work can record its outcomes when the volume is
    /// full; 0 for none, at most 1 GiB. A full store takes in work again when twice as much is free. Default 4 MiB.
    /// </summary>
    public int StoreReserveBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>The bounds on what is stored.</summary>
    public JobLimits Limits { get; set; } = JobLimits.Default;

    internal void Validate()
    {
        Require(MaxRunningJobs is >= 1 and <= 100_000, nameof(MaxRunningJobs), MaxRunningJobs, "1 to 100,000");
        Require(Enum.IsDefined(Durability), nameof(Durability), Durability, "Flushed or Committed");
        Require(Retry is { MaxAttempts: >= 1 and <= 1000 }, "Retry.MaxAttempts", Retry?.MaxAttempts, "1 to 1000");
        Require(CheckpointInterval >= TimeSpan.Zero, nameof(CheckpointInterval), CheckpointInterval, "zero or longer");
        Require(StopGrace >= TimeSpan.Zero, nameof(StopGrace), StopGrace, "zero or longer");
        Require(MaxAbandonedAttempts is >= 0 and <= 10_000, nameof(MaxAbandonedAttempts), MaxAbandonedAttempts, "0 to 10,000");
        Require(ShutdownSoftDeadline >= TimeSpan.Zero, nameof(ShutdownSoftDeadline), ShutdownSoftDeadline, "zero or longer");
        Require(ShutdownHardDeadline >= ShutdownSoftDeadline, nameof(ShutdownHardDeadline), ShutdownHardDeadline, "at least ShutdownSoftDeadline");
        Require(OwnerWait >= TimeSpan.Zero, nameof(OwnerWait), OwnerWait, "zero or longer");
        Require(CrashesBeforeProbation is >= 1 and <= 100, nameof(CrashesBeforeProbation), CrashesBeforeProbation, "1 to 100");
        Require(WindowSize is >= 16 and <= 1_000_000, nameof(WindowSize), WindowSize, "16 to 1,000,000");
        Require(HistoryMaxAge >= TimeSpan.Zero, nameof(HistoryMaxAge), HistoryMaxAge, "zero or longer");
        Require(HistoryMaxCount >= 0, nameof(HistoryMaxCount), HistoryMaxCount, "0 or more");
        Require(StoreReserveBytes is >= 0 and <= 1024 * 1024 * 1024, nameof(StoreReserveBytes), StoreReserveBytes, "0 to 1,073,741,824");
        Require(Limits is not null, nameof(Limits), Limits, "JobLimits.Default or a copy of it");
    }

    private static void Require(bool holds, string option, object? value, string range)
    {
        if (!holds) throw new JobUsageException($"JobsOptions.{option} is {value ?? "null"}; allowed: {range}.");
    }
}
