namespace Jobs;

/// <summary>Why running code is asked to stop. The kinds stay distinct from end to end; none is inferred from a status.</summary>
public enum Interruption
{
    /// <summary>Not interrupted.</summary>
    None = 0,

    /// <summary>The job, or one above it, was paused. It runs again from its checkpoint after a resume.</summary>
    Pause = 1,

    /// <summary>It makes way for a job of a higher priority.</summary>
    Suspend = 2,

    /// <summary>The job, or one above it, was cancelled. Its outcome will be <see cref="JobStatus.Cancelled"/>.</summary>
    Cancel = 3,

    /// <summary>The host stops. The job runs again from its checkpoint in the next process; no attempt is spent.</summary>
    Shutdown = 4,

    /// <summary>The attempt took longer than its timeout.</summary>
    Timeout = 5,

    /// <summary>Another owner took the store or this attempt's fence is void: nothing it writes is accepted any more.</summary>
    LeaseLost = 6,
}
