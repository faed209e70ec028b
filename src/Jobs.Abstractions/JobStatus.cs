namespace Jobs;

/// <summary>Where a job is in its life. Numbers are stored and never change; the edges are in docs/state-machine.md.</summary>
public enum JobStatus
{
    /// <summary>Waits for other jobs.</summary>
    Blocked = 1,

    /// <summary>Not due yet, by its own wish or because a retry waits for its backoff.</summary>
    Scheduled = 2,

    /// <summary>May start, unless it is paused.</summary>
    Ready = 3,

    /// <summary>One attempt of it holds its fence.</summary>
    Running = 4,

    /// <summary>Interrupted in memory to make way for a higher priority.</summary>
    Suspended = 5,

    /// <summary>Inside a durable sleep.</summary>
    Sleeping = 6,

    /// <summary>Ended with its result.</summary>
    Completed = 10,

    /// <summary>Ended by a permanent error.</summary>
    Failed = 11,

    /// <summary>Ended because its attempts are spent.</summary>
    DeadLettered = 12,

    /// <summary>Ended by a cancellation.</summary>
    Cancelled = 13,

    /// <summary>Ended because it was not started before its expiry.</summary>
    Expired = 14,

    /// <summary>Set aside: it kept killing its process, or its stored bytes could not be read.</summary>
    Quarantined = 15,
}
