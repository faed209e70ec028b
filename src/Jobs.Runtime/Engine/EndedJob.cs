using Jobs.Store;

namespace Jobs.Engine;

/// <summary>How a job ended, for those who waited.</summary>
internal sealed class EndedJob
{
    private readonly StoredJob? _row;
    private readonly OutcomeAtom? _outcome;
    private readonly StoredJobDetails? _details;

    /// <summary>From the outcome that was just acknowledged.</summary>
    public EndedJob(StoredJob row, OutcomeAtom outcome)
    {
        _row = row;
        _outcome = outcome;
        Status = outcome.StoredStatus;
        Result = Status == JobStatus.Completed ? outcome.Result : null;
        Error = outcome.Error;
    }

    /// <summary>From the store.</summary>
    public EndedJob(StoredJobDetails details)
    {
        _details = details;
        Status = details.Info.Status;
        Result = details.Result;
        Error = details.Info.Error;
    }

    public JobStatus Status { get; }

    public byte[]? Result { get; }

    public JobError? Error { get; }

    public string Name => _row?.Name ?? _details!.Info.Name;

    public JobInfo ToInfo() => _details?.Info ?? new JobInfo
    {
        Id = _row!.Id,
        Name = _row.Name,
        Version = _row.Version,
        Status = Status,
        Priority = _row.Priority,
        FailedAttempts = _outcome!.FailedAttempts,
        SubmittedAt = _row.SubmittedAt,
        DueAt = _row.DueAt,
        FinishedAt = _outcome.FinishedAt,
        Error = Error,
        ParentId = _row.ParentId,
        RootId = _row.RootId,
    };
}
