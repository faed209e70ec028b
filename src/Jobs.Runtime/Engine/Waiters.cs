namespace Jobs.Engine;

/// <summary>
/// Who waits for which job to end, whether it is in memory or not. An answer exists only for somebody who
/// waits; continuations run elsewhere, never on the loop. Touched by the loop alone.
/// </summary>
internal sealed class Waiters
{
    private readonly Dictionary<long, List<Answer<EndedJob>>> _byId = [];

    public void Add(JobId id, Answer<EndedJob> waiter)
    {
        if (!_byId.TryGetValue(id.Value, out var list)) _byId.Add(id.Value, list = new List<Answer<EndedJob>>(1));
        else list.RemoveAll(w => w.Task.IsCompleted); // Waits that were cancelled do not pile up.
        list.Add(waiter);
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
