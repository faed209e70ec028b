namespace Jobs.Benchmarks.Priority;

/// <summary>What the low work of a host shares: how much of it has begun, and whether it is over.</summary>
public sealed class LowWork(int tasks)
{
    private readonly TaskCompletionSource _isFull = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _missing = tasks; // Interlocked, by tasks as they begin.
    private volatile bool _isOver;

    /// <summary>Ends when as many tasks have begun as there are slots.</summary>
    public Task IsFull => _isFull.Task;

    /// <summary>Whether tasks are to return. Set once, by the row.</summary>
    public bool IsOver
    {
        get => _isOver;
        set => _isOver = value;
    }

    /// <summary>A task begins.</summary>
    public void Begin()
    {
        if (Interlocked.Decrement(ref _missing) == 0) _isFull.SetResult();
    }
}
