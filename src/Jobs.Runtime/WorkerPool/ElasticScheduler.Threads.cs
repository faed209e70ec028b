namespace Jobs.WorkerPool;

/// <content>
/// The threads: how they take entries, search, park and are woken. No wake-up is lost because of two fences: a poster queues,
/// then reads who searches; a searcher stops counting as one, then looks at the queue once more.
/// </content>
internal sealed partial class ElasticScheduler
{
    // How often a thread that finds nothing looks again before it parks. Parking and waking cost some 10 us together.
    private const int SearchesBeforeParking = 20;

    private void WakeSomebody()
    {
        if (Volatile.Read(ref _searching) != 0)
            return;
        if (_threadCount - _parkedCount - Volatile.Read(ref _blocked) < _threadsMin)
            Activate(1, onlyIfNobodySearches: true);
        else
            WakeWatchdog();
    }

    /// <summary>Wakes parked threads, or starts new ones, as searchers.</summary>
    private void Activate(int count, bool onlyIfNobodySearches)
    {
        lock (_gate)
        {
            if (_isStopping || (onlyIfNobodySearches && Volatile.Read(ref _searching) != 0))
                return;
            for (; count > 0; count--)
            {
                // The woken counts as a searcher from here on, not from when it runs: the posts of the next microseconds
                // must not wake another one for what this one will find.
                if (_parked.Count > 0)
                {
                    Interlocked.Increment(ref _searching);
                    Unpark_NeedsGate(_parked[^1]).Wake();
                }
                else if (_threadCount == _threadsMax || !TryStartThread_NeedsGate())
                {
                    return;
                }
            }
        }
    }

    private bool TryStartThread_NeedsGate()
    {
        var worker = new ElasticWorker($"{_name} {++_threadsStarted}", Work);
        Interlocked.Increment(ref _searching);
        try
        {
            worker.Thread.UnsafeStart();
        }
        catch (OutOfMemoryException) when (_workers.Count > 0)
        {
            // The system gives no further thread. Those that exist go on; only a scheduler with none at all has to say so.
            Interlocked.Decrement(ref _searching);
            return false;
        }

        // The new thread may run already; whatever it does to these lists waits for the gate.
        _workers.Add(worker);
        _threadCount = _workers.Count;
        if (_threadCount > _threadsMin)
            Volatile.Write(ref _replaced, _replaced + 1);
        return true;
    }

    private ElasticWorker Unpark_NeedsGate(ElasticWorker worker)
    {
        _parked.RemoveAt(_parked.LastIndexOf(worker));
        _parkedCount = _parked.Count;
        worker.IsParked = false;
        return worker;
    }

    private void Work(ElasticWorker me)
    {
        t_current = this;
        t_clean = ExecutionContext.Capture();
        SynchronizationContext.SetSynchronizationContext(_context);
        var isSearching = true; // whoever woke this thread counted it
        while (!_isStopping)
        {
            if (!isSearching && TryParkAsSurplus(me))
            {
                if (!AwaitWake(me))
                    break;
                isSearching = true;
            }

            if (_queue.TryDequeue(out var entry))
            {
                if (isSearching)
                {
                    isSearching = false;
                    if (Interlocked.Decrement(ref _searching) == 0 && !_queue.IsEmpty)
                        WakeSomebody(); // the last searcher leaves work behind
                }

                Execute(me, entry);
                continue;
            }

            if (!isSearching)
            {
                Interlocked.Increment(ref _searching);
                isSearching = true;
            }

            if (SearchInVain() && !ParkAndWait(me))
            {
                isSearching = false;
                break;
            }
        }

        if (isSearching)
            Interlocked.Decrement(ref _searching);
        Leave(me);
    }

    /// <summary>Looks for a while; true when nothing came.</summary>
    private bool SearchInVain()
    {
        var spin = new SpinWait();
        for (var i = 0; i < SearchesBeforeParking; i++)
        {
            if (!_queue.IsEmpty || _isStopping)
                return false;
            spin.SpinOnce(sleep1Threshold: -1);
        }

        return true;
    }

    /// <summary>Parks a searcher until it is woken, as a searcher again. False when it is to exit; then it is counted out.</summary>
    private bool ParkAndWait(ElasticWorker me)
    {
        lock (_gate)
        {
            if (_isStopping)
            {
                Interlocked.Decrement(ref _searching);
                return false;
            }

            Park_NeedsGate(me);
            Interlocked.Decrement(ref _searching);
        }

        // The other half of the fence in Enqueue: what was posted while this thread still counted as a searcher woke nobody.
        Interlocked.MemoryBarrier();
        if (!_queue.IsEmpty)
        {
            lock (_gate)
            {
                if (me.IsParked)
                {
                    Unpark_NeedsGate(me);
                    Interlocked.Increment(ref _searching);
                    return true;
                }
            }
        }

        return AwaitWake(me);
    }

    /// <summary>
    /// After threads that were blocked came back there are more than are wanted: the surplus parks although work is queued,
    /// or a burst of blocking would leave the machine oversubscribed for as long as it is busy. Enough others run, and if they
    /// should block, the watchdog, who is awake because work is queued, recalls this one.
    /// </summary>
    private bool TryParkAsSurplus(ElasticWorker me)
    {
        if (!IsSurplus())
            return false;
        lock (_gate)
        {
            if (_isStopping || !IsSurplus())
                return false;
            Park_NeedsGate(me);
            return true;
        }

        bool IsSurplus() => _threadCount - _parkedCount - Volatile.Read(ref _blocked) > _threadsMin;
    }

    private void Park_NeedsGate(ElasticWorker me)
    {
        if (me.TryUncountBlocked())
            Interlocked.Decrement(ref _blocked);
        me.IsParked = true;
        me.ParkedAt = _time.GetTimestamp();
        _parked.Add(me);
        _parkedCount = _parked.Count;
    }

    private static bool AwaitWake(ElasticWorker me)
    {
        me.WaitUntilWoken();
        return !me.MustExit;
    }

    private void Leave(ElasticWorker me)
    {
        lock (_gate)
        {
            if (me.TryUncountBlocked())
                Interlocked.Decrement(ref _blocked);
            _workers.Remove(me);
            _threadCount = _workers.Count;
        }
    }
}
