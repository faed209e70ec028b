using Jobs.WorkerPool;

namespace Jobs.Runtime.Tests.Engine;

/// <summary>User code on no thread of its own: the test runs what is queued, an entry at a time, in the order it likes.</summary>
internal sealed class ManualExecutor : IWorkExecutor
{
    private readonly List<(Action<object?> Action, object? State)> _queue = [];
    private readonly Context _context;

    public ManualExecutor() => _context = new Context(this);

    public bool HasQueued => Count > 0;

    public int Count
    {
        get
        {
            lock (_queue) return _queue.Count;
        }
    }

    public void Post(Action<object?> action, object? state)
    {
        lock (_queue) _queue.Add((action, state));
    }

    /// <summary>Runs one entry; false when there is none.</summary>
    public bool RunOne(int index = 0)
    {
        (Action<object?> Action, object? State) entry;
        lock (_queue)
        {
            if (index >= _queue.Count) return false;
            entry = _queue[index];
            _queue.RemoveAt(index);
        }

        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(_context);
        try
        {
            entry.Action(entry.State);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }

        return true;
    }

    private sealed class Context(ManualExecutor executor) : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state) => executor.Post(s => d(s), state);

        public override SynchronizationContext CreateCopy() => this;
    }
}
