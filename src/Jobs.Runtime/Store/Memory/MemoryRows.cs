namespace Jobs.Store;

/// <summary>An active job in memory.</summary>
internal sealed class MemoryJob
{
    public required StoredJob Row { get; set; }

    public required string? Key { get; init; }

    public required string? Token { get; init; }

    public required IReadOnlyDictionary<string, string> Tags { get; init; }

    /// <summary>Null once another job took it over, or retention did.</summary>
    public required byte[]? Input { get; set; }

    public required byte[] State { get; set; }

    public required int StateVersion { get; set; }

    /// <summary>The initial state and the initial items of journaled members, for who begins it anew.</summary>
    public required (byte[] State, byte[]? Items) First { get; init; }

    public List<StoredJournalEntry> Journal { get; init; } = [];

    public SortedDictionary<long, MemoryTaskResult> Results { get; init; } = [];

    public Dictionary<TaskIdentity, long> ResultIds { get; init; } = [];

    public Dictionary<string, DateTimeOffset> Sleeps { get; init; } = new(StringComparer.Ordinal);

    public Dictionary<string, JobId> Children { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Those of <see cref="Children"/> that it took over from the job that it runs again.</summary>
    public HashSet<JobId> Adopted { get; } = [];

    /// <summary>The ended job that it runs again, or none.</summary>
    public JobId RetryOf { get; init; }

    /// <summary>The job whose idempotency keys its tasks carry, when that is another one.</summary>
    public JobId OriginId { get; init; }

    /// <summary>What it was retried as, or none.</summary>
    public JobId RetriedAs { get; set; }

    public List<StoredLogLine> Log { get; } = [];

    public JobProgress? Progress { get; set; }

    public JobError? Error { get; set; }

    public long LastJournalSequence => Journal.Count == 0 ? 0 : Journal[^1].Sequence;

    /// <summary>Drops what only an active job needs, and who runs it again.</summary>
    public void DropActiveParts()
    {
        (Input, State) = (null, []);
        Journal.Clear();
        Results.Clear();
        ResultIds.Clear();
        Sleeps.Clear();
        Children.Clear();
    }

    /// <summary>Drops the failures that no checkpoint covers, and tells which they were.</summary>
    public List<long> DropTaskFailures()
    {
        var dropped = Results.Where(r => r.Value is { IsFaulted: true, IsCovered: false }).Select(r => r.Key).ToList();
        foreach (var id in dropped)
        {
            ResultIds.Remove(Results[id].Identity);
            Results.Remove(id);
        }

        return dropped;
    }
}

/// <summary>A stored task result in memory.</summary>
internal sealed class MemoryTaskResult
{
    public required TaskIdentity Identity { get; init; }

    public required byte[] Arguments { get; init; }

    public required bool IsFaulted { get; init; }

    public required byte[] Body { get; init; }

    public bool IsCovered { get; set; }
}

/// <summary>An ended job in memory.</summary>
internal sealed class MemoryHistory
{
    public required MemoryJob Job { get; init; }

    public required JobStatus Status { get; init; }

    public required int FailedAttempts { get; init; }

    public required DateTimeOffset FinishedAt { get; init; }

    public required JobError? Error { get; init; }

    public required byte[]? Result { get; init; }
}
