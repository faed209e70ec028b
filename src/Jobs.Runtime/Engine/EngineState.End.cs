using System.Globalization;
using Jobs.Diagnostics;
using Jobs.Execution;
using Jobs.Scheduling;
using Jobs.Store;

namespace Jobs.Engine;

/// <summary>What becomes of a job when an attempt ends.</summary>
internal sealed partial class EngineState
{
    private readonly Dictionary<JobAttempt, JobEntry> _zombies = [];

    /// <summary>An attempt's code has ended. Its place is free at once; everything logical waits for the commit.</summary>
    public void OnAttemptEnded(JobEntry entry, JobAttempt attempt, AttemptEnd end)
    {
        attempt.HasEnded = true;
        if (!ReferenceEquals(entry.Attempt, attempt))
        {
            EndZombie(entry, attempt);
            return;
        }

        if (attempt.Notes is { HasAny: true } notes)
        {
            // Its last words, before the atom that ends it: they may be newer than what the loop was told.
            PassOn(entry, attempt, notes.Take());
            WriteNotes(entry, attempt);
        }

        if (attempt.HasCodeLeft)
        {
            CountZombie(entry, attempt);
            Logger.TasksAbandoned(entry.Id, entry.Row.Name, Zombies);
        }

        Detach(entry);
        Decide(entry, end);
    }

    /// <summary>Tasks that were given up have ended after all.</summary>
    public void OnCodeEnded(JobAttempt attempt)
    {
        if (_zombies.TryGetValue(attempt, out var entry)) EndZombie(entry, attempt);
    }

    /// <summary>Gives up on code that does not stop: what it writes is refused from the next fence on, and others get its place.</summary>
    public void Abandon(JobEntry entry, JobAttempt attempt, Interruption reason)
    {
        if (!ReferenceEquals(entry.Attempt, attempt)) return;
        attempt.Abandon();
        CountZombie(entry, attempt);
        Logger.AttemptAbandoned(entry.Id, entry.Row.Name, reason, Zombies);
        Detach(entry);
        Decide(entry, new AttemptEnd(AttemptEndKind.Interrupted, Interruption: reason));
    }

    /// <summary>Code of the attempt goes on, its own or its tasks': it is counted, and the job is not attempted again before it ends.</summary>
    private void CountZombie(JobEntry entry, JobAttempt attempt)
    {
        _zombies.Add(attempt, entry);
        Zombies = _zombies.Count;
        entry.Zombie = attempt;
        Meter.Abandoned();
        if (Zombies == Options.ZombiesMax + 1) Logger.TooManyAbandoned(Zombies, Options.ZombiesMax);
    }

    private void EndZombie(JobEntry entry, JobAttempt attempt)
    {
        if (!attempt.HasEnded || attempt.HasCodeLeft) return; // The end of the rest comes yet.
        if (!_zombies.Remove(attempt)) return; // Left to recovery by a stop while it waited.
        Zombies = _zombies.Count;
        entry.Zombie = null;
        if (entry.State == EntryState.AwaitingZombie) MakeEligible(entry);
    }

    private void Detach(JobEntry entry)
    {
        Clock.CancelAfter(entry.StopTimer);
        Clock.CancelAfter(entry.NoticeTimer);
        Clock.CancelAfter(entry.NoteTimer);
        entry.StopTimer = entry.NoticeTimer = entry.NoteTimer = null;
        var attempt = entry.Attempt;
        entry.Attempt = null;
        entry.PermitRequest = null;
        _marking.RemoveAll(m => ReferenceEquals(m.Entry, entry));
        entry.State = EntryState.Finishing;
        LeaveSuspension(entry);
        entry.TimeoutLeft = null;
        if (_asked.Remove(entry) && attempt is { Interruption: Interruption.Suspend }) PassPermitOn(entry);
        ReturnPermit(entry);
        Running.Remove(entry);
        Probation.Release(entry);
    }

    private void Decide(JobEntry entry, AttemptEnd end)
    {
        if (Broken is not null)
        {
            Forget(entry); // Nothing can be recorded; the next start finds the row as it was.
            return;
        }

        switch (end.Kind)
        {
            case AttemptEndKind.Completed:
                End(entry, JobStatus.Completed, end.Result is { Length: > 0 } ? end.Result : null, null, entry.Row.FailedAttempts);
                break;
            case AttemptEndKind.Unreadable:
                Park(entry, end.Error!);
                break;
            case AttemptEndKind.Failed:
                Fail(entry, end.Error!, end.RetryAfter);
                break;
            case AttemptEndKind.Interrupted when end.Interruption == Interruption.Cancel:
                End(entry, JobStatus.Cancelled, null, null, entry.Row.FailedAttempts);
                break;
            case AttemptEndKind.Interrupted when end.Interruption == Interruption.Timeout:
                var timeout = entry.Row.Timeout ?? entry.Descriptor!.Timeout;
                Fail(entry, new JobError("Timeout", string.Create(CultureInfo.InvariantCulture, $"The attempt took longer than its {timeout.TotalSeconds:0.###} s.")), null);
                break;
            case AttemptEndKind.Interrupted when end.Interruption != Interruption.LeaseLost:
                // It ran, so its time had come, even if the wall clock has been set back since.
                Reschedule(entry, entry.Row.DueAt < Clock.UtcNow ? entry.Row.DueAt : Clock.UtcNow, entry.Row.FailedAttempts, end.Error, isRetry: false, madeWay: end.Interruption == Interruption.Suspend);
                break;
            default:
                Forget(entry); // The row is another's now, or gone; if it is neither, the next load finds it.
                Window.LeaveReady(entry.Row.Rank);
                break;
        }
    }

    private void Fail(JobEntry entry, JobError error, TimeSpan? retryAfter)
    {
        var failures = entry.Row.FailedAttempts + 1;
        var policy = entry.Row.Retry ?? (entry.Descriptor is { MaxAttempts: > 0 and var max } ? Options.Retry with { MaxAttempts = max } : Options.Retry);
        if (error.IsPermanent)
        {
            End(entry, JobStatus.Failed, null, error, failures);
        }
        else if (failures >= policy.MaxAttempts)
        {
            End(entry, JobStatus.DeadLettered, null, error, failures);
        }
        else
        {
            var due = Clock.UtcNow + (retryAfter ?? RetryBackoff.DelayFor(policy, failures, Random.NextDouble()));
            Logger.JobRetrying(entry.Id, entry.Row.Name, failures, due, error.ToString());
            Reschedule(entry, due, failures, error, isRetry: true);
        }
    }

    private void End(JobEntry entry, JobStatus status, byte[]? result, JobError? error, int failures, Action? ended = null) =>
        Batches.Add(new OutcomeAtom
        {
            Id = entry.Id,
            Fence = entry.Row.Fence,
            Status = status,
            Result = result,
            Error = error,
            FailedAttempts = failures,
            IsUnreadable = entry.Row.Unreadable is not null,
            StartedAt = entry.StartedAt == default ? null : entry.StartedAt,
            FinishedAt = Clock.UtcNow,
            ProgressOf = ParentWithCrashes(entry),
            Acknowledged = a =>
            {
                ended?.Invoke();
                OnEnded(entry, (OutcomeAtom)a);
            },
        });

    /// <summary>A child's end is progress of its parent, once: a later attempt of the parent that finds it ended has gained nothing.</summary>
    private JobId ParentWithCrashes(JobEntry entry) =>
        Jobs.TryGetValue(entry.Row.ParentId.Value, out var parent) && !parent.HasCrashes ? JobId.None : entry.Row.ParentId;

    private void EndWithoutRunning(JobEntry entry, JobStatus status, JobError? error)
    {
        Leave(entry);
        entry.State = EntryState.Finishing;
        End(entry, status, null, error, entry.Row.FailedAttempts);
    }

    private void OnEnded(JobEntry entry, OutcomeAtom atom)
    {
        Forget(entry);
        if (atom.Answer == AtomAnswer.Lost) return;
        if (atom.Answer != AtomAnswer.Applied)
        {
            Logger.AttemptStale(entry.Id, entry.Row.Name);
            return;
        }

        PublishEnd(entry, new EndedJob(entry.Row, atom));
    }

    private void PublishEnd(JobEntry entry, EndedJob ended)
    {
        Meter.Ended(ended.Status);
        Recent.Add(entry.Id, ended);
        Waiters.Complete(entry.Id, ended);
        Publish(entry, JobEventKind.Ended, ended.Status, ended.Error);
        if (ended.Status is not (JobStatus.Completed or JobStatus.Cancelled))
        {
            Logger.JobEndedBadly(entry.Id, entry.Row.Name, ended.Status, ended.Error?.ToString() ?? "no error was given");
        }
    }

    private void Reschedule(JobEntry entry, DateTimeOffset due, int failures, JobError? error, bool isRetry, bool madeWay = false)
    {
        entry.State = EntryState.Finishing;
        var isDue = due <= Clock.UtcNow;
        Batches.Add(new RescheduleAtom
        {
            Id = entry.Id,
            Fence = entry.Row.Fence,
            Status = isDue ? JobStatus.Ready : JobStatus.Scheduled,
            DueAt = due,
            // An interruption keeps its place in the order; a retry is as ready as its due time says; what made way stands behind
            // what it made way for.
            Rank = madeWay ? Rank.Of(Clock.UtcNow, entry.Row.Priority) : isDue && !isRetry ? entry.Row.Rank : Rank.Of(due, entry.Row.Priority),
            FailedAttempts = failures,
            DropsTaskFailures = isRetry,
            Error = error,
            Acknowledged = a => OnRescheduled(entry, (RescheduleAtom)a, isRetry),
        });
    }

    private void OnRescheduled(JobEntry entry, RescheduleAtom atom, bool isRetry)
    {
        if (atom.Answer != AtomAnswer.Applied)
        {
            if (atom.Answer != AtomAnswer.Lost) Logger.AttemptStale(entry.Id, entry.Row.Name);
            Forget(entry);
            return;
        }

        if (atom.WasCancelled)
        {
            Forget(entry);
            PublishEnd(entry, new EndedJob(entry.Row, new OutcomeAtom
            {
                Id = entry.Id,
                Fence = atom.Fence,
                Status = JobStatus.Cancelled,
                StoredStatus = JobStatus.Cancelled,
                FailedAttempts = atom.FailedAttempts,
                FinishedAt = Clock.UtcNow,
            }));
            return;
        }

        entry.Row = entry.Row with
        {
            Status = atom.Status,
            DueAt = atom.DueAt,
            Rank = atom.Rank,
            FailedAttempts = atom.FailedAttempts,
            Fence = atom.Fence + 1,
        };
        entry.IsPaused = atom.IsPaused;
        if (isRetry) Meter.Retried();
        Publish(entry, isRetry ? JobEventKind.Retrying : JobEventKind.Interrupted, atom.Status, atom.Error);
        if (entry.Zombie is not null) entry.State = EntryState.AwaitingZombie;
        else MakeEligible(entry);
    }

    private void OnTimeout(JobEntry entry, JobAttempt attempt)
    {
        entry.StopTimer = null;
        if (ReferenceEquals(entry.Attempt, attempt)) StopMarked(entry, MarkedStep.TimeOut);
    }

    private void TimeOut(JobEntry entry)
    {
        entry.Attempt!.Interrupt(Interruption.Timeout);
        StopWithin(Options.StopGrace, entry, entry.Attempt, Interruption.Timeout);
    }

    private void StopWithin(TimeSpan grace, JobEntry entry, JobAttempt attempt, Interruption reason)
    {
        Clock.CancelAfter(entry.StopTimer);
        _marking.Remove((entry, MarkedStep.TimeOut));
        entry.TimeoutLeft = null;
        entry.StopTimer = Clock.After(grace, () => Abandon(entry, attempt, reason));
    }
}
