namespace Jobs;

/// <summary>A submitted job, by its id. Cheap, immutable, valid across restarts.</summary>
public class JobHandle
{
    /// <summary>For the runtime; authors get handles from a client or from <c>ctx.SubmitAsync</c>.</summary>
    public JobHandle(IJobClient client, JobId id)
    {
        Client = client;
        Id = id;
    }

    /// <summary>The job.</summary>
    public JobId Id { get; }

    /// <summary>Whom to ask.</summary>
    protected IJobClient Client { get; }

    /// <inheritdoc cref="IJobClient.WaitAsync"/>
    public ValueTask<JobInfo> WaitAsync(CancellationToken cancellationToken = default) => Client.WaitAsync(Id, cancellationToken);

    /// <inheritdoc cref="IJobClient.CancelAsync"/>
    public ValueTask<CommandOutcome> CancelAsync(CancellationToken cancellationToken = default) => Client.CancelAsync(Id, cancellationToken);

    /// <inheritdoc cref="IJobClient.PauseAsync"/>
    public ValueTask<CommandOutcome> PauseAsync(CancellationToken cancellationToken = default) => Client.PauseAsync(Id, cancellationToken);

    /// <inheritdoc cref="IJobClient.ResumeAsync"/>
    public ValueTask<CommandOutcome> ResumeAsync(CancellationToken cancellationToken = default) => Client.ResumeAsync(Id, cancellationToken);

    /// <inheritdoc cref="IJobClient.RetryAsync"/>
    public ValueTask<JobRetry> RetryAsync(RetryOptions? options = null, CancellationToken cancellationToken = default) => Client.RetryAsync(Id, options, cancellationToken);

    /// <summary>What is known of the job, or null when it is unknown.</summary>
    public ValueTask<JobInfo?> InfoAsync(CancellationToken cancellationToken = default) => Client.FindAsync(Id, cancellationToken);

    /// <summary>The id.</summary>
    public override string ToString() => Id.ToString();
}

/// <summary>A submitted job whose result type is known.</summary>
/// <typeparam name="TResult">What the job returns.</typeparam>
public sealed class JobHandle<TResult> : JobHandle
{
    /// <summary>For the runtime; authors get handles from a client or from <c>ctx.SubmitAsync</c>.</summary>
    public JobHandle(IJobClient client, JobId id)
        : base(client, id)
    {
    }

    /// <inheritdoc cref="IJobClient.ResultAsync"/>
    public ValueTask<TResult> ResultAsync(CancellationToken cancellationToken = default) => Client.ResultAsync<TResult>(Id, cancellationToken);
}
