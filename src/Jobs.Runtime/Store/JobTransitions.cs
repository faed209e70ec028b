namespace Jobs.Store;

/// <summary>
/// The legal edges of a job's life, as data: the one list that both stores, the loop and <c>docs/state-machine.md</c> read.
/// A write that would take any other edge is refused as stale. Pause is no edge: it is a flag beside the status.
/// </summary>
internal static class JobTransitions
{
    /// <summary>Every edge, in the order of a job's life.</summary>
    public static IReadOnlyList<JobTransition> All { get; } =
    [
        new(null, JobStatus.Ready, TransitionCause.Submit),
        new(null, JobStatus.Scheduled, TransitionCause.Submit),
        new(null, JobStatus.Ready, TransitionCause.RunAgain),
        new(JobStatus.Scheduled, JobStatus.Ready, TransitionCause.Due),
        new(JobStatus.Ready, JobStatus.Running, TransitionCause.Start),
        new(JobStatus.Ready, JobStatus.Scheduled, TransitionCause.UnknownName),

        new(JobStatus.Running, JobStatus.Sleeping, TransitionCause.Sleep),
        new(JobStatus.Sleeping, JobStatus.Running, TransitionCause.Wake),
        new(JobStatus.Running, JobStatus.Suspended, TransitionCause.Suspend),
        new(JobStatus.Suspended, JobStatus.Running, TransitionCause.Continue),

        // An attempt that ends without ending the job. A crash takes the same edges, at the next start of a host: the
        // row of a running job is the one that its attempt began from.
        new(JobStatus.Running, JobStatus.Ready, TransitionCause.Interrupt),
        new(JobStatus.Running, JobStatus.Ready, TransitionCause.Retry),
        new(JobStatus.Running, JobStatus.Scheduled, TransitionCause.Retry),
        new(JobStatus.Running, JobStatus.Scheduled, TransitionCause.Unreadable),
        new(JobStatus.Sleeping, JobStatus.Ready, TransitionCause.Interrupt),
        new(JobStatus.Suspended, JobStatus.Ready, TransitionCause.Interrupt),

        new(JobStatus.Running, JobStatus.Completed, TransitionCause.Return),
        new(JobStatus.Running, JobStatus.Failed, TransitionCause.PermanentError),
        new(JobStatus.Running, JobStatus.DeadLettered, TransitionCause.AttemptsSpent),

        new(JobStatus.Scheduled, JobStatus.Cancelled, TransitionCause.Cancel),
        new(JobStatus.Ready, JobStatus.Cancelled, TransitionCause.Cancel),
        new(JobStatus.Running, JobStatus.Cancelled, TransitionCause.Cancel),
        new(JobStatus.Sleeping, JobStatus.Cancelled, TransitionCause.Cancel),
        new(JobStatus.Suspended, JobStatus.Cancelled, TransitionCause.Cancel),

        // It ran when it killed the process; its row may say Ready or, after a due time or a retry, Scheduled.
        new(JobStatus.Running, JobStatus.Quarantined, TransitionCause.CrashesSpent),
    ];

    // By the status that an edge starts from, 0 for none: the ends of its edges as bits. Both stores ask for every job twice.
    private static readonly int[] Ends = FoldEnds();

    /// <summary>Whether a job may go from one status to another; null stands for a job that is not stored yet.</summary>
    public static bool IsLegal(JobStatus? from, JobStatus to) => (Ends[(int)from.GetValueOrDefault()] & (1 << (int)to)) != 0;

    private static int[] FoldEnds()
    {
        var ends = new int[Enum.GetValues<JobStatus>().Max(status => (int)status) + 1];
        foreach (var edge in All) ends[(int)edge.From.GetValueOrDefault()] |= 1 << (int)edge.To;
        return ends;
    }
}
