namespace Jobs.Execution;

/// <summary>
/// The client behind the handles that a job gets for its children: while the job awaits one, it gives back its permit to
/// run, so that a chain of children completes even with one permit in all.
/// </summary>
internal sealed class ChildClient(JobAttempt attempt, IJobClient client) : IJobClient
{
    public async ValueTask<JobInfo> WaitAsync(JobId id, CancellationToken cancellationToken = default)
    {
        var wait = client.WaitAsync(id, cancellationToken).AsTask();
        await attempt.WithoutPermitAsync(wait, JobStatus.Running).ConfigureAwait(true);
        return await wait.ConfigureAwait(true);
    }

    public async ValueTask<TResult> ResultAsync<TResult>(JobId id, CancellationToken cancellationToken = default)
    {
        var wait = client.ResultAsync<TResult>(id, cancellationToken).AsTask();
        await attempt.WithoutPermitAsync(wait, JobStatus.Running).ConfigureAwait(true);
        return await wait.ConfigureAwait(true);
    }

    public ValueTask<JobHandle<TResult>> SubmitAsync<TResult>(IJob<TResult> job, SubmitOptions? options = null, CancellationToken cancellationToken = default) =>
        client.SubmitAsync(job, options, cancellationToken);

    public ValueTask<IReadOnlyList<JobHandle<TResult>>> SubmitManyAsync<TResult>(
        IEnumerable<IJob<TResult>> jobs, SubmitOptions? options = null, CancellationToken cancellationToken = default) =>
        client.SubmitManyAsync(jobs, options, cancellationToken);

    public JobHandle GetHandle(JobId id) => new(this, id);

    public JobHandle<TResult> GetHandle<TResult>(JobId id) => new(this, id);

    public ValueTask<CommandOutcome> CancelAsync(JobId id, CancellationToken cancellationToken = default) => client.CancelAsync(id, cancellationToken);

    public ValueTask<CommandOutcome> PauseAsync(JobId id, CancellationToken cancellationToken = default) => client.PauseAsync(id, cancellationToken);

    public ValueTask<CommandOutcome> ResumeAsync(JobId id, CancellationToken cancellationToken = default) => client.ResumeAsync(id, cancellationToken);

    public ValueTask<JobRetry> RetryAsync(JobId id, RetryOptions? options = null, CancellationToken cancellationToken = default) =>
        client.RetryAsync(id, options, cancellationToken);

    public ValueTask<JobInfo?> FindAsync(JobId id, CancellationToken cancellationToken = default) => client.FindAsync(id, cancellationToken);

    public ValueTask<IReadOnlyList<JobLogLine>> LogAsync(JobId id, CancellationToken cancellationToken = default) => client.LogAsync(id, cancellationToken);

    public ValueTask<IReadOnlyList<JobInfo>> QueryAsync(JobQuery query, CancellationToken cancellationToken = default) => client.QueryAsync(query, cancellationToken);
}
