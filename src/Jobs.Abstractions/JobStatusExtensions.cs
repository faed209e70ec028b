namespace Jobs;

/// <summary>Questions about a <see cref="JobStatus"/>.</summary>
public static class JobStatusExtensions
{
    /// <summary>Whether the status is an end: nothing happens to the job any more.</summary>
    public static bool IsTerminal(this JobStatus status) => status >= JobStatus.Completed;

    /// <summary>Whether a job that ended so may be run again, and keeps what that takes for as long as its history. One that completed is done.</summary>
    public static bool CanBeRetried(this JobStatus status) => status.IsTerminal() && status != JobStatus.Completed;
}
