using System.Diagnostics.CodeAnalysis;

namespace Jobs.WorkerPool;

/// <summary>
/// A named pool of slots: at most that many items run at a time, asynchronous waiting included. Its sources are served
/// round robin, one item each. A slot belongs to a <see cref="SlotRunner"/> and is given back when its item ends, however
/// it ends; there is one place that frees it.
/// </summary>
internal sealed class SlotPool
{
    private readonly object _gate = new();
    private readonly Action<Exception>? _onFault;

    // All under the gate.
    private readonly Queue<SlotSource> _ring = new(); // the sources that have items, each once, in the order of their turns
    private readonly List<SlotRunner> _active = [];   // runners that hold a slot or are on their way to take one
    private readonly Stack<SlotRunner> _spare = new();
    private int _slots;
    private int _running;
    private int _peakRunning;
    private int _abandoned;
    private bool _isClosed;

    /// <param name="name">What the pool is called in options and counts.</param>
    /// <param name="slots">How many items may run at a time.</param>
    /// <param name="scheduler">Where they run.</param>
    /// <param name="onFault">Told what <see cref="IWorkItem.OnCrashed"/> threw, which it must not.</param>
    public SlotPool(string name, int slots, IWorkExecutor scheduler, Action<Exception>? onFault = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(slots, 1);
        Name = name;
        _slots = slots;
        Scheduler = scheduler;
        _onFault = onFault;
    }

    /// <summary>What the pool is called.</summary>
    public string Name { get; }

    /// <summary>How many items may run at a time.</summary>
    public int Slots => Read(ref _slots);

    /// <summary>How many run now; abandoned ones are not counted.</summary>
    public int Running => Read(ref _running);

    /// <summary>The most that ran at a time.</summary>
    public int PeakRunning => Read(ref _peakRunning);

    /// <summary>Items that were abandoned and whose code has not ended.</summary>
    public int Abandoned => Read(ref _abandoned);

    internal IWorkExecutor Scheduler { get; }

    /// <summary>Adds a source of items.</summary>
    public SlotSource AddSource() => new(this);

    /// <summary>Changes the number of slots. Fewer take effect as running items end.</summary>
    public void Resize(int slots)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(slots, 1);
        lock (_gate)
        {
            _slots = slots;
            StartRunners_NeedsGate(int.MaxValue);
        }
    }

    /// <summary>
    /// Forgets a running item whose code does not return: its slot goes to others now, and when the code ends after all it
    /// gives nothing back. False when the item is not running here, or no longer.
    /// </summary>
    public bool Abandon(IWorkItem item)
    {
        lock (_gate)
        {
            var runner = _active.Find(candidate => candidate.Item == item);
            if (runner is null)
                return false;
            _active.Remove(runner);
            runner.IsAbandoned = true;
            _abandoned++;
            _running--;
            StartRunners_NeedsGate(1);
            return true;
        }
    }

    /// <summary>Closes all sources, present and future; returns the items that never started. What runs goes on.</summary>
    public IReadOnlyList<IWorkItem> Close()
    {
        lock (_gate)
        {
            _isClosed = true;
            var rest = new List<IWorkItem>();
            while (_ring.TryDequeue(out var source))
            {
                rest.AddRange(source.Waiting);
                source.Waiting.Clear();
            }

            return rest;
        }
    }

    internal int CountOf(SlotSource source)
    {
        lock (_gate)
            return source.Waiting.Count;
    }

    internal bool Enqueue(SlotSource source, ReadOnlySpan<IWorkItem> items)
    {
        lock (_gate)
        {
            if (_isClosed || source.IsClosed)
                return false;
            if (items.IsEmpty)
                return true;
            if (source.Waiting.Count == 0)
                _ring.Enqueue(source);
            foreach (var item in items)
                source.Waiting.Enqueue(item);
            StartRunners_NeedsGate(items.Length);
            return true;
        }
    }

    internal IReadOnlyList<IWorkItem> Close(SlotSource source)
    {
        lock (_gate)
        {
            source.IsClosed = true;
            IWorkItem[] rest = [.. source.Waiting];
            source.Waiting.Clear(); // its place in the ring, if it has one, is skipped when its turn comes
            return rest;
        }
    }

    /// <summary>Ends the runner's present item, if it has one, and takes the next. False when the slot was given back.</summary>
    internal bool TryTake(SlotRunner runner, [NotNullWhen(true)] out IWorkItem? item)
    {
        lock (_gate)
        {
            item = null;
            if (!EndItem_NeedsGate(runner))
                return false;
            if (_active.Count > _slots || !TryNext_NeedsGate(out item))
            {
                Release_NeedsGate(runner);
                return false;
            }

            runner.Item = item;
            _running++;
            _peakRunning = Math.Max(_peakRunning, _running);
            return true;
        }
    }

    /// <summary>Ends the runner's present item; the runner goes on and takes another.</summary>
    internal void End(SlotRunner runner)
    {
        lock (_gate)
            EndItem_NeedsGate(runner);
    }

    /// <summary>Ends the runner's present item. True when the runner is to go on, because there is something for it.</summary>
    internal bool EndAndKeep(SlotRunner runner)
    {
        lock (_gate)
        {
            if (!EndItem_NeedsGate(runner))
                return false;
            if (_ring.Count > 0 && _active.Count <= _slots)
                return true;
            Release_NeedsGate(runner);
            return false;
        }
    }

    internal void Report(IWorkItem item, Exception fault)
    {
        try
        {
            item.OnCrashed(fault);
        }
        catch (Exception second)
        {
            _onFault?.Invoke(new AggregateException(fault, second));
        }
    }

    /// <summary>The one place where an item's slot is freed, unless it was abandoned. False for a runner that was: it ends.</summary>
    private bool EndItem_NeedsGate(SlotRunner runner)
    {
        if (runner.IsAbandoned)
        {
            if (runner.Item is not null)
                _abandoned--;
            runner.Item = null;
            return false;
        }

        if (runner.Item is not null)
            _running--;
        runner.Item = null;
        return true;
    }

    private void Release_NeedsGate(SlotRunner runner)
    {
        _active.Remove(runner);
        _spare.Push(runner);
    }

    private bool TryNext_NeedsGate([NotNullWhen(true)] out IWorkItem? item)
    {
        while (_ring.TryDequeue(out var source))
        {
            if (!source.Waiting.TryDequeue(out item))
                continue;
            if (source.Waiting.Count > 0)
                _ring.Enqueue(source);
            return true;
        }

        item = null;
        return false;
    }

    private void StartRunners_NeedsGate(int itemsAdded)
    {
        // Some of these runners may find that others, already on their way, took their items; they give their slots back.
        for (; itemsAdded > 0 && _ring.Count > 0 && _active.Count < _slots; itemsAdded--)
        {
            var runner = _spare.TryPop(out var spare) ? spare : new SlotRunner(this);
            _active.Add(runner);
            Scheduler.Post(SlotRunner.Work, runner);
        }
    }

    private int Read(ref int field)
    {
        lock (_gate)
            return field;
    }
}
