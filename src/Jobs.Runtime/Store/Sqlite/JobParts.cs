namespace Jobs.Store;

/// <summary>The side tables that hold rows of a job, as bits of its row: its end touches only those. Numbers are stored.</summary>
[Flags]
internal enum JobParts
{
    None = 0,
    Checkpoint = 1,
    Journal = 2,
    TaskResults = 4,
    Sleeps = 8,
    Children = 16,
    Tags = 32,
    Progress = 64,
    Log = 128,

    /// <summary>It runs an ended job again: a row of <c>job_retry</c> says which.</summary>
    Retry = 256,

    /// <summary>It has ended, and another job runs it again: that one's row of <c>job_retry</c> names it.</summary>
    Retried = 512,

    /// <summary>It goes on where the job that it runs again stopped.</summary>
    Continued = 1024,

    /// <summary>What goes when the job completes, and is kept with history when it ends otherwise.</summary>
    OfActive = Checkpoint | Journal | TaskResults | Sleeps | Children,

    /// <summary>What there may be very many rows of. Some may outlive the end of their job for a while; then its row in history keeps the bit.</summary>
    Numerous = TaskResults | Children | Journal,

    /// <summary>What only an attempt leaves: a submit writes a journal's base and tags.</summary>
    OfAttempts = Checkpoint | TaskResults | Sleeps | Children | Progress | Log | Continued,
}
