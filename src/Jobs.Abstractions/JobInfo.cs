namespace Jobs;

/// <summary>What the store and the engine know of one job at one moment.</summary>
public sealed record JobInfo
{
    /// <summary>The job.</summary>
    public required JobId Id { get; init; }

    /// <summary>Its stored name.</summary>
    public required string Name { get; init; }

    /// <summary>The version it was stored with.</summary>
    public required int Version { get; init; }

    /// <summary>Where it is in its life.</summary>
    public required JobStatus Status { get; init; }

    /// <summary>Whether it, or one above it, is paused.</summary>
    public bool IsPaused { get; init; }

    /// <summary>
    /// Whether a host put it off as it was, because it has no class of its name or cannot read what is stored of it: <see cref="Error"/>
    /// says why. No attempt was spent; its host looks at it again at <see cref="DueAt"/>.
    /// </summary>
    public bool IsParked => Status == JobStatus.Scheduled && Error is { IsParking: true };

    /// <summary>Whether a cancellation was acknowledged that has not ended it yet.</summary>
    public bool IsCancelRequested { get; init; }

    /// <summary>Its priority.</summary>
    public JobPriority Priority { get; init; }

    /// <summary>The attempts it has spent: failures, not interruptions.</summary>
    public int FailedAttempts { get; init; }

    /// <summary>How often the process died while it ran, since it last committed progress.</summary>
    public int Crashes { get; init; }

    /// <summary>When its submit was committed.</summary>
    public DateTimeOffset SubmittedAt { get; init; }

    /// <summary>When it may start; while it sleeps, when it wakes.</summary>
    public DateTimeOffset DueAt { get; init; }

    /// <summary>When it ended, or null.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>The last error, or null.</summary>
    public JobError? Error { get; init; }

    /// <summary>The last stored progress, or null.</summary>
    public JobProgress? Progress { get; init; }

    /// <summary>The job that submitted it, or none.</summary>
    public JobId ParentId { get; init; }

    /// <summary>The job at the top of its tree; itself when it has no parent.</summary>
    public JobId RootId { get; init; }

    /// <summary>Its key, or null.</summary>
    public string? Key { get; init; }

    /// <summary>Its tags.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>The ended job that this one runs again, or none.</summary>
    public JobId RetryOf { get; init; }

    /// <summary>The job that runs this ended one again, or none.</summary>
    public JobId RetriedAs { get; init; }
}
