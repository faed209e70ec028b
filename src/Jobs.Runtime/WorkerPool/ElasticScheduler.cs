using System.Collections.Concurrent;

namespace Jobs.WorkerPool;

/// <summary>
/// Where user code runs: a few threads of our own and, while user code blocks them, replacements, so that a job which
/// sleeps, waits or reads without awaiting delays only itself. The shared thread pool adds threads by the half-second;
/// sixteen blocking jobs were seen to hold it, and everything else in the process, for fifteen seconds.
/// </summary>
/// <remarks>
/// One queue in order of arrival. At any time some threads run entries, some search the queue, some are parked.
/// A post wakes a thread only if nobody searches: a searcher will find what is posted, and one that finds something wakes
/// the next if there is more. So a lone small entry wakes one thread, and a flood wakes all, one after the other.
/// The other half, which looks after blocked threads, is in <c>ElasticScheduler.Watch.cs</c>.
/// </remarks>
internal sealed partial class ElasticScheduler : TaskScheduler, IWorkExecutor, IDisposable
{
    // How often a thread that finds nothing looks again before it parks. Parking and waking cost some 10 us together.
    private const int SearchesBeforeParking = 20;

    [ThreadStatic]
    private static ElasticScheduler? t_current;

    // The execution context that this thread began with: no ambient values.
    [ThreadStatic]
    private static ExecutionContext? t_clean;

    private readonly string _name;
    private readonly int _threadsMin;
    private readonly int _threadsMax;
    private readonly TimeProvider _time;
    private readonly ElasticSynchronizationContext _context;
    private readonly ConcurrentQueue<WorkEntry> _queue = new();

    // The gate guards the two lists and the workers' places in them. It is never held while anything but these changes.
    private readonly object _gate = new();
    private readonly List<ElasticWorker> _workers = [];
    private readonly List<ElasticWorker> _parked = []; // the one parked last is woken first: its caches are warm, and the others may retire
    private int _threadsStarted;

    // Written under the gate, read without it by posters.
    private volatile int _threadCount;
    private volatile int _parkedCount;
    private volatile bool _isStopping;

    // Interlocked: written by wakers (up) and workers (down).
    private int _searching;

    // Interlocked: written by the watchdog (up) and by both (down). An estimate; see Inspect.
    private int _blocked;

    /// <param name="name">What the threads are called.</param>
    /// <param name="threadsMin">How many threads are to be running, not blocked, when there is work; and how many are kept.</param>
    /// <param name="threadsMax">How many threads there may be, the blocked ones included.</param>
    /// <param name="time">Measures idle and stalled times.</param>
    /// <param name="isWatched">False leaves the watchdog to the caller, a test, who calls <see cref="Inspect"/>.</param>
    public ElasticScheduler(string name, int threadsMin, int threadsMax, TimeProvider time, bool isWatched = true)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threadsMin, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(threadsMax, threadsMin);
        _name = name;
        _threadsMin = threadsMin;
        _threadsMax = threadsMax;
        _time = time;
        _isWatched = isWatched;
        _context = new ElasticSynchronizationContext(this);
    }

    /// <summary>The scheduler whose thread this is; null on any other thread.</summary>
    public static new ElasticScheduler? Current => t_current;

    /// <summary>
    /// Told what an entry threw to nobody: an async void method, a callback. Without it the process ends, as it does when
    /// that happens on the shared pool.
    /// </summary>
    public Action<Exception>? OnUnhandled { get; init; }

    /// <summary>Threads that exist now.</summary>
    public int ThreadCount => _threadCount;

    /// <summary>Threads that wait for work now.</summary>
    public int IdleThreads => _parkedCount;

    /// <summary>Threads that user code blocked when the watchdog last looked, and that have not come back.</summary>
    public int BlockedThreads => Volatile.Read(ref _blocked);

    /// <summary>How many threads were started or recalled in place of others that were blocked or made no progress, since the beginning.</summary>
    public long Replaced => Volatile.Read(ref _replaced);

    /// <summary>Whether an entry waits for a thread.</summary>
    public bool HasQueued => !_queue.IsEmpty;

    /// <inheritdoc/>
    public override int MaximumConcurrencyLevel => _threadsMax;

    /// <summary>Runs an action here, soon; nothing is allocated. Awaits in it come back here.</summary>
    public void Post(Action<object?> action, object? state) => Enqueue(new WorkEntry(action, state));

    /// <summary>Runs asynchronous work here, first instruction included, and returns its end.</summary>
    public Task Run(Func<Task> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, this).Unwrap();

    /// <summary>
    /// Ends the threads, each when its present entry ends, and waits for none: user code may never return. What is queued,
    /// and every later continuation, runs on the shared pool: an await that never came back would be worse than one on a
    /// wrong thread.
    /// </summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_isStopping)
                return;
            _isStopping = true;
            foreach (var worker in _parked)
            {
                worker.IsParked = false;
                worker.MustExit = true;
                worker.Wake();
            }

            _parked.Clear();
            _parkedCount = 0;
        }

        StopWatching();
        MoveToSharedPool();
    }

    /// <summary>After <see cref="Dispose"/>: waits for the threads to end. False if some have not when patience ran out.</summary>
    public bool WaitForThreads(TimeSpan patience)
    {
        ElasticWorker[] workers;
        lock (_gate)
            workers = [.. _workers];
        var began = _time.GetTimestamp();
        foreach (var worker in workers)
        {
            var left = patience - _time.GetElapsedTime(began);
            if (!worker.Thread.Join(left > TimeSpan.Zero ? left : TimeSpan.Zero))
                return false;
        }

        return true;
    }

    /// <summary>
    /// Undoes what code that ran on this thread left behind, so that the next entry does not inherit another's ambient state.
    /// An async method restores both by itself; these two reads are for code that is not one.
    /// </summary>
    internal static void RestoreAmbient()
    {
        if (t_current is not { } scheduler)
            return;
        if (ExecutionContext.Capture() is { } ambient && ambient != t_clean)
            ExecutionContext.Restore(t_clean!);
        if (SynchronizationContext.Current != scheduler._context)
            SynchronizationContext.SetSynchronizationContext(scheduler._context);
    }

    internal void Enqueue(WorkEntry entry)
    {
        _queue.Enqueue(entry);

        // Between the queue and the counters: a thread about to park counts itself out and then looks at the queue once
        // more. With both fences in place, either it sees this entry or we see that it no longer searches.
        Interlocked.MemoryBarrier();
        if (_isStopping)
            MoveToSharedPool();
        else
            WakeSomebody();
    }

    protected override void QueueTask(Task task) => Enqueue(new WorkEntry(task, null));

    // A task that was queued and is then run inline stays queued; its entry finds it done.
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => t_current == this && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks()
    {
        foreach (var entry in _queue)
        {
            if (entry.Work is Task task)
                yield return task;
        }
    }

    private void WakeSomebody()
    {
        if (Volatile.Read(ref _searching) != 0)
            return;
        if (_threadCount - _parkedCount - Volatile.Read(ref _blocked) < _threadsMin)
            Activate(1, onlyIfNobodySearches: true);
        else
            WakeWatchdog();
    }

    /// <summary>Wakes parked threads, or starts new ones, as searchers. Returns how many.</summary>
    private int Activate(int count, bool onlyIfNobodySearches)
    {
        var activated = 0;
        lock (_gate)
        {
            if (_isStopping || (onlyIfNobodySearches && Volatile.Read(ref _searching) != 0))
                return 0;
            while (activated < count)
            {
                // The woken counts as a searcher from here on, not from when it runs: the posts of the next microseconds
                // must not wake another one for what this one will find.
                if (_parked.Count > 0)
                {
                    Interlocked.Increment(ref _searching);
                    Unpark(_parked[^1]).Wake();
                }
                else if (_threadCount < _threadsMax)
                {
                    Interlocked.Increment(ref _searching);
                    StartThread_NeedsGate();
                }
                else
                {
                    break;
                }

                activated++;
            }
        }

        return activated;
    }

    private void StartThread_NeedsGate()
    {
        var worker = new ElasticWorker($"{_name} {++_threadsStarted}", Work);
        _workers.Add(worker);
        _threadCount = _workers.Count;
        worker.Thread.UnsafeStart();
    }

    private ElasticWorker Unpark(ElasticWorker worker)
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
                    Unpark(me);
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

    private void Execute(ElasticWorker me, WorkEntry entry)
    {
        me.BeginEntry();
        Execute(entry);
        me.EndEntry();
        if (me.TryUncountBlocked())
            Interlocked.Decrement(ref _blocked);
        RestoreAmbient();
    }

    private void Execute(WorkEntry entry)
    {
        try
        {
            if (entry.Work is Action<object?> action)
                action(entry.State);
            else if (entry.Work is SendOrPostCallback callback)
                callback(entry.State);
            else
                TryExecuteTask((Task)entry.Work);
        }
        catch (Exception fault) when (OnUnhandled is not null)
        {
            OnUnhandled(fault);
        }
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

    private void MoveToSharedPool()
    {
        while (_queue.TryDequeue(out var entry))
            ThreadPool.UnsafeQueueUserWorkItem(static late => late.Scheduler.Execute(late.Entry), (Scheduler: this, Entry: entry), preferLocal: false);
    }
}
