namespace Jobs.TaskLoop;

/// <summary>
/// One owner of <typeparamref name="TContext"/>. Main tasks arrive through lanes and run one by one; work that needs no
/// context runs beside, as background tasks, whose results come back through the completion lane. The loop has no thread
/// and no clock: <see cref="LoopThread{TContext}"/> turns it, and a test turns it by hand.
/// </summary>
internal sealed class TaskLoop<TContext>
{
    // After EndTurn threw: long enough that a fault at every turn does not spin, short enough that nothing is forgotten.
    private static readonly TimeSpan WaitAfterFault = TimeSpan.FromMilliseconds(100);

    private readonly TContext _context;
    private readonly LoopOptions _options;
    private readonly ILoopWait _wait;
    private readonly IBackgroundRunner<TContext> _runner;
    private readonly ITurnEnd<TContext> _turnEnd;
    private readonly Action<Exception> _onFault;
    private readonly FollowUps<TContext> _followUps;

    // Filled before the first turn, constant afterwards.
    private readonly List<Lane<TContext>> _lanes = [];
    private readonly List<Lane<TContext>> _urgent = [];
    private readonly List<Lane<TContext>> _held = [];

    // Everything below is the turning thread's, except where a counter says otherwise.
    private readonly Queue<Chain<TContext>> _interrupted = new();
    private readonly Stack<Chain<TContext>> _spareChains = new();
    private int _urgentCursor;
    private int _heldCursor;
    private int _isTurning;

    // Written by the turning thread, read by observers.
    private long _turns;
    private long _tasksRun;
    private int _interruptedCount;

    // Written by the turning thread (start) and by runners (end), interlocked.
    private int _backgroundRunning;

    /// <param name="context">The state that main tasks get.</param>
    /// <param name="options">The bounds of a turn.</param>
    /// <param name="wait">How an idle loop waits, and is woken.</param>
    /// <param name="runner">Where background tasks run.</param>
    /// <param name="turnEnd">What is done once per turn.</param>
    /// <param name="onFault">Told, on the loop, what a main task or the end of a turn threw; must not throw itself.</param>
    public TaskLoop(
        TContext context,
        LoopOptions options,
        ILoopWait wait,
        IBackgroundRunner<TContext> runner,
        ITurnEnd<TContext> turnEnd,
        Action<Exception> onFault)
    {
        options.Validate();
        _context = context;
        _options = options;
        _wait = wait;
        _runner = runner;
        _turnEnd = turnEnd;
        _onFault = onFault;
        _followUps = new FollowUps<TContext>(this);
        Completions = AddLane("completion", LaneClass.Urgent);
    }

    /// <summary>The lane that carries what background tasks returned. Others may post completions of their own to it.</summary>
    public Lane<TContext> Completions { get; }

    /// <summary>How long the loop may wait after the last turn for a post, if that turn left nothing ready.</summary>
    public TimeSpan MayWait { get; private set; }

    /// <summary>
    /// Whether nothing is posted, nothing follows and nothing runs beside: a loop that is fed only by its own tasks has
    /// finished. Exact on the turning thread.
    /// </summary>
    public bool IsQuiet
    {
        // The count first: a background task posts its result before it stops counting, so that one of the two shows it.
        get => Volatile.Read(ref _backgroundRunning) == 0 && _interrupted.Count == 0 && _lanes.TrueForAll(lane => lane.Count == 0);
    }

    /// <summary>Adds a lane; before the first turn. Lanes of a class are served in the order in which they were added.</summary>
    public Lane<TContext> AddLane(string name, LaneClass laneClass)
    {
        if (Volatile.Read(ref _turns) > 0)
            throw new InvalidOperationException("Lanes are added before the first turn.");
        var lane = new Lane<TContext>(name, laneClass, _wait);
        _lanes.Add(lane);
        (laneClass == LaneClass.Urgent ? _urgent : _held).Add(lane);
        return lane;
    }

    /// <summary>
    /// Runs one turn: what was posted by now to urgent lanes, up to the bound; of held lanes what the watermark leaves room
    /// for, and what is overdue; then the end of the turn. True when another turn would find something to do at once.
    /// </summary>
    public bool RunTurn()
    {
        if (Interlocked.Exchange(ref _isTurning, 1) != 0)
            throw new InvalidOperationException("The loop has one owner: a turn is running already.");
        try
        {
            Volatile.Write(ref _turns, _turns + 1);

            // A turn sees what was posted before it began: a task that posts itself again runs once per turn and cannot
            // keep the turn from ending.
            foreach (var lane in _lanes)
                lane.TakePosted();
            var handled = RunUrgent();
            RunHeld(handled);
            MayWait = EndTurn();
            return MayWait == TimeSpan.Zero || IsReady();
        }
        finally
        {
            Volatile.Write(ref _isTurning, 0);
        }
    }

    /// <summary>Waits until something is posted, as long as the last turn allowed.</summary>
    public void WaitForWork() => _wait.Wait(MayWait);

    /// <summary>Ends the present or the next wait.</summary>
    public void Wake() => _wait.Signal();

    /// <summary>
    /// Closes all lanes and returns the main tasks that never ran, so that their owner can answer for them. When the loop
    /// turns no more. A background task that ends later has nobody to tell: whoever cares waits for <see cref="IsQuiet"/>.
    /// </summary>
    public IReadOnlyList<MainTask<TContext>> Close()
    {
        var rest = new List<MainTask<TContext>>();
        while (_interrupted.TryDequeue(out var chain))
        {
            while (chain.Count > 0)
                rest.Add(chain.Pop());
        }

        Volatile.Write(ref _interruptedCount, 0);
        foreach (var lane in _lanes)
            lane.CloseInto(rest);
        return rest;
    }

    /// <summary>Counts, for any thread; observing changes nothing.</summary>
    public LoopObservation Observe() => new(
        Volatile.Read(ref _turns),
        Volatile.Read(ref _tasksRun),
        Volatile.Read(ref _backgroundRunning),
        Volatile.Read(ref _interruptedCount),
        _lanes.ConvertAll(lane => new LaneObservation(lane.Name, lane.Class, lane.Count, lane.IsStopped)));

    internal void StartBackground(BackgroundTask<TContext> task)
    {
        Interlocked.Increment(ref _backgroundRunning);
        task.StartOn(this, _runner);
    }

    /// <summary>Called once for every started background task, on whatever thread it ended.</summary>
    internal void EndBackground(MainTask<TContext>? result)
    {
        if (result is not null)
            Completions.Post(result);

        // After the post: IsQuiet must never see neither.
        Interlocked.Decrement(ref _backgroundRunning);
        if (result is null)
            _wait.Signal(); // quiescence may have been reached, and no post says so
    }

    private int RunUrgent()
    {
        // The stations of the round are the urgent lanes and, last, the interrupted chains. Each visit is bounded by the
        // same number of tasks, so that a flooded lane or an endless chain shares the turn with the rest. A turn that hits
        // the bound leaves its place to the next one; otherwise all were emptied, and the first lane is first again.
        var stations = _urgent.Count + 1;
        var station = _urgentCursor;
        var chainsLeft = _interrupted.Count;
        var handled = 0;
        for (var idle = 0; idle < stations; station = (station + 1) % stations)
        {
            var room = _options.IntakeMax - handled;
            if (room <= 0)
            {
                _urgentCursor = station;
                return handled;
            }

            var ran = 0;
            if (station < _urgent.Count)
                ran = RunLane(_urgent[station], Math.Min(room, _options.ChainMax));
            else if (chainsLeft-- > 0)
                ran = RunChain(_interrupted.Dequeue());
            handled += ran;
            idle = ran == 0 ? idle + 1 : 0;
        }

        _urgentCursor = 0;
        return handled;
    }

    private int RunLane(Lane<TContext> lane, int bound)
    {
        var ran = 0;
        while (ran < bound && lane.TryTake(out var task))
            ran += RunChainOf(task);
        return ran;
    }

    private void RunHeld(int handled)
    {
        // One task of each lane in turn, from where the last turn stopped: restarting at the first lane each turn would
        // let it starve the others whenever there is room for one task only.
        for (var idle = 0; idle < _held.Count && handled < _options.Watermark; _heldCursor = (_heldCursor + 1) % _held.Count)
        {
            var ran = RunHeldTask(_held[_heldCursor]);
            handled += ran;
            idle = ran == 0 ? idle + 1 : 0;
        }

        foreach (var lane in _held)
        {
            if (!lane.HasTaken || lane.IsStopped || lane.ServedInTurn == _turns)
                lane.TurnsPassedOver = 0;
            else if (++lane.TurnsPassedOver > _options.MaxHeldTurns)
                RunHeldTask(lane);
        }
    }

    private int RunHeldTask(Lane<TContext> lane)
    {
        if (!lane.TryTake(out var task))
            return 0;
        lane.ServedInTurn = _turns;
        lane.TurnsPassedOver = 0;
        return RunChainOf(task);
    }

    private int RunChainOf(MainTask<TContext> first)
    {
        var chain = _spareChains.TryPop(out var spare) ? spare : new Chain<TContext>();
        chain.Push(first);
        return RunChain(chain);
    }

    private int RunChain(Chain<TContext> chain)
    {
        var ran = 0;
        while (chain.Count > 0 && ran < _options.ChainMax)
        {
            RunTask(chain.Pop(), chain);
            ran++;
        }

        if (chain.Count > 0)
            _interrupted.Enqueue(chain);
        else
            _spareChains.Push(chain);
        Volatile.Write(ref _interruptedCount, _interrupted.Count);
        return ran;
    }

    private void RunTask(MainTask<TContext> task, Chain<TContext> chain)
    {
        var height = chain.Count;
        _followUps.Open(chain);
        try
        {
            task.Run(_context, _followUps);
            chain.ReverseAbove(height);
        }
        catch (Exception fault)
        {
            // A step that failed half way has not earned its consequences.
            chain.DropAbove(height);
            _onFault(fault);
        }
        finally
        {
            _followUps.Close();
            Volatile.Write(ref _tasksRun, _tasksRun + 1);
        }
    }

    private TimeSpan EndTurn()
    {
        try
        {
            return _turnEnd.EndTurn(_context);
        }
        catch (Exception fault)
        {
            _onFault(fault);
            return WaitAfterFault;
        }
    }

    private bool IsReady()
    {
        if (_interrupted.Count > 0)
            return true;
        foreach (var lane in _lanes)
        {
            // A post that this look misses is not lost: it signals after it is in, and the wait that follows takes the signal.
            if (lane.IsReady)
                return true;
        }

        return false;
    }
}
