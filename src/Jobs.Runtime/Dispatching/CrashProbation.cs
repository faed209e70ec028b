namespace Jobs.Dispatching;

/// <summary>
/// After a crash, the jobs that may have caused it. One that was there at <see cref="CrashesMax"/> crashes without progress
/// runs alone, one at a time, before anybody else is admitted; only crashes there set it aside. Touched by the loop
/// alone.
/// </summary>
/// <remarks>
/// Being alone ends with the job, with its first committed progress, when it waits for something else and none of its tasks
/// runs, or after <see cref="AloneMax"/>: a job that works for hours without a checkpoint may not keep all others out. As long, at most, others
/// are kept out for a suspect that waits until what runs has ended.
/// </remarks>
internal sealed class CrashProbation<T>(int crashesMax, TimeSpan aloneMax)
    where T : class
{
    private readonly Queue<T> _waiting = new();

    public int CrashesMax { get; } = crashesMax;

    public TimeSpan AloneMax { get; } = aloneMax;

    /// <summary>The one that runs alone, or null.</summary>
    public T? Alone { get; private set; }

    /// <summary>Whether only suspects may start.</summary>
    public bool IsActive => Alone is not null || HasWaiting;

    public bool IsSuspect(int crashes) => crashes >= CrashesMax;

    public void Add(T job) => _waiting.Enqueue(job);

    /// <summary>Whether any wait for their turn.</summary>
    public bool HasWaiting => _waiting.Count > 0;

    /// <summary>Takes out those that wait for their turn and are not to be alone any more.</summary>
    public T[] TakeWaiting(Func<T, bool> isDone)
    {
        T[] done = [.. _waiting.Where(isDone)];
        if (done.Length == 0) return done;
        T[] left = [.. _waiting.Except(done)];
        _waiting.Clear();
        foreach (var job in left) _waiting.Enqueue(job);
        return done;
    }

    /// <summary>The next to run alone; only when nothing else runs. A job that waits without a permit does not count: it may wait for this one.</summary>
    public bool TryTake(int running, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out T? job)
    {
        job = null;
        if (running > 0 || Alone is not null || !_waiting.TryDequeue(out job)) return false;
        Alone = job;
        return true;
    }

    /// <summary>The job need not be alone any more; nothing happens when it was not.</summary>
    public void Release(T job)
    {
        if (ReferenceEquals(Alone, job)) Alone = null;
    }
}
