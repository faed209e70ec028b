using Jobs.Store;

namespace Jobs.Engine;

/// <summary>How a job's end reaches those who wait for it.</summary>
internal sealed partial class EngineState
{
    private const int FindsPerRead = 256; // Some milliseconds of the reader.

    private readonly Queue<JobId> _toFind = new(); // Jobs that somebody waits for and memory does not hold.
    private bool _isFinding;

    /// <summary>Completes the waiter with the job's end. Subscribes before it reads: an end in between is not missed.</summary>
    public void Await(JobId id, Answer<EndedJob> waiter)
    {
        if (Recent.TryGet(id, out var ended))
        {
            waiter.Give(ended);
            return;
        }

        if (Broken is not null)
        {
            waiter.Refuse(Broken);
            return;
        }

        if (IsStopped)
        {
            waiter.Refuse(StoppedBefore(id));
            return;
        }

        // Those who wait already have asked, and are answered together.
        if (!Waiters.Add(id, waiter) || Jobs.ContainsKey(id.Value)) return;
        _toFind.Enqueue(id);
        if (!_isFinding) FindSome();
    }

    /// <summary>Many with one read, one read at a time: a job may await a hundred thousand children that have ended, and the reader's queue is for others too.</summary>
    private void FindSome()
    {
        _isFinding = true;
        var ids = new JobId[Math.Min(_toFind.Count, FindsPerRead)];
        for (var i = 0; i < ids.Length; i++) ids[i] = _toFind.Dequeue();
        Ports.Read(r => Array.ConvertAll(ids, r.Find), (state, details, error) => state.OnFound(ids, details, error));
    }

    private void OnFound(JobId[] ids, StoredJobDetails?[]? details, Exception? error)
    {
        _isFinding = false;
        for (var i = 0; i < ids.Length; i++) OnFound(ids[i], details?[i], error);
        if (_toFind.Count > 0) FindSome();
    }

    private void OnFound(JobId id, StoredJobDetails? details, Exception? error)
    {
        if (error is not null) Waiters.Fail(id, error);
        else if (details is null && !Jobs.ContainsKey(id.Value)) Waiters.Fail(id, new UnknownJobException(id));
        else if (details is { Info.Status: var status } && status.IsTerminal()) Waiters.Complete(id, new EndedJob(details));
        // Else it is active: its end comes with its outcome.
    }

    /// <summary>What only the loop knows of a job: whether it runs, when it wakes, and its newest progress.</summary>
    public JobInfo Overlay(JobInfo stored)
    {
        if (stored.Status.IsTerminal() || !Jobs.TryGetValue(stored.Id.Value, out var entry)) return stored;
        var status = entry.Attempt is not null ? entry.RunningStatus : stored.Status;
        var due = status == JobStatus.Sleeping && entry.Attempt?.WakesAt is { } wakes ? wakes : stored.DueAt;
        return stored with { Status = status, DueAt = due, Progress = entry.Attempt?.Notes?.Progress ?? entry.Progress ?? stored.Progress, IsPaused = stored.IsPaused || entry.IsPaused };
    }

    private static JobException StoppedBefore(JobId id) =>
        new($"This host stopped before job {id} ended. The job goes on when a host opens the store again; await it there by its id.");
}
