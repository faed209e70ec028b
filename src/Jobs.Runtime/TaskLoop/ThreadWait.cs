namespace Jobs.TaskLoop;

/// <summary>
/// The real wait: the loop's own thread blocks until a signal or the timeout. No thread of the pool is involved, so that a
/// pool full of blocked user code cannot delay the loop.
/// </summary>
internal sealed class ThreadWait : ILoopWait
{
    private readonly object _gate = new();

    // Set by posters, cleared by the waiting thread: under _gate.
    private bool _isSignalled;

    public void Signal()
    {
        lock (_gate)
        {
            if (_isSignalled)
                return;
            _isSignalled = true;
            Monitor.Pulse(_gate); // to nobody, and for nothing, while the loop is awake: the flag stays
        }
    }

    public void Wait(TimeSpan timeout)
    {
        lock (_gate)
        {
            // A wake without a signal only costs a turn, so one wait is enough.
            if (!_isSignalled && timeout != TimeSpan.Zero)
                Monitor.Wait(_gate, timeout);
            _isSignalled = false;
        }
    }
}
