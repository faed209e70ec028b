namespace Jobs.TaskLoop;

/// <summary>
/// The real wait: the loop's own thread blocks until a signal or the timeout. No thread of the pool is involved, so that a
/// pool full of blocked user code cannot delay the loop.
/// </summary>
internal sealed class ThreadWait : ILoopWait
{
    // The system's longest wait is 24.8 days, and it throws above that. A wait that is cut short only costs a turn.
    private static readonly TimeSpan WaitMax = TimeSpan.FromDays(1);

    // How often the flag is looked at before the thread blocks. Blocking and being woken cost some 7 us; under load the
    // next post is nearer than that. The later looks give the processor to whoever wants it.
    private const int LooksBeforeBlocking = 20;

    private readonly object _gate = new();

    // Set by posters, cleared by the waiting thread: under _gate. Read without it while looking.
    private volatile bool _isSignalled;

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
        if (timeout != TimeSpan.Zero)
        {
            var spin = new SpinWait();
            for (var i = 0; i < LooksBeforeBlocking && !_isSignalled; i++)
                spin.SpinOnce(sleep1Threshold: -1);
        }

        lock (_gate)
        {
            // One wait is enough: a wake without a signal only costs a turn.
            if (!_isSignalled && timeout != TimeSpan.Zero)
                Monitor.Wait(_gate, Milliseconds(timeout));
            _isSignalled = false;
        }
    }

    private static int Milliseconds(TimeSpan timeout)
    {
        if (timeout == Timeout.InfiniteTimeSpan)
            return Timeout.Infinite;

        // Rounded up: cut off, the last part of a millisecond would be spent turning without a wait.
        return (int)Math.Ceiling(Math.Clamp(timeout.TotalMilliseconds, 0, WaitMax.TotalMilliseconds));
    }
}
