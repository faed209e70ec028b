using System.ComponentModel;

namespace Jobs.CompilerServices;

/// <summary>
/// One attempt of one job, as contexts and generated dispatchers see it. The runtime implements it; test kits may.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class JobExecution
{
    /// <summary>The job.</summary>
    public abstract JobId JobId { get; }

    /// <inheritdoc cref="JobContext.Attempt"/>
    public abstract int Attempt { get; }

    /// <inheritdoc cref="JobContext.IsResumed"/>
    public abstract bool IsResumed { get; }

    /// <inheritdoc cref="JobContext.CancellationToken"/>
    public abstract CancellationToken CancellationToken { get; }

    /// <inheritdoc cref="JobContext.Progress"/>
    public abstract ProgressReporter Progress { get; }

    /// <inheritdoc cref="JobContext.ThrowIfInterrupted"/>
    public abstract void ThrowIfInterrupted();

    /// <inheritdoc cref="JobContext.CheckpointAsync"/>
    public abstract ValueTask CheckpointAsync();

    /// <inheritdoc cref="JobContext.CheckpointIfDueAsync"/>
    public abstract ValueTask<bool> CheckpointIfDueAsync();

    /// <inheritdoc cref="JobContext.SubmitAsync"/>
    public abstract ValueTask<JobHandle<TResult>> SubmitChildAsync<TResult>(IJob<TResult> job, string key, SubmitOptions? options);

    /// <inheritdoc cref="JobContext.SleepAsync"/>
    public abstract ValueTask SleepAsync(TimeSpan delay, string key);

    /// <inheritdoc cref="JobContext.Log"/>
    public abstract void Log(string message);

    /// <summary>Dispatches one task and waits for its durable result.</summary>
    /// <exception cref="TaskFailedException">The task failed for good.</exception>
    /// <exception cref="JobInterruptedException">The job is to stop.</exception>
    /// <exception cref="JobUsageException">This attempt has dispatched the same identity already.</exception>
    public abstract Task<TResult> RunTaskAsync<TArguments, TResult>(
        JobTaskDescriptor<TArguments, TResult> task, TArguments arguments, TaskOptions? options);

    /// <summary>Dispatches a group.</summary>
    /// <param name="task">The task.</param>
    /// <param name="arguments">One element a task, in order; not changed afterwards.</param>
    /// <param name="keys">One key a task in place of its arguments, or null.</param>
    /// <param name="options">Options, or null.</param>
    /// <exception cref="JobUsageException">This attempt has dispatched one of the identities already, outside this group.</exception>
    public abstract TaskGroup<TResult> RunGroup<TArguments, TResult>(
        JobTaskDescriptor<TArguments, TResult> task, IReadOnlyList<TArguments> arguments, IReadOnlyList<string>? keys, GroupOptions? options);
}
