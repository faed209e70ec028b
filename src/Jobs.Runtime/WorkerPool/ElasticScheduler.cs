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
/// The threads are in <c>ElasticScheduler.Threads.cs</c>; what looks after blocked ones is in <c>ElasticScheduler.Watch.cs</c>.
/// </remarks>
internal sealed partial class ElasticScheduler : TaskScheduler, IWorkExecutor, IDisposable
{
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
    private long _replaced; // read without the gate by observers

    // Written under the gate, read without it by posters.
    private volatile int _threadCount;
    private volatile int _parkedCount;
    private volatile bool _isStopping;

    // Interlocked: written by wakers (up) and workers (down).
    private int _searching;

    // Interlocked: written by the watchdog (up) and by it and the workers (down). An estimate: see ElasticWorker.
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

    /// <summary>How many threads were started, since the beginning, in place of others that were blocked or made no progress.</summary>
    public long Replaced => Volatile.Read(ref _replaced);

    /// <inheritdoc/>
    public bool HasQueued => !_queue.IsEmpty;

    /// <inheritdoc/>
    public override int MaximumConcurrencyLevel => _threadsMax;

    /// <summary>Runs an action here, soon and never inside the call; nothing is allocated. Awaits in it come back
    /// here. The poster's ambient values do not flow into it.</summary>
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
        if (ExecutionContext.Capture() != t_clean)
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

    private void MoveToSharedPool()
    {
        while (_queue.TryDequeue(out var entry))
            ThreadPool.UnsafeQueueUserWorkItem(static late => late.Scheduler.Execute(late.Entry), (Scheduler: this, Entry: entry), preferLocal: false);
    }
}
