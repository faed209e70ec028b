namespace Jobs.Store;

/// <summary>Reads what is committed. One thread at a time; short read transactions.</summary>
internal interface IStoreReader : IDisposable
{
    /// <summary>
    /// The ready and scheduled jobs of the lowest rank or the earliest due time, for the in-memory window. Rows that are
    /// paused are left out; rows with a requested cancellation are included, so that they are ended, but for those that the
    /// sweep of their tree has not come to: it brings them. Here as in every read a row's flags are those by all commands.
    /// </summary>
    WindowPage LoadWindow(WindowRequest request);

    /// <summary>
    /// Of the next few thousand active jobs those that are neither ready, scheduled, cancelled nor paused, and so in no window: what
    /// only damage, or a change from outside, makes of a row.
    /// </summary>
    StrayPage LoadStrays(JobId after);

    /// <summary>The stored rows of these active jobs; those that are not active are left out.</summary>
    IReadOnlyList<StoredJob> LoadJobs(IReadOnlyList<JobId> ids);

    /// <summary>What a new attempt is built from, or null when the job is not active.</summary>
    StoredPayload? LoadPayload(JobId id);

    /// <summary>
    /// The identities of a job's stored task results, without their bodies, in their order: a page of them, because a job may
    /// have a million and other reads wait meanwhile. Of an ended job, those that it keeps.
    /// </summary>
    /// <param name="after">The last one of the page before; null for the first.</param>
    IReadOnlyList<StoredTaskKey> LoadTaskKeys(JobId id, TaskIdentity? after = null, int limit = int.MaxValue);

    /// <summary>One stored task result, or null.</summary>
    StoredTaskResult? LoadTaskResult(long resultId);

    /// <summary>One job, active or ended, with result and error; active and history are read in one snapshot.</summary>
    StoredJobDetails? Find(JobId id);

    /// <summary>A page of jobs, newest first.</summary>
    IReadOnlyList<JobInfo> Query(JobQuery query);

    /// <summary>Kept counters: jobs by status. <see cref="JobStatus.Running"/> is not known to the store.</summary>
    IReadOnlyDictionary<JobStatus, long> Counters();

    /// <summary>The kept log lines of a job, oldest first.</summary>
    IReadOnlyList<StoredLogLine> LoadLog(JobId id);
}
