namespace Jobs.Cli.Output;

/// <summary>What to say of a job that no host could run: not when it is due, but why, and what to do.</summary>
internal static class ParkedText
{
    /// <summary>The reason, and where the rest stands.</summary>
    public static string Note(JobInfo job) => $"{job.Error!.Message.TrimEnd('.')} (what to do: jobs show {job.Id})";

    /// <summary>What to do.</summary>
    public static string Remedy(JobInfo job) =>
        $"mend its host (its class, or the file it cannot read) and start it again: the job runs then by itself, and has lost no attempt. " +
        $"If the job itself is wrong: jobs cancel {job.Id}, and submit it anew";
}
