namespace Jobs.Store;

/// <summary>A row of the active table, as the loop keeps it in memory.</summary>
internal sealed record StoredJob
{
    public required JobId Id { get; init; }

    public required string Name { get; init; }

    public required int Version { get; init; }

    /// <summary>Scheduled, Ready, Sleeping or Blocked: the store does not know what runs.</summary>
    public required JobStatus Status { get; init; }

    public required JobPriority Priority { get; init; }

    /// <summary>The time it became ready less its priority's lead, in Unix milliseconds. Smaller runs first.</summary>
    public required long Rank { get; init; }

    public required DateTimeOffset DueAt { get; init; }

    /// <summary>Which attempt may write. Raised whenever an attempt ends without ending the job.</summary>
    public required long Fence { get; init; }

    /// <summary>Failures so far.</summary>
    public int FailedAttempts { get; init; }

    public int Crashes { get; init; }

    public bool IsPaused { get; init; }

    public bool IsCancelRequested { get; init; }

    /// <summary>Whether the row has something that only an attempt leaves: a checkpoint, a task's result, a child, a sleep, progress, a log line.</summary>
    public bool HasTraces { get; init; }

    /// <summary>Whether an attempt of it may have run. A crash and a pause raise the fence too; so does standing near the front at a crash.</summary>
    public bool MayHaveRun => FailedAttempts > 0 || Fence > 1 || HasTraces;

    public JobId ParentId { get; init; }

    public JobId RootId { get; init; }

    /// <summary>The submit's policy, or null for the job's and the host's.</summary>
    public RetryPolicy? Retry { get; init; }

    /// <summary>The submit's timeout, or null for the job's.</summary>
    public TimeSpan? Timeout { get; init; }

    public DateTimeOffset SubmittedAt { get; init; }

    /// <summary>
    /// Why no attempt can be made from the row, with its column and value, or null. What of it cannot be read has a
    /// stand-in, and the job is to be quarantined: one row that somebody or something spoilt must not keep the others from running.
    /// </summary>
    public string? Unreadable { get; init; }
}

/// <summary>What an attempt is built from.</summary>
/// <param name="Input">The input's JSON.</param>
/// <param name="State">The last checkpoint's JSON, or the initial state's.</param>
/// <param name="StateVersion">The version that wrote the state.</param>
/// <param name="Journal">Journal entries in order: the newest base first, if any was written, then what follows it.</param>
/// <param name="JournalSequence">The number of the last entry; 0 for none.</param>
internal sealed record StoredPayload(
    byte[] Input, byte[] State, int StateVersion, IReadOnlyList<StoredJournalEntry> Journal, long JournalSequence)
{
    /// <summary>The job that its tasks were dispatched by first, when it goes on where an ended one stopped; none when that is itself.</summary>
    public JobId OriginId { get; init; }
}

/// <summary>One journal entry. Numbers are contiguous; a gap means that the store is damaged.</summary>
/// <param name="Sequence">Its number, from 1.</param>
/// <param name="IsBase">Whether what it holds takes the place of all before it: all items, or the first piece of a fold that is complete.</param>
/// <param name="Body">Its JSON.</param>
internal sealed record StoredJournalEntry(long Sequence, bool IsBase, byte[] Body)
{
    /// <summary>Of an entry that is to be stored: the base that its job is rebuilt from with it. What is older may go, little by little.</summary>
    public long Base { get; init; } = IsBase ? Sequence : 0;

    /// <summary>Of an entry that is to be stored: whether it completes a fold, so that the entry <see cref="Base"/> becomes a base now.</summary>
    public bool EndsFold { get; init; }
}

/// <summary>A stored task result without its body.</summary>
internal readonly record struct StoredTaskKey(long ResultId, TaskIdentity Identity, bool IsFaulted, bool IsCovered);

/// <summary>A stored task result.</summary>
/// <param name="Arguments">The canonical arguments, compared with those of the dispatch that found it.</param>
/// <param name="IsFaulted">Whether <paramref name="Body"/> is an error.</param>
/// <param name="Body">The result's JSON, or the error's.</param>
internal sealed record StoredTaskResult(byte[] Arguments, bool IsFaulted, byte[] Body);

/// <summary>A job with its end.</summary>
/// <param name="Result">The result's JSON, or null.</param>
internal sealed record StoredJobDetails(JobInfo Info, byte[]? Result)
{
    /// <summary>The submit's retry policy, or null: for the job that runs it again.</summary>
    public RetryPolicy? Retry { get; init; }

    /// <summary>The submit's timeout, or null: for the same.</summary>
    public TimeSpan? Timeout { get; init; }
}

/// <summary>A kept log line.</summary>
internal sealed record StoredLogLine(DateTimeOffset At, string Text);
