namespace Jobs;

/// <summary>Questions about a <see cref="JobStatus"/>.</summary>
public static class JobStatusExtensions
{
    /// <summary>Whether the status is an end: nothing happens to the job any more.</summary>
    public static bool IsTerminal(this JobStatus status) => status >= JobStatus.Completed;
}
