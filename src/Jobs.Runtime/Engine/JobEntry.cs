using Jobs.CompilerServices;
using Jobs.Execution;
using Jobs.Scheduling;
using Jobs.Store;

namespace Jobs.Engine;

/// <summary>Where a job is, as the loop sees it. Finer than <see cref="JobStatus"/>, which is what is stored and shown.</summary>
internal enum EntryState
{
    /// <summary>Waits for its due time.</summary>
    Scheduled,

    /// <summary>In the ready queue.</summary>
    Ready,

    /// <summary>Has its permit; a start mark that names it must be durable before it starts.</summary>
    Marking,

    /// <summary>An attempt runs.</summary>
    Running,

    /// <summary>Its outcome or its next row is on the way to the store.</summary>
    Finishing,

    /// <summary>Stored anew, but code of an abandoned attempt still runs.</summary>
    AwaitingZombie,

    /// <summary>Not in memory any more: whoever still holds the entry drops it.</summary>
    Forgotten,
}

/// <summary>An active job in memory. Touched by the loop alone.</summary>
internal sealed class JobEntry(StoredJob row, JobDescriptor? descriptor)
{
    /// <summary>The row as it was last acknowledged.</summary>
    public StoredJob Row { get; set; } = row;

    /// <summary>Its class, or null when this host does not know it.</summary>
    public JobDescriptor? Descriptor { get; } = descriptor;

    public JobId Id => Row.Id;

    /// <summary>Finishing until it is put somewhere: what is not counted among the scheduled or ready must not be taken off their count.</summary>
    public EntryState State { get; set; } = EntryState.Finishing;

    /// <summary>Committed bytes that memory still has: a job submitted here starts without a read. Counted: set by <c>HoldPayload</c> alone.</summary>
    public StoredPayload? Payload { get; set; }

    public int Crashes { get; set; } = row.Crashes;

    /// <summary>How many its waits took back in this process, since its last progress: a mark names it once more for each.</summary>
    public int CrashesTakenBack { get; set; }

    /// <summary>Whether it had a crash against it when it came, and has made no progress since.</summary>
    public bool HasCrashes => Crashes + CrashesTakenBack > 0;

    public bool IsPaused { get; set; } = row.IsPaused;

    public bool IsCancelRequested { get; set; } = row.IsCancelRequested;

    /// <summary>Whether an attempt may have run before the next one.</summary>
    public bool IsResumed { get; set; } = row.MayHaveRun;

    public JobAttempt? Attempt { get; set; }

    public DateTimeOffset StartedAt { get; set; }

    public bool HoldsPermit { get; set; }

    /// <summary>With what rank it was queued last: its row's, or that of its suspension.</summary>
    public long QueuedRank { get; set; } = row.Rank;

    /// <summary>Whether its frame waits because it made way for a higher priority.</summary>
    public bool IsSuspended { get; set; }

    /// <summary>While it is suspended, what is left of its timeout; null for none.</summary>
    public TimeSpan? TimeoutLeft { get; set; }

    /// <summary>When it was asked last to make way, as a timestamp.</summary>
    public long AskedAt { get; set; }

    /// <summary>Until when it is not asked to make way, as a timestamp: it waited for so long that it went first.</summary>
    public long TurnUntil { get; set; } = long.MinValue;

    /// <summary>A suspect's: ends its turn alone; null before that has begun.</summary>
    public Wake<Action>? TurnTimer { get; set; }

    /// <summary>A suspect's: it has had its turn alone, or waited for it too long.</summary>
    public bool IsTurnOver { get; set; }

    /// <summary>What the attempt is shown as while it waits without a permit.</summary>
    public JobStatus RunningStatus { get; set; } = JobStatus.Running;

    /// <summary>Set while the attempt waits to go on.</summary>
    public TaskCompletionSource? PermitRequest { get; set; }

    /// <summary>An attempt that is over and whose code, or that of its tasks, still runs: the job is not started again before it ends.</summary>
    public JobAttempt? Zombie { get; set; }

    public Wake<Action>? DueTimer { get; set; }

    public Wake<Action>? StopTimer { get; set; }

    /// <summary>When the attempt is asked again what it has said; null while it is silent.</summary>
    public Wake<Action>? NoticeTimer { get; set; }

    /// <summary>When what it has said is written; null when all is.</summary>
    public Wake<Action>? NoteTimer { get; set; }

    public long LastNoteAt { get; set; }

    public bool HasNoted { get; set; }

    public JobProgress? Progress { get; set; }
}
