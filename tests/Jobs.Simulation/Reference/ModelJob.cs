using Jobs.Store;

namespace Jobs.Simulation.Reference;

/// <summary>What the model knows to be durable of one job.</summary>
internal sealed class ModelJob(SubmitAtom atom)
{
    /// <summary>Which of all commits stored it.</summary>
    public required long CommittedIn { get; init; }

    public JobId Id { get; } = atom.Id;

    public string Name { get; } = atom.Job.Name;

    public JobId ParentId { get; } = atom.Job.ParentId;

    public JobId RootId { get; } = atom.Job.RootId;

    public byte[] Input { get; } = atom.Input;

    public string? Key { get; } = atom.Key;

    public string? Token { get; } = atom.IdempotencyToken;

    public RetryPolicy? Retry { get; } = atom.Job.Retry;

    public bool HasTimeout { get; } = atom.Job.Timeout is not null;

    public JobStatus Status { get; set; } = atom.Job.Status;

    public DateTimeOffset DueAt { get; set; } = atom.Job.DueAt;

    public long Fence { get; set; } = atom.Job.Fence;

    public bool IsPaused { get; set; }

    public bool IsCancelRequested { get; set; }

    public int Crashes { get; set; }

    /// <summary>Whether the last crash convicted it: it was a suspect before, and ran alone.</summary>
    public bool IsConvicted { get; set; }

    public int FailedAttempts { get; set; }

    public long Rank { get; set; } = atom.Job.Rank;

    /// <summary>The stamp in the newest checkpoint; 0 for none.</summary>
    public long Stamp { get; set; }

    public byte[]? Result { get; set; }

    public JobError? Error { get; set; }

    public bool HasEnded => Status.IsTerminal();

    /// <summary>Stored task results by their identity.</summary>
    public Dictionary<TaskIdentity, ModelResult> Results { get; } = [];

    public Dictionary<string, JobId> Children { get; } = [];

    public Dictionary<string, DateTimeOffset> Sleeps { get; } = [];

    // What clients were told, and nobody has taken back since.

    /// <summary>A client knows that it is paused: none of its tasks may start.</summary>
    public bool IsKnownPaused { get; set; }

    /// <summary>A client knows that it is cancelled: none of its tasks may start.</summary>
    public bool IsKnownCancelled { get; set; }
}

/// <summary>One stored task result.</summary>
internal sealed record ModelResult(long Id, bool IsFaulted)
{
    public bool IsCovered { get; set; }
}
