namespace Jobs.Benchmarks.Blockers;

/// <summary>Where threads block until the row lets them go; counts who has arrived.</summary>
public sealed class ThreadBlock(int count) : IDisposable
{
    private readonly ManualResetEventSlim _open = new();
    private readonly TaskCompletionSource _allBlock = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _missing = count; // Interlocked, by those who arrive.

    /// <summary>Ends when all have arrived.</summary>
    public Task AllBlock => _allBlock.Task;

    /// <summary>Arrives, and blocks.</summary>
    public void Enter()
    {
        if (Interlocked.Decrement(ref _missing) == 0) _allBlock.SetResult();
        _open.Wait();
    }

    /// <summary>Lets all go.</summary>
    public void Open() => _open.Set();

    /// <inheritdoc/>
    public void Dispose() => _open.Dispose();
}
