namespace Jobs.Hosting;

/// <summary>
/// The client as a service. The generic host makes every service before it starts any, so whoever takes a client has it
/// before the engine runs: its calls wait for the start.
/// </summary>
internal sealed class HostedJobClient(JobsHostedService service) : IJobClient
{
    public async ValueTask<JobHandle<TResult>> SubmitAsync<TResult>(IJob<TResult> job, SubmitOptions? options = null, CancellationToken cancellationToken = default) =>
        await (await ClientAsync(cancellationToken).ConfigureAwait(false)).SubmitAsync(job, options, cancellationToken).ConfigureAwait(false);

    public async ValueTask<IReadOnlyList<JobHandle<TResult>>> SubmitManyAsync<TResult>(
        IEnumerable<IJob<TResult>> jobs, SubmitOptions? options = null, CancellationToken cancellationToken = default) =>
        await (await ClientAsync(cancellationToken).ConfigureAwait(false)).SubmitManyAsync(jobs, options, cancellationToken).ConfigureAwait(false);

    public JobHandle GetHandle(JobId id) => new(this, id);

    public JobHandle<TResult> GetHandle<TResult>(JobId id) => new(this, id);

    public async ValueTask<JobInfo> WaitAsync(JobId id, CancellationToken cancellationToken = default) =>
        await (await ClientAsync(cancellationToken).ConfigureAwait(false)).WaitAsync(id, cancellationToken).ConfigureAwait(false);

    public async ValueTask<TResult> ResultAsync<TResult>(JobId id, CancellationToken cancellationToken = default) =>
        await (await ClientAsync(cancellationToken).ConfigureAwait(false)).ResultAsync<TResult>(id, cancellationToken).ConfigureAwait(false);

    public async ValueTask<CommandOutcome> CancelAsync(JobId id, CancellationToken cancellationToken = default) =>
        await (await ClientAsync(cancellationToken).ConfigureAwait(false)).CancelAsync(id, cancellationToken).ConfigureAwait(false);

    public async ValueTask<CommandOutcome> PauseAsync(JobId id, CancellationToken cancellationToken = default) =>
        await (await ClientAsync(cancellationToken).ConfigureAwait(false)).PauseAsync(id, cancellationToken).ConfigureAwait(false);

    public async ValueTask<CommandOutcome> ResumeAsync(JobId id, CancellationToken cancellationToken = default) =>
        await (await ClientAsync(cancellationToken).ConfigureAwait(false)).ResumeAsync(id, cancellationToken).ConfigureAwait(false);

    public async ValueTask<JobRetry> RetryAsync(JobId id, RetryOptions? options = null, CancellationToken cancellationToken = default) =>
        await (await ClientAsync(cancellationToken).ConfigureAwait(false)).RetryAsync(id, options, cancellationToken).ConfigureAwait(false);

    public async ValueTask<JobInfo?> FindAsync(JobId id, CancellationToken cancellationToken = default) =>
        await (await ClientAsync(cancellationToken).ConfigureAwait(false)).FindAsync(id, cancellationToken).ConfigureAwait(false);

    public async ValueTask<IReadOnlyList<JobLogLine>> LogAsync(JobId id, CancellationToken cancellationToken = default) =>
        await (await ClientAsync(cancellationToken).ConfigureAwait(false)).LogAsync(id, cancellationToken).ConfigureAwait(false);

    public async ValueTask<IReadOnlyList<JobInfo>> QueryAsync(JobQuery query, CancellationToken cancellationToken = default) =>
        await (await ClientAsync(cancellationToken).ConfigureAwait(false)).QueryAsync(query, cancellationToken).ConfigureAwait(false);

    private ValueTask<IJobClient> ClientAsync(CancellationToken cancellationToken) =>
        service.Started.IsCompletedSuccessfully ? new ValueTask<IJobClient>(service.Started.Result.Client) : WaitAsync(cancellationToken);

    private async ValueTask<IJobClient> WaitAsync(CancellationToken cancellationToken) =>
        (await service.Started.WaitAsync(cancellationToken).ConfigureAwait(false)).Client;
}
