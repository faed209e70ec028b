using Jobs.WorkerPool;

namespace Jobs.Simulation.Worlds;

/// <summary>
/// An executor without threads: the world runs what is queued, an entry at a time, in whatever order the seed says. With a
/// context of its own for user code, whose awaits come back here; without one for clients, as on the shared pool.
/// </summary>
internal sealed class StepQueue : IWorkExecutor
{
    private readonly List<(Action<object?> Action, object? State)> _entries = [];
    private readonly World _world;
    private readonly SynchronizationContext? _context;

    public StepQueue(World world, bool hasContext)
    {
        _world = world;
        _context = hasContext ? new Context(this) : null;
    }

    public bool HasQueued => _entries.Count > 0;

    public int Count => _entries.Count;

    public void Post(Action<object?> action, object? state)
    {
        _world.RequireOwnThread();
        _entries.Add((action, state));
    }

    /// <summary>Runs the entry at a place.</summary>
    public void Run(int place)
    {
        var (action, state) = _entries[place];
        _entries.RemoveAt(place);
        SynchronizationContext.SetSynchronizationContext(_context);
        try
        {
            action(state);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(null);
        }
    }

    private sealed class Context(StepQueue queue) : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state) => queue.Post(s => d(s), state);

        public override SynchronizationContext CreateCopy() => this;
    }
}
