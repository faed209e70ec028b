namespace Jobs.Store;

/// <summary>Which ends leave behind what it takes to run the job again.</summary>
internal static class Retrying
{
    /// <summary>Whether a job that ended so keeps its input and the rest until its history goes. A job that completed is done.</summary>
    public static bool IsPossibleAfter(JobStatus status) => status.IsTerminal() && status != JobStatus.Completed;
}
