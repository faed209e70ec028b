using System.Collections.Concurrent;

namespace Jobs.Integration.Tests.Zoo;

/// <summary>Counts the steps of paused jobs that start all the same. A service of the jobs, and the test's own record.</summary>
/// <remarks>
/// A step that was let go just before the acknowledgement may come to its first statement just after it: only the
/// scheduler of the machine knows. So a hold forgives as many late steps as may have been under way unseen: those that may
/// run at once, less those that are known to run. One more is a step that the pause did not stop.
/// </remarks>
public sealed class StepLog
{
    private readonly ConcurrentDictionary<JobId, Record> _records = new();

    /// <summary>Steps that started although nothing could have let them.</summary>
    public long Violations => _records.Values.Sum(r => r.Violations);

    /// <summary>A pause was acknowledged.</summary>
    public void Hold(JobId id) => Update(id, r => (r.IsHeld, r.Forgiven) = (true, PatientJob.AtOnce - r.Running));

    /// <summary>The paused attempt is over: from here on nothing is forgiven.</summary>
    public void HoldStrictly(JobId id) => Update(id, r => r.Forgiven = 0);

    /// <summary>A resume is about to be asked for.</summary>
    public void Release(JobId id) => Update(id, r => r.IsHeld = false);

    /// <summary>The first statement of a step.</summary>
    public void Started(JobId id) => Update(id, r =>
    {
        r.Running++;
        if (r.IsHeld && --r.Forgiven < 0) r.Violations++;
    });

    /// <summary>The last statement of a step.</summary>
    public void Ended(JobId id) => Update(id, r => r.Running--);

    private void Update(JobId id, Action<Record> update)
    {
        var record = _records.GetOrAdd(id, _ => new Record());
        lock (record) update(record);
    }

    /// <summary>Guarded by itself: steps and the test write it.</summary>
    private sealed class Record
    {
        public bool IsHeld { get; set; }

        public int Running { get; set; }

        public int Forgiven { get; set; }

        public long Violations { get; set; }
    }
}
