namespace Jobs.WorkerPool;

/// <summary>One thread of an <see cref="ElasticScheduler"/>: how it parks, and what the watchdog knows of it.</summary>
internal sealed class ElasticWorker
{
    // Odd while an entry runs. Written by the worker, read by the watchdog: two looks that see the same odd number saw
    // the same entry running.
    private long _steps;

    // 1 while the watchdog counts this thread as blocked. Set by the watchdog, taken back by whoever of the two is first.
    private int _isCountedBlocked;

    private readonly object _wake = new();

    // Under _wake: set by the waker, taken by the worker.
    private bool _isWoken;

    public ElasticWorker(string name, Action<ElasticWorker> work)
    {
        Thread = new Thread(() => work(this)) { Name = name, IsBackground = true };
    }

    public Thread Thread { get; }

    // These three belong to the scheduler's gate.
    public bool IsParked { get; set; }

    public bool MustExit { get; set; }

    public long ParkedAt { get; set; }

    // The watchdog's own note.
    private long StepsSeen { get; set; }

    public void BeginEntry() => Volatile.Write(ref _steps, _steps + 1);

    public void EndEntry() => Volatile.Write(ref _steps, _steps + 1);

    /// <summary>For the watchdog: whether the same entry has been waiting in a lock, sleep or join since the last look.</summary>
    /// <param name="hasMoved">Whether the thread began or ended an entry since the last look.</param>
    public bool LooksBlocked(out bool hasMoved)
    {
        var steps = Volatile.Read(ref _steps);
        hasMoved = steps != StepsSeen;
        StepsSeen = steps;
        var isInEntry = (steps & 1) != 0;
        return !hasMoved && isInEntry && (Thread.ThreadState & ThreadState.WaitSleepJoin) != 0;
    }

    /// <summary>Marks the thread as counted; false when it is already.</summary>
    public bool TryCountBlocked() => Interlocked.Exchange(ref _isCountedBlocked, 1) == 0;

    /// <summary>
    /// Takes the mark back; false when there is none. After each entry the worker reads it without a fence: a mark that it
    /// just misses is seen after the next entry, when it parks, or by the next look, whichever is first.
    /// </summary>
    public bool TryUncountBlocked() =>
        Volatile.Read(ref _isCountedBlocked) != 0 && Interlocked.Exchange(ref _isCountedBlocked, 0) != 0;

    public void Wake()
    {
        lock (_wake)
        {
            _isWoken = true;
            Monitor.Pulse(_wake);
        }
    }

    public void WaitUntilWoken()
    {
        lock (_wake)
        {
            while (!_isWoken)
                Monitor.Wait(_wake);
            _isWoken = false;
        }
    }
}
