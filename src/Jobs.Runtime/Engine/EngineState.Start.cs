using Jobs.Diagnostics;
using Jobs.Execution;
using Jobs.Scheduling;
using Jobs.Store;

namespace Jobs.Engine;

/// <summary>How jobs start, and go on after a wait: by rank, through the permits, behind their start marks.</summary>
internal sealed partial class EngineState
{
    /// <summary>Starts what may start now.</summary>
    public void Dispatch()
    {
        if (Broken is not null) return;
        if (IsStopping || Full is not null || HasTooManyZombies)
        {
            GrantThoseThatRun();
            TakeBackAsks(_ => true); // Nothing new starts: nobody need make way.
            return;
        }

        if (_awaitsSuspects) return; // Else a submit would keep them from being alone.
        StartByRank();
        MakeWay();
    }

    private void StartByRank()
    {
        LetClearedSuspectsGo();
        while (true)
        {
            if (Probation.IsActive)
            {
                // Nobody else is admitted; those that run are let end, then the next suspect runs alone.
                if (!TakeSuspect()) return;
                continue;
            }

            if (!Permits.HasFree || !Ready.TryTake(out var entry, out var rank)) return;
            if (IsGone(entry, rank)) continue;
            KeepTurn(entry);
            if (BelongsAlone(entry)) Probation.Add(entry);
            else Begin(entry);
        }
    }

    /// <summary>Whether what the queue gave out, which forgets nobody, still waits for its permit.</summary>
    private static bool WantsToRun(JobEntry entry) =>
        entry.State == EntryState.Ready || (entry.PermitRequest is not null && !entry.HoldsPermit);

    /// <summary>Whether what the queue gave out is of no use: it may be left there from an earlier wait, and stand before its time.</summary>
    private static bool IsGone(JobEntry entry, long rank) => rank != entry.QueuedRank || !WantsToRun(entry);

    /// <summary>Nothing new starts; what waited for a child or slept may go on, and end.</summary>
    private void GrantThoseThatRun()
    {
        if (!Permits.HasFree) return;
        foreach (var entry in Running)
        {
            if (Permits.HasFree && entry.State == EntryState.Running && WantsToRun(entry)) Begin(entry);
        }
    }

    /// <summary>
    /// One that waited for so long that its turn comes before work of a higher priority keeps it for a while: else that work would
    /// suspend it at its first await, each time anew, and none of its tasks would ever start.
    /// </summary>
    private void KeepTurn(JobEntry entry)
    {
        if (!Ready.HasAbove(entry.Row.Priority) || !Ready.Above(entry.Row.Priority).Any(WantsToRun)) return;
        entry.TurnUntil = Clock.Time.GetTimestamp() + (long)(Options.TurnMin.TotalSeconds * Clock.Time.TimestampFrequency);
    }

    private void Grant(JobEntry entry, TaskCompletionSource request)
    {
        entry.PermitRequest = null;
        entry.RunningStatus = JobStatus.Running;
        if (entry.IsSuspended)
        {
            GoOn(entry);
            return;
        }

        request.TrySetResult();
    }

    /// <summary>Gives it a permit, to start or to go on.</summary>
    private void Begin(JobEntry entry)
    {
        if (entry.State == EntryState.Ready)
        {
            ReadyHeld--;
            if (entry.Descriptor is null)
            {
                Probation.Release(entry);
                Park(entry, UnknownJob(entry));
                return;
            }

            Running.Add(entry);
        }

        TakePermit(entry);
        RunMarked(entry);
    }

    private void Launch(JobEntry entry)
    {
        if (entry.IsCancelRequested || entry.IsPaused || IsStopping)
        {
            ReturnPermit(entry);
            Running.Remove(entry);
            Probation.Release(entry);
            entry.State = EntryState.Finishing;
            if (IsStopping && !entry.IsCancelRequested) Forget(entry); // The next host finds its row.
            else MakeEligible(entry);
            return;
        }

        var row = entry.Row;
        var descriptor = entry.Descriptor!;
        var attempt = new JobAttempt(
            new AttemptStart(row.Id, row.RootId, row.Fence, row.FailedAttempts + 1, entry.IsResumed, descriptor, row.Version, TakePayload(entry), row.Priority, entry.HasCrashes),
            Ports.Attempts);
        entry.IsResumed = true;
        entry.Attempt = attempt;
        entry.State = EntryState.Running;
        entry.RunningStatus = JobStatus.Running;
        entry.StartedAt = Clock.UtcNow;
        var timeout = row.Timeout ?? descriptor.Timeout;
        if (timeout > TimeSpan.Zero) entry.StopTimer = Clock.After(timeout, () => OnTimeout(entry, attempt));
        Meter.Started();
        Publish(entry, JobEventKind.Started, JobStatus.Running);
        Ports.Start(new RunAttempt(entry, attempt));
    }

    /// <summary>
    /// A job that this host cannot run, because it does not have its class or cannot read its bytes, stops nobody and loses
    /// nothing: its row is put off as it is, with the reason. A later deployment, or the one before, may know it.
    /// </summary>
    private void Park(JobEntry entry, JobError reason)
    {
        Logger.JobParked(entry.Id, entry.Row.Name, reason.Message);
        Reschedule(entry, Clock.UtcNow + Options.ParkTime, entry.Row.FailedAttempts, reason, isRetry: false);
    }

    private static JobError UnknownJob(JobEntry entry) => new(
        JobError.UnknownJob, $"No class named '{entry.Row.Name}' is registered with this host. Add its assembly's Add…Jobs(), or [FormerlyNamed] if it was renamed.");

    private void TakePermit(JobEntry entry)
    {
        Permits.Take();
        entry.HoldsPermit = true;
        _holders[entry.Row.Priority - JobPriority.Idle]++;
    }

    private void ReturnPermit(JobEntry entry)
    {
        if (!entry.HoldsPermit) return;
        entry.HoldsPermit = false;
        entry.TurnUntil = long.MinValue;
        _holders[entry.Row.Priority - JobPriority.Idle]--;
        Permits.Return();
    }

    /// <summary>An attempt waits for a child or sleeps: others may run meanwhile.</summary>
    public void YieldPermit(JobAttempt attempt, JobStatus meanwhile)
    {
        if (!TryFind(attempt, out var entry)) return;
        entry.RunningStatus = meanwhile;

        // It waits again before it was let go on: it needs no permit for that.
        entry.PermitRequest?.TrySetResult();
        entry.PermitRequest = null;
        _marking.Remove((entry, MarkedStep.Run));
        if (_asked.Remove(entry)) attempt.TakeBackAsk(); // Its permit came back otherwise.
        if (entry.IsSuspended) StepMarked(entry, MarkedStep.GoOn); // Code of its own beside the frame that waits needs no permit for its wait; nor does the frame then.
        ReturnPermit(entry);
        if (!attempt.MayRunWithoutPermit) Probation.Release(entry); // What it waits for must be able to run; but its tasks may be what kills, and have their turn first.
        TakeCrashBack(entry);
    }

    /// <summary>
    /// A parent that is killed in life after life on its way to the same wait must not add these kills up: each wait that it
    /// reaches takes one back. The marks from here on name it once more for each, so that a crash behind the wait restores
    /// what the wait took, and who kills the process there comes to the limit all the same.
    /// </summary>
    private void TakeCrashBack(JobEntry entry)
    {
        if (entry.Crashes == 0) return;
        entry.Crashes--; // Now, and not when it is durable: two waits in one batch are not to take the same one.
        entry.CrashesTakenBack++;
        Commit(new WaitAtom { Id = entry.Id, Fence = entry.Row.Fence });
    }

    /// <summary>An attempt wants to go on: by its rank among those that want to start.</summary>
    public void RequestPermit(JobAttempt attempt, TaskCompletionSource request)
    {
        if (!TryFind(attempt, out var entry)) return;
        entry.PermitRequest = request;
        if (ReferenceEquals(Probation.Alone, entry) && Permits.HasFree) Begin(entry); // Its turn goes on: in the queue it would wait for its own end.
        else Enqueue(entry, entry.Row.Rank);
    }

    private bool TryFind(JobAttempt attempt, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out JobEntry? entry) =>
        Jobs.TryGetValue(attempt.JobId.Value, out entry) && ReferenceEquals(entry.Attempt, attempt);
}
