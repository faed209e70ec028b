using Jobs.WorkerPool;

namespace Jobs.Runtime.Tests.WorkerPool;

/// <summary>
/// An executor whose entries run when the test says so, on its thread, one by one; what was awaited becomes an entry too.
/// </summary>
internal sealed class HandExecutor : SynchronizationContext, IWorkExecutor
{
    private readonly Queue<(Delegate Action, object? State)> _entries = new();

    public bool HasQueued => _entries.Count > 0;

    public void Post(Action<object?> action, object? state) => _entries.Enqueue((action, state));

    public override void Post(SendOrPostCallback d, object? state) => _entries.Enqueue((d, state));

    public void RunAll()
    {
        var outer = Current;
        SetSynchronizationContext(this);
        try
        {
            while (_entries.TryDequeue(out var entry))
            {
                if (entry.Action is SendOrPostCallback callback)
                    callback(entry.State);
                else
                    ((Action<object?>)entry.Action)(entry.State);
            }
        }
        finally
        {
            SetSynchronizationContext(outer);
        }
    }
}
