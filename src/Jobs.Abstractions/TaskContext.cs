namespace Jobs;

/// <summary>What a running task may know and say. Valid while the task runs.</summary>
public abstract class TaskContext
{
    /// <summary>The job that dispatched the task.</summary>
    public abstract JobId JobId { get; }

    /// <summary>Which attempt of the task this is in this process, from 1.</summary>
    public abstract int Attempt { get; }

    /// <summary>
    /// The same text whenever this task of this job runs, now or after a crash: hand it to what the task changes outside,
    /// so that a repeated run is recognised there.
    /// </summary>
    public abstract string IdempotencyKey { get; }

    /// <summary>Fires when the job is cancelled, times out or stops, and when the group fails fast.</summary>
    public abstract CancellationToken CancellationToken { get; }

    /// <summary>
    /// A place at which a long task makes way: gives its slot to a task of a job of a higher priority that waits for one,
    /// and returns when it has a slot again, by turn; returns at once when none waits, which costs next to nothing. Nothing is
    /// repeated. The time spent waiting does not count against the task's timeout. Hold no lock, file or connection that others may need while awaiting it.
    /// </summary>
    /// <exception cref="OperationCanceledException">The task's token fired before it had a slot again.</exception>
    public virtual ValueTask GiveWayAsync() => default;
}
