using System.Collections.Concurrent;

namespace Jobs.Integration.Tests.Zoo;

/// <summary>Which jobs are held, as the test knows it, and every task that started although its job was.</summary>
public sealed class StepLog
{
    private readonly ConcurrentDictionary<JobId, bool> _held = new(); // Written by the test, read by the tasks.
    private readonly ConcurrentQueue<JobId> _violations = new();
    private long _started;

    public IReadOnlyCollection<JobId> Violations => _violations;

    public long StartedCount => Interlocked.Read(ref _started);

    /// <summary>Called after a pause was acknowledged.</summary>
    public void Hold(JobId id) => _held[id] = true;

    /// <summary>Called before a resume is asked for.</summary>
    public void Release(JobId id) => _held[id] = false;

    /// <summary>Called by a task as its first act.</summary>
    public void Started(JobId id)
    {
        Interlocked.Increment(ref _started);
        if (_held.TryGetValue(id, out var held) && held) _violations.Enqueue(id);
    }
}
