namespace Jobs.Integration.Tests.Zoo;

/// <summary>Something that blocks threads, as a slow library without async methods does.</summary>
public sealed class ThreadBlock : IDisposable
{
    private readonly ManualResetEventSlim _open = new();
    private readonly CountdownEvent _entered;

    public ThreadBlock(int expected) => _entered = new CountdownEvent(expected);

    /// <summary>Blocks until <see cref="Open"/>.</summary>
    public void Enter()
    {
        _entered.Signal();
        _open.Wait();
    }

    /// <summary>Waits, on a thread of the caller's, until all that are expected block; false when they do not in time.</summary>
    public bool WaitUntilAllBlock(TimeSpan timeout) => _entered.Wait(timeout);

    public void Open() => _open.Set();

    public void Dispose()
    {
        _open.Dispose();
        _entered.Dispose();
    }
}
