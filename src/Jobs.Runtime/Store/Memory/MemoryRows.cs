namespace Jobs.Store;

/// <summary>An active job in memory.</summary>
internal sealed class MemoryJob
{
    public required StoredJob Row { get; set; }

    public required string? Key { get; init; }

    public required string? Token { get; init; }

    public required IReadOnlyDictionary<string, string> Tags { get; init; }

    public required byte[] Input { get; set; }

    public required byte[] State { get; set; }

    public required int StateVersion { get; set; }

    public List<StoredJournalEntry> Journal { get; } = [];

    public SortedDictionary<long, MemoryTaskResult> Results { get; } = [];

    public Dictionary<TaskIdentity, long> ResultIds { get; } = [];

    public Dictionary<string, DateTimeOffset> Sleeps { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, JobId> Children { get; } = new(StringComparer.Ordinal);

    public List<StoredLogLine> Log { get; } = [];

    public JobProgress? Progress { get; set; }

    public JobError? Error { get; set; }

    public long LastJournalSequence => Journal.Count == 0 ? 0 : Journal[^1].Sequence;

    /// <summary>Drops what only an active job needs.</summary>
    public void DropActiveParts()
    {
        (Input, State) = ([], []);
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
