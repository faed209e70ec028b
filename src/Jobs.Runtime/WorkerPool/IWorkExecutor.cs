namespace Jobs.WorkerPool;

/// <summary>Where user code runs: threads of our own, or, in a simulation, a queue that one seed empties in an order of its own.</summary>
internal interface IWorkExecutor
{
    /// <summary>Whether an entry waits.</summary>
    bool HasQueued { get; }

    /// <summary>Runs an action, soon, never before this returns. Awaits in it come back here.</summary>
    void Post(Action<object?> action, object? state);
}
