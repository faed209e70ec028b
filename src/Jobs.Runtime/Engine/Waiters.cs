namespace Jobs.Engine;

/// <summary>
/// Who waits for which job to end, whether it is in memory or not. An answer exists only for somebody who
/// waits; continuations run elsewhere, never on the loop. Touched by the loop alone.
/// </summary>
internal sealed class Waiters
{
    private readonly Dictionary<long, List<Answer<EndedJob>>> _byId = [];

    /// <summary>Those that are kept; some may have been cancelled.</summary>
    public int Count => _byId.Values.Sum(list => list.Count);

    /// <summary>Adds one; true when it is the first for its job, so that somebody has to look whether the job is there at all.</summary>
    public bool Add(JobId id, Answer<EndedJob> waiter)
    {
        var isFirst = !_byId.TryGetValue(id.Value, out var list);
        if (list is null) _byId.Add(id.Value, list = new List<Answer<EndedJob>>(1));

        // Waits that were cancelled do not pile up. Looked for only when the list would grow: a hundred thousand who wait for
        // one job would else look at each other ten thousand million times.
        else if (list.Count == list.Capacity) list.RemoveAll(w => w.Task.IsCompleted);
        list.Add(waiter);
        return isFirst;
    }

    public void Complete(JobId id, EndedJob ended)
    {
        if (!_byId.Remove(id.Value, out var list)) return;
        foreach (var waiter in list) waiter.Give(ended);
    }

    public void Fail(JobId id, Exception reason)
    {
        if (!_byId.Remove(id.Value, out var list)) return;
        foreach (var waiter in list) waiter.Refuse(reason);
    }

    public void FailAll(Func<JobId, Exception> reason)
    {
        foreach (var (id, list) in _byId)
        {
            foreach (var waiter in list) waiter.Refuse(reason(new JobId(id)));
        }

        _byId.Clear();
    }
}
