namespace Jobs;

/// <summary>What happened.</summary>
public enum JobEventKind
{
    /// <summary>A submit is durable.</summary>
    Submitted,

    /// <summary>An attempt started.</summary>
    Started,

    /// <summary>The job reported progress. Lossy.</summary>
    Progressed,

    /// <summary>An attempt failed and another is scheduled.</summary>
    Retrying,

    /// <summary>An attempt was interrupted; the job runs again from its checkpoint.</summary>
    Interrupted,

    /// <summary>The job ended; <see cref="JobEvent.Status"/> says how.</summary>
    Ended,

    /// <summary>This subscriber fell behind: <see cref="JobEvent.Missed"/> events were left out here.</summary>
    Missed,

    /// <summary>A running job made way for a higher priority; it waits in memory.</summary>
    Suspended,

    /// <summary>A suspended job goes on where it stopped.</summary>
    Continued,
}

/// <summary>One notice to a subscriber. It is published after what it tells of is durable.</summary>
public sealed record JobEvent
{
    /// <summary>What happened.</summary>
    public required JobEventKind Kind { get; init; }

    /// <summary>The job; none for <see cref="JobEventKind.Missed"/>.</summary>
    public JobId Id { get; init; }

    /// <summary>Its stored name.</summary>
    public string JobName { get; init; } = "";

    /// <summary>Where it is in its life now.</summary>
    public JobStatus Status { get; init; }

    /// <summary>Whether the job is paused: after <see cref="JobEventKind.Interrupted"/> it goes on when it is resumed.</summary>
    public bool IsPaused { get; init; }

    /// <summary>The error of a failure, or null; of an interruption, why the job is parked.</summary>
    public JobError? Error { get; init; }

    /// <summary>The progress, for <see cref="JobEventKind.Progressed"/>.</summary>
    public JobProgress? Progress { get; init; }

    /// <summary>How many events were left out, for <see cref="JobEventKind.Missed"/>.</summary>
    public long Missed { get; init; }
}
