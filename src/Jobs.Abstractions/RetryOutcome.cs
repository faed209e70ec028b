namespace Jobs;

/// <summary>What asking for an ended job to be run again came to. Every answer is durable when it is given.</summary>
public enum RetryOutcome
{
    /// <summary>A new job runs it again.</summary>
    Retried,

    /// <summary>It was retried before, and is not retried twice. If that job ended badly too, retry that one.</summary>
    AlreadyRetried,

    /// <summary>It has not ended; it may still end by itself.</summary>
    NotEnded,

    /// <summary>It has completed: submit a new one if its work is wanted once more.</summary>
    Completed,

    /// <summary>
    /// What a retry needs is not there: the job ended under an older version, its row was damaged, or retention is at it. Submit
    /// it anew.
    /// </summary>
    NothingKept,

    /// <summary>Another active job has its key.</summary>
    KeyTaken,

    /// <summary>No such job, active or in history.</summary>
    NotFound,
}
