using Jobs.CompilerServices;

namespace Jobs;

/// <summary>
/// What a running job does to its surroundings. Each job has a <c>Context</c> of its own, generated, which derives from
/// this and adds a typed <c>TaskDispatcher</c>. Valid while <c>RunAsync</c> runs.
/// </summary>
public abstract class JobContext
{
    /// <summary>For generated code.</summary>
    protected JobContext(JobExecution execution) => Execution = execution;

    /// <summary>The attempt behind this context.</summary>
    protected JobExecution Execution { get; }

    /// <summary>The job.</summary>
    public JobId JobId => Execution.JobId;

    /// <summary>Which attempt this is, from 1: one more than the failures so far.</summary>
    public int Attempt => Execution.Attempt;

    /// <summary>
    /// Whether an earlier attempt of this job may have run, in this process or another: one has failed, was interrupted, or left
    /// something in the store; or it may have been running when its process died. Not for a job that merely waited through a restart.
    /// </summary>
    public bool IsResumed => Execution.IsResumed;

    /// <summary>Fires on cancel, timeout, lost lease and the soft shutdown deadline; not on pause.</summary>
    public CancellationToken CancellationToken => Execution.CancellationToken;

    /// <summary>Says how far the job is.</summary>
    public ProgressReporter Progress => Execution.Progress;

    /// <summary>
    /// Saves the state and which results this attempt has received, in one atom, and returns when it is durable. State is
    /// read inside this call before its first await. An interruption point: throws after it saved.
    /// </summary>
    /// <exception cref="JobInterruptedException">The job is to stop; the state was saved.</exception>
    /// <exception cref="JobUsageException">Another checkpoint of this job is not finished.</exception>
    /// <exception cref="JobPayloadException">The state is larger than the limit, or a value cannot be stored.</exception>
    public ValueTask CheckpointAsync() => Execution.CheckpointAsync();

    /// <summary>
    /// Saves as <see cref="CheckpointAsync"/> does when the interval since the last one has passed (default 1 s), 16,384 task
    /// results were received since, or an interruption waits; otherwise returns at once. Call it in every loop.
    /// </summary>
    /// <returns>Whether it saved.</returns>
    /// <inheritdoc cref="CheckpointAsync" path="/exception"/>
    public ValueTask<bool> CheckpointIfDueAsync() => Execution.CheckpointIfDueAsync();

    /// <summary>An interruption point that saves nothing.</summary>
    /// <exception cref="JobInterruptedException">The job is to stop.</exception>
    public void ThrowIfInterrupted() => Execution.ThrowIfInterrupted();

    /// <summary>
    /// Submits a child job. A resumed parent that submits the same key again gets the child it submitted before. Cancel,
    /// pause and resume of the parent reach the child. While the parent awaits a child it gives back its permit to run.
    /// </summary>
    /// <param name="job">The child.</param>
    /// <param name="key">What tells this child from its siblings, at most 256 characters.</param>
    /// <param name="options">Options; the child's priority is its own.</param>
    public ValueTask<JobHandle<TResult>> SubmitAsync<TResult>(IJob<TResult> job, string key, SubmitOptions? options = null) =>
        Execution.SubmitChildAsync(job, key, options);

    /// <summary>
    /// Sleeps durably: the deadline is stored under the key, so a resumed job waits only for what is left. The job gives
    /// back its permit to run meanwhile. Nothing but the deadline is saved: what changed since the last checkpoint is as unsaved
    /// as before, so save in front of a long sleep.
    /// </summary>
    /// <param name="delay">Zero or more.</param>
    /// <param name="key">What tells this sleep from others of this job, at most 256 characters.</param>
    public ValueTask SleepAsync(TimeSpan delay, string key) => Execution.SleepAsync(delay, key);

    /// <summary>Keeps a line with the job, to be read with <see cref="IJobClient.LogAsync"/>: at most 1,024 characters and 1,000 lines a job; older ones give way.</summary>
    public void Log(string message) => Execution.Log(message);
}
