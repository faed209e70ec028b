using System.Diagnostics.CodeAnalysis;

namespace Jobs.WorkerPool;

/// <summary>
/// A named pool of slots: at most that many items run at a time, asynchronous waiting included. Its sources are served by
/// level, and round robin inside one (<see cref="SlotOrder"/>). A slot belongs to a <see cref="SlotRunner"/> and is given back when its item ends, however
/// it ends; there is one place that frees it.
/// </summary>
internal sealed class SlotPool
{
    private readonly object _gate = new();
    private readonly Action<Exception>? _onFault;

    // All under the gate.
    private readonly SlotOrder _order = new();        // the sources that have items
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
    /// <param name="level">The higher is served first: 0 to <see cref="SlotOrder.Levels"/> - 1.</param>
    public SlotSource AddSource(int level = 0) => new(this, level);

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
            _abandoned++;
            Detach_NeedsGate(runner);
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
            foreach (var source in _order.Sources) rest.AddRange(Empty_NeedsGate(source));
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
            foreach (var item in items)
                source.Waiting.Enqueue(item);
            if (source.IsHeld)
                return true;
            _order.Count(source, items.Length);
            StartRunners_NeedsGate(items.Length);
            return true;
        }
    }

    internal IReadOnlyList<IWorkItem> Close(SlotSource source)
    {
        lock (_gate)
        {
            source.IsClosed = true;
            return Empty_NeedsGate(source);
        }
    }

    internal void Hold(SlotSource source, bool isHeld)
    {
        lock (_gate)
        {
            if (source.IsHeld == isHeld)
                return;
            source.IsHeld = isHeld;
            _order.Count(source, isHeld ? -source.Waiting.Count : source.Waiting.Count);
            StartRunners_NeedsGate(int.MaxValue);
        }
    }

    internal bool HasAbove(int level) => _order.HasAbove(level);

    internal bool GiveWay(SlotSource source, IWorkItem item)
    {
        lock (_gate)
        {
            // A slot that is free is on its way to who waits.
            if (!_order.HasAbove(source.Level) || _active.Count < _slots)
                return false;
            var runner = _active.Find(candidate => candidate.Item == item);
            if (runner is null)
                return false;
            runner.Item = null; // another runner has it, from its next turn on
            source.Returning.AddLast(item);
            _order.Count(source, 1);
            Detach_NeedsGate(runner);
            return true;
        }
    }

    internal bool Withdraw(SlotSource source, IWorkItem item)
    {
        lock (_gate)
        {
            if (!source.Returning.Remove(item))
                return false;
            _order.Count(source, -1);
            return true;
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
            if (_active.Count > _slots || !_order.TryNext(out item))
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
            if (_order.Any && _active.Count <= _slots)
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

    /// <summary>Takes the slot from a runner whose item goes on without it; the runner ends with the item.</summary>
    private void Detach_NeedsGate(SlotRunner runner)
    {
        _active.Remove(runner);
        runner.IsAbandoned = true;
        _running--;
        StartRunners_NeedsGate(1);
    }

    private IWorkItem[] Empty_NeedsGate(SlotSource source)
    {
        IWorkItem[] rest = [.. source.Waiting];
        source.Waiting.Clear(); // its place in the ring, if it has one, is skipped when its turn comes
        if (!source.IsHeld)
            _order.Count(source, -rest.Length);
        return rest;
    }

    private void StartRunners_NeedsGate(int itemsAdded)
    {
        // Some of these runners may find that others, already on their way, took their items; they give their slots back.
        for (; itemsAdded > 0 && _order.Any && _active.Count < _slots; itemsAdded--)
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
