namespace Jobs;

/// <summary>
/// Tasks that were dispatched together. Enumerate it to receive each result as it becomes durable; a resumed job receives
/// only what no checkpoint covers yet. Enumerate once, from the job's own code.
/// </summary>
/// <typeparam name="T">What a task returns.</typeparam>
public abstract class TaskGroup<T> : IAsyncEnumerable<TaskResult<T>>
{
    /// <summary>How many tasks the group has.</summary>
    public abstract int Count { get; }

    /// <summary>How many have ended and were received, by this attempt or covered by a checkpoint of an earlier one.</summary>
    public abstract int Completed { get; }

    /// <summary>How many of <see cref="Completed"/> failed.</summary>
    public abstract int Faulted { get; }

    /// <summary>Receives the results in completion order. An interruption point.</summary>
    /// <exception cref="JobInterruptedException">The job is to stop.</exception>
    public abstract IAsyncEnumerator<TaskResult<T>> GetAsyncEnumerator(CancellationToken cancellationToken = default);

    /// <summary>
    /// Waits for all and returns every result, in the order of the items: always the stored values, covered ones too, so
    /// do not add them to state that an earlier attempt may have added them to.
    /// </summary>
    /// <exception cref="TaskFailedException">One failed; the others still ran to their end.</exception>
    /// <exception cref="JobInterruptedException">The job is to stop.</exception>
    public abstract ValueTask<IReadOnlyList<T>> ResultsAsync();
}
