using System.Diagnostics.CodeAnalysis;

namespace Jobs.TaskLoop;

/// <summary>
/// A named source of main tasks: any thread posts, the loop takes, in the order of posting. A post allocates nothing: two
/// buffers change places when the loop has emptied the one that it works on. (A linked list through the tasks was
/// rejected: it would forbid posting one task object twice.)
/// </summary>
internal sealed class Lane<TContext>
{
    // A buffer that one flood made large is not kept for ever.
    private const int BufferLengthKeptMax = 4096;

    private readonly object _gate = new();
    private readonly ILoopWait _wait;

    // Written by posters and the loop, read by all: under _gate.
    private MainTask<TContext>?[] _posted = new MainTask<TContext>?[16];
    private int _postedCount;
    private bool _isClosed;

    // Written and read by the loop; the count is read by observers too, under _gate when it must agree with _postedCount.
    private MainTask<TContext>?[] _taken = new MainTask<TContext>?[16];
    private int _takenNext;
    private int _takenCount;

    // Written by anyone, read by the loop.
    private volatile bool _isStopped;

    internal Lane(string name, LaneClass laneClass, ILoopWait wait)
    {
        Name = name;
        Class = laneClass;
        _wait = wait;
    }

    /// <summary>What the lane carries.</summary>
    public string Name { get; }

    /// <summary>How it is served.</summary>
    public LaneClass Class { get; }

    /// <summary>How many posted tasks have not run yet.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _postedCount + (_takenCount - Volatile.Read(ref _takenNext));
        }
    }

    /// <summary>Whether the lane is stopped: see <see cref="Stop"/>.</summary>
    public bool IsStopped => _isStopped;

    // For the loop alone: the turn in which the lane was last served, and how often it was passed over since.
    internal long ServedInTurn { get; set; }

    internal int TurnsPassedOver { get; set; }

    /// <summary>Whether a task of this turn is left. For the loop alone.</summary>
    internal bool HasTaken => _takenNext < _takenCount;

    /// <summary>Whether a turn would find something. For the loop alone.</summary>
    internal bool IsReady => !_isStopped && (HasTaken || Volatile.Read(ref _postedCount) > 0);

    /// <summary>Queues a task and wakes the loop. False, and nothing is queued, once the lane is closed.</summary>
    public bool Post(MainTask<TContext> task)
    {
        bool isFirst;
        lock (_gate)
        {
            if (_isClosed)
                return false;
            if (_postedCount == _posted.Length)
                Array.Resize(ref _posted, _posted.Length * 2);
            isFirst = _postedCount == 0;
            _posted[_postedCount] = task;
            Volatile.Write(ref _postedCount, _postedCount + 1);
        }

        // Only the post that made the lane non-empty signals. It cannot be lost: it signals after the task is in, and
        // signals stick, so the loop looks at the lane at least once after that. Any later post finds the lane non-empty,
        // which means that this look has not happened yet and will find both. A stopped lane signals when it is released.
        if (isFirst)
            _wait.Signal();
        return true;
    }

    /// <summary>Keeps the loop from taking more from this lane; posts are kept. For intake that has to wait for room.</summary>
    public void Stop() => _isStopped = true;

    /// <summary>Lets the loop take from this lane again, and wakes it: what became eligible must not wait for the next post.</summary>
    public void Release()
    {
        _isStopped = false;
        _wait.Signal();
    }

    /// <summary>Refuses further posts; what is posted still runs if the loop goes on.</summary>
    public void Close()
    {
        lock (_gate)
            _isClosed = true;
    }

    /// <summary>Makes what is posted by now this turn's share, if the last share is used up. For the loop alone.</summary>
    internal void TakePosted()
    {
        // Without the lock: a post that is missed here signals after it is in, so that a further turn follows.
        if (HasTaken || Volatile.Read(ref _postedCount) == 0)
            return;
        lock (_gate)
        {
            var empty = _taken.Length > BufferLengthKeptMax ? new MainTask<TContext>?[16] : _taken;
            (_taken, _posted) = (_posted, empty);
            (_takenCount, _takenNext) = (_postedCount, 0);
            _postedCount = 0;
        }
    }

    /// <summary>Takes the next task of this turn. For the loop alone.</summary>
    internal bool TryTake([NotNullWhen(true)] out MainTask<TContext>? task)
    {
        if (_isStopped || !HasTaken)
        {
            task = null;
            return false;
        }

        task = _taken[_takenNext]!;
        _taken[_takenNext] = null; // the buffer outlives the task
        Volatile.Write(ref _takenNext, _takenNext + 1);
        return true;
    }

    /// <summary>Closes the lane and moves what never ran to <paramref name="rest"/>, in order. When the loop turns no more.</summary>
    internal void CloseInto(List<MainTask<TContext>> rest)
    {
        Close();
        _isStopped = false;
        while (true)
        {
            TakePosted();
            if (!TryTake(out var task))
                return;
            rest.Add(task);
        }
    }
}
