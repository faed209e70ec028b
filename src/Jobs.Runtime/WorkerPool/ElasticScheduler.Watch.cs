namespace Jobs.WorkerPool;

/// <content>
/// The watchdog: a thread that sleeps while nothing is queued and otherwise looks at short intervals whether those who should
/// take the work are blocked.
/// </content>
internal sealed partial class ElasticScheduler
{
    // Work that waits because all threads are blocked gets a new one after one to two of these.
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(8);

    // While there are more threads than are kept, somebody must look whether they are still needed.
    private static readonly TimeSpan RetireLookInterval = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan IdleBeforeRetiring = TimeSpan.FromSeconds(10);

    // Without progress and without a visible wait the threads compute, which more threads would only slow down, or are
    // blocked inside the operating system, which we cannot see. So help comes, but slowly.
    private static readonly TimeSpan StallBeforeHelp = TimeSpan.FromMilliseconds(250);

    private readonly bool _isWatched;
    private readonly object _watchGate = new();

    // Under _watchGate.
    private Thread? _watchdog;

    // Set by the watchdog before it sleeps for long, cleared by whoever wakes it. Read by posters without the gate.
    private volatile bool _isWatchdogAsleep = true;

    // The watchdog's own: when it last saw progress.
    private long _progressSeenAt;

    /// <summary>
    /// One look: counts who is blocked, provides replacements if work is queued, retires who has been idle for long.
    /// A thread counts as blocked when two looks find it waiting inside the same entry.
    /// </summary>
    /// <returns>When to look next; infinite when there is nothing to look at until somebody posts.</returns>
    internal TimeSpan Inspect()
    {
        var now = _time.GetTimestamp();
        int wanted;
        lock (_gate)
        {
            var hasProgress = CountBlocked_NeedsGate();
            if (hasProgress || _queue.IsEmpty)
                _progressSeenAt = now;
            if (_queue.IsEmpty)
                return RetireIdle_NeedsGate(now);
            wanted = ThreadsWanted_NeedsGate(now);
        }

        if (wanted > 0)
            Activate(wanted, onlyIfNobodySearches: false);
        return LookInterval;
    }

    private bool CountBlocked_NeedsGate()
    {
        var hasProgress = false;
        foreach (var worker in _workers)
        {
            var isBlocked = worker.LooksBlocked(out var hasMoved) && !worker.IsParked;
            hasProgress |= hasMoved;
            if (isBlocked && worker.TryCountBlocked())
                Interlocked.Increment(ref _blocked);
            else if (!isBlocked && worker.TryUncountBlocked())
                Interlocked.Decrement(ref _blocked);
        }

        return hasProgress;
    }

    private int ThreadsWanted_NeedsGate(long now)
    {
        var blocked = Volatile.Read(ref _blocked);
        var running = _threadCount - _parkedCount - blocked;
        if (running < _threadsMin)
        {
            // When all are blocked, what is queued is probably of the same kind: twice as many each time reaches a
            // thousand blockers in ten looks, and still starts only a few threads for a few.
            var wanted = Math.Max(_threadsMin - running, running == 0 ? blocked : 0);
            return Math.Min(wanted, _queue.Count);
        }

        if (_time.GetElapsedTime(_progressSeenAt, now) < StallBeforeHelp)
            return 0;
        _progressSeenAt = now;
        return 1;
    }

    private TimeSpan RetireIdle_NeedsGate(long now)
    {
        while (_parked.Count > 0 && _threadCount - Volatile.Read(ref _blocked) > _threadsMin
            && _time.GetElapsedTime(_parked[0].ParkedAt, now) >= IdleBeforeRetiring)
        {
            var oldest = Unpark_NeedsGate(_parked[0]);
            oldest.MustExit = true;
            _workers.Remove(oldest);
            _threadCount = _workers.Count;
            oldest.Wake();
        }

        return _threadCount > _threadsMin ? RetireLookInterval : Timeout.InfiniteTimeSpan;
    }

    private void WakeWatchdog()
    {
        if (!_isWatchdogAsleep || !_isWatched)
            return;
        lock (_watchGate)
        {
            if (!_isWatchdogAsleep || _isStopping)
                return;
            _isWatchdogAsleep = false;
            if (_watchdog is null)
            {
                _watchdog = new Thread(Watch) { Name = $"{_name} watchdog", IsBackground = true };
                _watchdog.UnsafeStart();
            }
            else
            {
                Monitor.Pulse(_watchGate);
            }
        }
    }

    private void StopWatching()
    {
        lock (_watchGate)
            Monitor.Pulse(_watchGate);
    }

    private void Watch()
    {
        while (!_isStopping)
        {
            var next = Inspect();
            lock (_watchGate)
            {
                if (_isStopping)
                    return;
                if (next != LookInterval)
                {
                    // As in Enqueue and ParkAndWait: first the flag, then the fence, then the queue. Whoever posts after
                    // that sees the flag and wakes us.
                    _isWatchdogAsleep = true;
                    Interlocked.MemoryBarrier();
                    if (!_queue.IsEmpty)
                        next = LookInterval;
                }

                Monitor.Wait(_watchGate, next);
                _isWatchdogAsleep = false;
            }
        }
    }
}
