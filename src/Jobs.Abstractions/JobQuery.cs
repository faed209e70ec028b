namespace Jobs;

/// <summary>Which jobs to list. Conditions are joined by and; the newest come first.</summary>
public sealed record JobQuery
{
    /// <summary>Only of this stored name.</summary>
    public string? Name { get; init; }

    /// <summary>Only in this status. <see cref="JobStatus.Running"/> is known to the engine that runs the job.</summary>
    public JobStatus? Status { get; init; }

    /// <summary>Only jobs that are paused, themselves or with their tree. Ended jobs are not. Default false.</summary>
    public bool OnlyPaused { get; init; }

    /// <summary>Only jobs that are parked (<see cref="JobInfo.IsParked"/>). Default false.</summary>
    public bool OnlyParked { get; init; }

    /// <summary>Only children of this job.</summary>
    public JobId ParentId { get; init; }

    /// <summary>Only with this tag.</summary>
    public KeyValuePair<string, string>? Tag { get; init; }

    /// <summary>Only older than this id: pass the last id of a page to read the next.</summary>
    public JobId Before { get; init; }

    /// <summary>How many, 1 to 1000. Default 100.</summary>
    public int Limit { get; init; } = 100;
}
