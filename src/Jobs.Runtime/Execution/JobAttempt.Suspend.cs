namespace Jobs.Execution;

/// <summary>
/// How the attempt makes way for a higher priority and goes on: its frame waits in memory, without a permit, at an awaited
/// interruption point. What its tasks run meanwhile goes on; what has not started waits.
/// </summary>
internal sealed partial class JobAttempt
{
    // All under the attempt's gate.
    private bool _isAsked; // To suspend, by the loop.
    private int _awaits; // Awaits of the dispatcher that are under way.
    private TaskCompletionSource? _suspended; // Set while it is suspended; only EndOrInterruptionAsync waits for it.
    private List<Action>? _held; // What ended while it was suspended, and is told when it goes on.

    /// <summary>Whether it waits for its tasks, and would make way at once.</summary>
    public bool MerelyWaits
    {
        get
        {
            lock (_gate) return _awaits > 0 && _waits == 0;
        }
    }

    /// <summary>
    /// The loop asks it to make way. One that merely waits for its tasks is suspended at once, and the answer is true; any
    /// other at its next awaited interruption point, and tells the loop then.
    /// </summary>
    public bool AskToSuspend()
    {
        TaskScope? scope;
        lock (_gate)
        {
            // Otherwise its permit is on its way back already.
            if (_interruption != Interruption.None || _waits > 0 || _suspended is not null) return false;
            if (_awaits == 0)
            {
                _isAsked = true;
                return false;
            }

            scope = Suspend_NeedsGate();
        }

        scope?.Hold(true);
        return true;
    }

    /// <summary>The loop needs its permit no more; it may be on its way back all the same.</summary>
    public void TakeBackAsk()
    {
        lock (_gate) _isAsked = false;
    }

    /// <summary>The loop lets it go on.</summary>
    public void Continue()
    {
        TaskCompletionSource? suspended;
        List<Action>? held;
        TaskScope? scope;
        lock (_gate)
        {
            (suspended, held, scope) = (_suspended, _held, _scope);
            _suspended = null;
            _held = null;
            _isAsked = false;
        }

        if (suspended is null) return;
        scope?.Hold(false);
        suspended.TrySetResult();
        if (held is not null) foreach (var tell in held) tell();
    }

    /// <summary>An awaited interruption point: returns when the attempt is not suspended, or no more.</summary>
    public ValueTask MakeWayAsync()
    {
        TaskCompletionSource suspended;
        TaskScope? scope = null;
        var begins = false;
        lock (_gate)
        {
            if (_interruption != Interruption.None) return default; // Thrown by whoever asks next.
            if (_suspended is null)
            {
                if (!_isAsked || _waits > 0) return default;
                scope = Suspend_NeedsGate();
                begins = true;
            }

            suspended = _suspended!;
        }

        if (begins) TellSuspended(scope);
        return new ValueTask(UntilContinuedAsync(suspended.Task));
    }

    /// <summary>The author waits for a task from now on: it needs no permit for that if others do.</summary>
    public void BeginAwait()
    {
        TaskScope? scope;
        lock (_gate)
        {
            _awaits++;
            if (!_isAsked || _waits > 0 || _suspended is not null || _interruption != Interruption.None) return;
            scope = Suspend_NeedsGate();
        }

        TellSuspended(scope);
    }

    /// <summary>
    /// What the author waits for is there. <paramref name="tell"/>, which lets his code go on, is called at once, or when
    /// the attempt goes on. May run on the loop.
    /// </summary>
    public void EndAwait(Action? tell = null)
    {
        lock (_gate)
        {
            _awaits--;
            if (tell is null) return;
            if (_suspended is not null && _interruption == Interruption.None)
            {
                (_held ??= []).Add(tell);
                return;
            }
        }

        tell();
    }

    internal TaskScope? Suspend_NeedsGate()
    {
        _isAsked = false;
        _suspended = new TaskCompletionSource();
        return _scope;
    }

    /// <summary>Told only when its tasks are held: the loop may let it go on at once, and that must come second.</summary>
    private void TellSuspended(TaskScope? scope)
    {
        scope?.Hold(true);
        port.Suspended(this);
    }

    private async Task UntilContinuedAsync(Task suspended)
    {
        await EndOrInterruptionAsync(suspended).ConfigureAwait(true);
        ThrowIfInterrupted();
    }
}
