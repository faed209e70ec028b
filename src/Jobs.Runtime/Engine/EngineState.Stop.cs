using Jobs.Diagnostics;
using Jobs.Scheduling;
using Jobs.Store;

namespace Jobs.Engine;

/// <summary>What the writer reports, and how the engine stops.</summary>
internal sealed partial class EngineState
{
    private static readonly TimeSpan s_lull = TimeSpan.FromMilliseconds(100);

    private readonly List<Answer<int>> _stopped = []; // Who asked for the stop; more than one when it was hurried.
    private int _abandonedAtStop;
    private (TimeSpan After, long Since) _soft; // When those that run are interrupted.
    private bool _isInterrupted; // They were.
    private Wake<Action>? _lull; // When nothing has happened for a moment while all that is left waits.
    private bool _isPastHardDeadline;

    /// <summary>Whether stopping is over: nothing runs and nothing waits to be written.</summary>
    public bool IsStopped { get; private set; }

    /// <summary>A batch is durable: only now does memory follow, atom by atom.</summary>
    public void OnCommitted(WriteBatch batch)
    {
        Batches.Acknowledge(batch);
        Meter.Committed(batch.Atoms.Count);
        foreach (var atom in batch.Atoms) Acknowledge(atom);
        if (batch.StartMark is { } mark) OnMarked(mark);
    }

    public void OnFull(JobStoreException error)
    {
        Full = error;
        Logger.StoreFull(error.Message);
    }

    public void OnRecovered()
    {
        Full = null;
        Logger.StoreRecovered();
    }

    /// <summary>Nothing can be written any more: attempts are stopped, and everybody who waits is told.</summary>
    public void OnBroken(JobStoreException error)
    {
        if (Broken is not null) return;
        Broken = error;
        if (!IsStopped) Logger.StoreBroken(error.Message);
        foreach (var entry in Running.ToArray()) entry.Attempt?.Interrupt(Interruption.LeaseLost);
        foreach (var atom in Batches.TakeAll().ToArray())
        {
            atom.Answer = AtomAnswer.Lost;
            Acknowledge(atom);
        }

        Waiters.FailAll(_ => error);
    }

    /// <summary>Adds an atom on behalf of an attempt; a store that has stopped answers at once.</summary>
    public void Commit(Atom atom)
    {
        if (Broken is null)
        {
            Batches.Add(atom);
            return;
        }

        atom.Answer = AtomAnswer.Lost;
        Acknowledge(atom);
    }

    /// <summary>Progress that is durable clears the suspicion of having killed the process.</summary>
    private void OnProgress(JobId id)
    {
        if (!Jobs.TryGetValue(id.Value, out var entry)) return;
        if (entry.CrashesTakenBack > 0) Batches.Require(); // The stored mark names it more than once: a kill from outside would restore what is forgiven.
        entry.Crashes = entry.CrashesTakenBack = 0;
        entry.Attempt?.CrashesWereReset();
        Probation.Release(entry);
    }

    /// <summary>
    /// Takes in nothing more and starts nothing more. What runs is let be until the soft deadline, is then interrupted, and
    /// is left to recovery at the hard one.
    /// </summary>
    public void BeginStop(TimeSpan soft, TimeSpan hard, Answer<int> stopped)
    {
        if (IsStopped)
        {
            stopped.Give(_abandonedAtStop);
            return;
        }

        _stopped.Add(stopped);
        if (!IsStopping)
        {
            IsStopping = true;
            Logger.Stopping(Running.Count, soft, hard);
        }

        // A second call can only hurry the first: deadlines come earlier, never later.
        if (_stopped.Count == 1 || soft < SoftLeft) _soft = (soft, Clock.Time.GetTimestamp());
        if (soft <= TimeSpan.Zero) InterruptForStop();
        else Clock.After(soft, InterruptForStop);
        if (hard <= TimeSpan.Zero) AbandonForStop();
        else Clock.After(hard, AbandonForStop);
    }

    /// <summary>Asked at the end of each turn.</summary>
    public void CompleteStop()
    {
        if (!IsStopping || IsStopped) return;
        LetWaitersGo();
        if (Running.Count > 0 || !_askedTrees.IsEmpty) return;

        // A full volume may stay full for ever: what it could not take was not acknowledged, and is left behind.
        if (Broken is null && !Batches.IsEmpty && !(_isPastHardDeadline && Full is not null)) return;
        IsStopped = true;
        Waiters.FailAll(StoppedBefore);
        Logger.Stopped(_abandonedAtStop);
        foreach (var stopped in _stopped) stopped.Give(_abandonedAtStop);
    }

    /// <summary>The loop turns no more: what comes late is refused, by the verbs that refuse.</summary>
    public void Close()
    {
        IsStopping = IsStopped = true;
        OnBroken(Broken ?? new JobStoreException(JobStoreFault.Missing, "This host has stopped. Use a client of a running host."));
    }

    /// <summary>
    /// When all that is left waits, for children that do not run here or for a time beyond the soft deadline, nothing comes of
    /// letting it be until then: a host with one job that sleeps for a week would take the whole deadline for each stop. Only when it is
    /// so for a moment: what a child's end has woken may be on its way to ask for a permit.
    /// </summary>
    private void LetWaitersGo()
    {
        if (!_isInterrupted && Batches.IsEmpty && Running.Count > 0 && Running.All(MerelyWaits))
        {
            _lull ??= Clock.After(s_lull, InterruptForStop);
            return;
        }

        Clock.CancelAfter(_lull);
        _lull = null;
    }

    private bool MerelyWaits(JobEntry entry) =>
        entry is { Attempt: { } attempt, HoldsPermit: false, PermitRequest: null } && !attempt.MayRunWithoutPermit && !(attempt.WakesAt - Clock.UtcNow <= SoftLeft);

    private TimeSpan SoftLeft => _soft.After - Clock.Time.GetElapsedTime(_soft.Since);

    private void InterruptForStop()
    {
        _isInterrupted = true;
        foreach (var entry in Running.ToArray())
        {
            if (entry.Attempt is not null) StopMarked(entry, MarkedStep.Shutdown);
            else Launch(entry); // It waits for its mark; stopping, this lets it go.
        }

        _marking.RemoveAll(m => m.Entry.Attempt is null);
    }

    private void AbandonForStop()
    {
        _isPastHardDeadline = true;
        InterruptForStop();
        foreach (var entry in Running.ToArray())
        {
            if (entry.Attempt is not { } attempt) continue;
            attempt.Abandon();
            _abandonedAtStop++;
            if (attempt.Interruption != Interruption.None) _zombies.TryAdd(attempt, entry); // Its code runs on: the marks go on naming it.
            Detach(entry);
            Forget(entry); // Not recorded: the row stays as the attempt began from it, and the next start recovers it.
        }
    }

    private void Acknowledge(Atom atom)
    {
        var acknowledged = atom.Acknowledged;
        atom.Acknowledged = null; // Once; and an outcome that is remembered does not keep its job in memory.
        try
        {
            if (atom.Answer == AtomAnswer.Applied && !atom.ProgressOf.IsNone) OnProgress(atom.ProgressOf);
            acknowledged?.Invoke(atom);
        }
        catch (Exception e)
        {
            // A defect of ours, or a logger that throws: the other atoms of the batch are durable all the same.
            Logger.LoopFault(e);
        }
    }
}
