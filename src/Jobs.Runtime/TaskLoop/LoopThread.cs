namespace Jobs.TaskLoop;

/// <summary>The thread that turns a loop, and nothing else.</summary>
internal sealed class LoopThread<TContext> : IDisposable
{
    private readonly TaskLoop<TContext> _loop;
    private readonly Thread _thread;

    // Written by whoever stops, read by the loop's thread.
    private volatile bool _isStopping;

    public LoopThread(TaskLoop<TContext> loop, string name)
    {
        _loop = loop;
        _thread = new Thread(Turn) { Name = name, IsBackground = true };
    }

    /// <summary>Whether the caller is on the loop.</summary>
    public bool IsCurrent => Thread.CurrentThread == _thread;

    /// <summary>Whether it was asked to stop.</summary>
    public bool IsStopping => _isStopping;

    /// <summary>Begins to turn the loop.</summary>
    public void Start() => _thread.UnsafeStart();

    /// <summary>
    /// Ends after the current turn and waits for that; what is still posted stays in its lane for
    /// <see cref="TaskLoop{TContext}.Close"/>. From a main task it only asks, because the turn cannot wait for itself.
    /// </summary>
    public void Stop()
    {
        _isStopping = true;
        _loop.Wake();
        if (!IsCurrent && (_thread.ThreadState & ThreadState.Unstarted) == 0)
            _thread.Join();
    }

    public void Dispose() => Stop();

    private void Turn()
    {
        while (!_isStopping)
        {
            if (!_loop.RunTurn() && !_isStopping)
                _loop.WaitForWork();
        }
    }
}
