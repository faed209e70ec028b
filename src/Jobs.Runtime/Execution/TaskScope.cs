using Jobs.Catalog;
using Jobs.CompilerServices;
using Jobs.Store;
using Jobs.WorkerPool;

namespace Jobs.Execution;

/// <summary>
/// The tasks of one attempt: which identities it has dispatched, which of them are stored already, how many may be under
/// way, and the gate that a pause closes.
/// </summary>
/// <remarks>
/// Credits bound what a crash can cost. A task takes one when it is handed to its pool and gives it back when its outcome
/// is acknowledged, so at most the pools' slots and <see cref="JobLimits.UnacknowledgedOutcomesMax"/> tasks of a job can
/// have run without a durable result.
/// </remarks>
internal sealed partial class TaskScope
{
    private readonly Dictionary<TaskIdentity, StoredTaskKey> _stored; // Read-only after construction.
    private readonly HashSet<TaskIdentity> _dispatched = []; // Guarded by itself.
    private readonly Dictionary<string, SlotSource> _sources = new(StringComparer.Ordinal);
    private readonly Queue<ITaskFeed> _feeds = new(); // In turn; those that are not in _feeding any more are skipped.
    private readonly HashSet<ITaskFeed> _feeding = []; // Those that may have tasks to start. Of single dispatches there may be a hundred thousand: nothing walks through them.
    private readonly HashSet<ITaskFeed> _waiters = []; // Those whose author may be waiting.
    private readonly HashSet<TaskWork> _underWay = []; // Handed to a pool, or waiting to be tried again, and not ended.
    private readonly CancellationTokenSource _cancellation = new();
    private List<long> _received = [];
    private TaskCompletionSource? _drained;
    private int _credits;
    private int _codeLeft; // Tasks that were given up and whose code has not ended.
    private bool _isHeld; // The attempt is suspended: what has not started waits.
    private bool _begins; // Something was dispatched when all was done.
    private bool _awaitsMark; // The loop was asked whether that may start.
    private bool _isGateClosed;
    private bool _isClosed;

    public TaskScope(JobAttempt attempt, IAttemptPort port, Dictionary<TaskIdentity, StoredTaskKey> stored, bool isHeld)
    {
        Attempt = attempt;
        Port = port;
        _isHeld = isHeld;
        _credits = port.Limits.UnacknowledgedOutcomesMax;
        _stored = stored;
    }

    public JobAttempt Attempt { get; }

    public IAttemptPort Port { get; }

    /// <summary>Guards every field that says nothing else. Taken by the job's threads, the pools' and the loop; never held while user code runs.</summary>
    public object Gate { get; } = new();

    /// <summary>Fires when tasks are to stop.</summary>
    public CancellationToken Cancellation => _cancellation.Token;

    /// <summary>Refuses a key that two tasks could share, or that is none.</summary>
    /// <exception cref="JobUsageException">It has no characters, too many, or is no Unicode text.</exception>
    public void RequireKey(JobTaskDescriptor task, string? key)
    {
        var problem = key is null ? "no text: it is null" : KeyRule.ProblemOf(key, Port.Limits);
        if (problem is not null) throw new JobUsageException($"Task '{task.Name}' of job '{JobName}' ({Attempt.JobId}) was given a key that has {problem}.");
    }

    /// <summary>Tasks that were dispatched and have not ended.</summary>
    public int UnfinishedCount
    {
        get
        {
            // One that has ended is under way until it is settled, which may be after its author has received its result.
            lock (Gate) return _underWay.Count(w => w.State != TaskWorkState.Ended) + _feeding.Sum(f => f.UnstartedCount);
        }
    }

    /// <summary>Whether tasks run, or are about to.</summary>
    public bool HasWork
    {
        get
        {
            // Held, it feeds none: what its tasks still run is code of its own, what they only wait for is not.
            lock (Gate) return _isHeld ? _underWay.Any(w => w.State == TaskWorkState.Running) : _underWay.Count > 0 || _feeding.Count > 0;
        }
    }

    /// <summary>Whether code of tasks that were given up still runs.</summary>
    public bool HasCodeLeft
    {
        get
        {
            lock (Gate) return _codeLeft > 0;
        }
    }

    /// <summary>The stored result of an identity, covered or not, if there is one.</summary>
    public StoredTaskKey? FindStored(TaskIdentity identity) => _stored.TryGetValue(identity, out var key) ? key : null;

    /// <summary>Notes that the attempt dispatched these identities.</summary>
    /// <exception cref="JobUsageException">One of them was dispatched before, or there are too many.</exception>
    public void Claim(IReadOnlyList<TaskIdentity> identities, string taskName)
    {
        lock (_dispatched) // Not the gate: to note a million takes a while, and the loop may want that.
        {
            if (_dispatched.Count + identities.Count > Port.Limits.TasksPerJobMax)
            {
                throw new JobUsageException(
                    $"Job '{JobName}' ({Attempt.JobId}) dispatches more than {Port.Limits.TasksPerJobMax:N0} tasks. Give a task more than one " +
                    "item, split the job into children, or raise JobLimits.TasksPerJobMax.");
            }

            foreach (var identity in identities)
            {
                if (!_dispatched.Contains(identity)) continue;
                throw new JobUsageException(
                    $"Job '{JobName}' ({Attempt.JobId}) dispatched task '{taskName}' twice with the same arguments. Its stored result would answer " +
                    "both. If it is other work, give it a Key; if it is meant to run again (polling), say Remember = false; equal items belong in one Many.");
            }

            foreach (var identity in identities) _dispatched.Add(identity);
        }
    }

    public string JobName => Attempt.Start.Descriptor.Name;

    /// <summary>Adds a feed whose author waits for it, and starts what may start.</summary>
    /// <exception cref="JobUsageException">The host has no such pool, or the attempt has ended.</exception>
    public void Add(ITaskFeed feed, string pool)
    {
        bool isInterrupted;
        lock (Gate)
        {
            if (_isClosed)
            {
                throw new JobUsageException(
                    $"Job '{JobName}' ({Attempt.JobId}) dispatches a task after its RunAsync has ended. Await everything that RunAsync starts before it returns.");
            }

            RequireSource(pool);
            Resume_NeedsGate(feed);
            _waiters.Add(feed);
            isInterrupted = _isGateClosed;
        }

        // The interruption came while the dispatch was on its way here, and has woken all whom it found.
        if (isInterrupted) feed.Wake();
        else Pump();
    }

    /// <summary>A feed's author needs nothing from it any more.</summary>
    public void Remove(ITaskFeed feed)
    {
        lock (Gate)
        {
            _feeding.Remove(feed);
            _waiters.Remove(feed);
        }
    }

    /// <summary>Hands tasks to their pools while there are credits, one feed after the other. May run on the loop: it calls no user code.</summary>
    public void Pump()
    {
        List<TaskWork>? starting = null;
        bool asks;
        lock (Gate)
        {
            asks = _begins && !_awaitsMark && Attempt.IsOutside;
            _begins = false;
            _awaitsMark |= asks;
            while (_credits > 0 && !_isHeld && !_awaitsMark && !_isGateClosed && !_isClosed && _feeds.TryDequeue(out var feed))
            {
                if (!_feeding.Contains(feed)) continue;
                var work = feed.TryNext();
                if (work is not null && feed.UnstartedCount > 0) _feeds.Enqueue(feed);
                else _feeding.Remove(feed); // It has none now; Resume puts it back when it has.
                if (work is null) continue;
                _credits--;
                _underWay.Add(work);
                (starting ??= []).Add(work);
            }
        }

        if (asks) Port.AskToBeginTasks(Attempt);

        // Outside the gate: a pool may ask TryStart, which takes it.
        if (starting is null) return;
        foreach (var work in starting) Enqueue(work);
    }

    /// <summary>What was dispatched beside a wait may start: the loop knows of it.</summary>
    public void Begin()
    {
        lock (Gate) _awaitsMark = false;
        Pump();
    }

    /// <summary>Hands a task to its pool. A source that was closed meanwhile refuses it: then it has never been dispatched.</summary>
    private void Enqueue(TaskWork work)
    {
        if (SourceOf(work).Enqueue(work)) return;
        lock (Gate) ForgetUnstarted_NeedsGate(work);
    }

    /// <summary>A feed has something to start again. Under the gate.</summary>
    public void Resume_NeedsGate(ITaskFeed feed)
    {
        if (!_feeding.Add(feed)) return;
        _begins |= _feeding.Count == 1 && _underWay.Count == 0;
        _feeds.Enqueue(feed);
    }

    /// <summary>Where a task waits for its slot.</summary>
    public SlotSource SourceOf(TaskWork work)
    {
        lock (Gate) return RequireSource(work.Task.Pool);
    }

    private SlotSource RequireSource(string pool)
    {
        if (_sources.TryGetValue(pool, out var source)) return source;
        var slots = Port.Pool(pool, JobName);
        source = slots.AddSource(Attempt.Start.Priority - JobPriority.Idle);
        source.Hold(_isHeld);
        _sources.Add(pool, source);
        _credits += slots.Slots;
        return source;
    }

    /// <summary>How many results were received since the last checkpoint. Exact for the job's own thread, which receives them.</summary>
    public int ReceivedCount => Volatile.Read(ref _received).Count;

    /// <summary>Takes the received results for a checkpoint.</summary>
    public IReadOnlyList<long> TakeReceived()
    {
        lock (Gate)
        {
            if (_received.Count == 0) return [];
            var taken = _received;
            _received = [];
            return taken;
        }
    }

    public void PutBackReceived(IReadOnlyList<long> results)
    {
        lock (Gate) _received.InsertRange(0, results);
    }

    /// <summary>The author receives a stored result: the next checkpoint covers it. Under the gate.</summary>
    public void Receive_NeedsGate(long resultId) => _received.Add(resultId);
}
