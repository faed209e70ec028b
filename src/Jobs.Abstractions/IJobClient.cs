namespace Jobs;

/// <summary>Submits jobs and speaks of submitted ones. Thread-safe.</summary>
public interface IJobClient
{
    /// <summary>
    /// Stores a job and returns once it is durable. Input and initial state are read from the instance before the first
    /// await; the instance itself never runs.
    /// </summary>
    /// <exception cref="JobPayloadException">A member cannot be stored, or the input is larger than the limit.</exception>
    /// <exception cref="JobUsageException">An option is out of range, or this host does not know the job's class.</exception>
    /// <exception cref="JobException">The host is stopping, or its store does not accept work; the message says why.</exception>
    ValueTask<JobHandle<TResult>> SubmitAsync<TResult>(IJob<TResult> job, SubmitOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Stores many jobs. They are committed in order, in as few transactions as possible; should one be rejected, those
    /// that were accepted stay, and the exception says how many.
    /// </summary>
    /// <inheritdoc cref="SubmitAsync" path="/exception"/>
    ValueTask<IReadOnlyList<JobHandle<TResult>>> SubmitManyAsync<TResult>(
        IEnumerable<IJob<TResult>> jobs, SubmitOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>A handle to a job by its id; nothing is looked up yet.</summary>
    JobHandle GetHandle(JobId id);

    /// <summary>A handle to a job by its id, with the type of its result; nothing is looked up yet.</summary>
    JobHandle<TResult> GetHandle<TResult>(JobId id);

    /// <summary>Waits until a job has ended, and tells how.</summary>
    /// <exception cref="UnknownJobException">No such job.</exception>
    ValueTask<JobInfo> WaitAsync(JobId id, CancellationToken cancellationToken = default);

    /// <summary>Waits until a job has completed, and reads its result.</summary>
    /// <exception cref="JobFailedException">It ended without a result.</exception>
    /// <exception cref="UnknownJobException">No such job.</exception>
    /// <exception cref="JobUsageException">The job's result is of another type.</exception>
    ValueTask<TResult> ResultAsync<TResult>(JobId id, CancellationToken cancellationToken = default);

    /// <summary>
    /// Cancels a job and everything below it. Acknowledged when it is durable: from then on the job's outcome is
    /// <see cref="JobStatus.Cancelled"/>, whatever its code does.
    /// </summary>
    ValueTask<CommandOutcome> CancelAsync(JobId id, CancellationToken cancellationToken = default);

    /// <summary>Pauses a job and everything below it. From the acknowledgement on, none of its tasks starts.</summary>
    ValueTask<CommandOutcome> PauseAsync(JobId id, CancellationToken cancellationToken = default);

    /// <summary>Lets a paused job and everything below it go on.</summary>
    ValueTask<CommandOutcome> ResumeAsync(JobId id, CancellationToken cancellationToken = default);

    /// <summary>
    /// Runs an ended job again, as a new job with an id of its own: one that failed, was dead-lettered, cancelled, or quarantined for
    /// its crashes. It goes on from the last checkpoint with finished tasks found again, or from the start if the options say so.
    /// It takes over name, version, priority, key, tags, retry policy and timeout, has all its attempts before it, and is a root:
    /// what submitted the ended job has had its answer. An ended job is retried once; later calls are told what it was retried as.
    /// </summary>
    /// <exception cref="JobException">The host is stopping, or its store does not accept work; the message says why.</exception>
    ValueTask<JobRetry> RetryAsync(JobId id, RetryOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>What is known of one job, or null when it is unknown.</summary>
    ValueTask<JobInfo?> FindAsync(JobId id, CancellationToken cancellationToken = default);

    /// <summary>The lines that a job kept with <c>ctx.Log</c>, oldest first; empty for a job that is unknown.</summary>
    ValueTask<IReadOnlyList<JobLogLine>> LogAsync(JobId id, CancellationToken cancellationToken = default);

    /// <summary>Lists jobs, active and ended.</summary>
    ValueTask<IReadOnlyList<JobInfo>> QueryAsync(JobQuery query, CancellationToken cancellationToken = default);
}
