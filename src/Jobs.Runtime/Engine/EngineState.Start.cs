using Jobs.Diagnostics;
using Jobs.Execution;
using Jobs.Scheduling;
using Jobs.Store;

namespace Jobs.Engine;

/// <summary>How jobs start: by rank, through the permits, behind their start marks.</summary>
internal sealed partial class EngineState
{
    private readonly List<JobEntry> _marking = []; // Have a permit and wait for a durable mark.
    private bool _isMarkedAlone; // Whether the stored mark, or the one on its way, says that its job runs alone.

    /// <summary>Starts what may start now.</summary>
    public void Dispatch()
    {
        if (Broken is not null) return;
        if (IsStopping || Full is not null)
        {
            GrantThoseThatRun();
            return;
        }

        while (true)
        {
            if (Probation.IsActive)
            {
                // Nobody else is admitted; those that run are let end, then the next suspect runs alone.
                if (!Probation.TryTake(Permits.Taken, out var suspect)) return;
                if (suspect.State == EntryState.Ready) BeginAlone(suspect);
                else Probation.Release(suspect); // Cancelled or paused meanwhile.
                continue;
            }

            if (!Permits.HasFree || !Ready.TryTake(out var entry)) return;
            if (entry.PermitRequest is { } request) Grant(entry, request);
            else if (entry.State == EntryState.Ready) Begin(entry);
        }
    }

    /// <summary>The jobs that run, or may start before the next commit.</summary>
    public StartMark MakeStartMark()
    {
        // Alone is alone: those that wait without a permit run no code, and are not to be blamed.
        if (Probation.Alone is { HoldsPermit: true } alone && Permits.Taken == 1)
        {
            _isMarkedAlone = true;
            return new StartMark([alone.Id.Value], Alone: true);
        }

        var max = Permits.Max;
        var ids = Running.Select(e => e.Id.Value)
            .Concat(Probation.IsActive ? [] : Ready.Front(max).Where(e => e.State == EntryState.Ready).Select(e => e.Id.Value));
        return new StartMark([.. ids.Distinct().Order()], Alone: false);
    }

    /// <summary>A batch with a mark is durable: those that waited for it start.</summary>
    public void OnMarked(StartMark mark)
    {
        if (!mark.Alone && Batches.InFlight?.StartMark is not { Alone: true }) _isMarkedAlone = false;
        if (_marking.Count == 0) return;
        foreach (var entry in _marking.Where(e => Array.BinarySearch(mark.Ids, e.Id.Value) >= 0).ToArray())
        {
            _marking.Remove(entry);
            Launch(entry);
        }
    }

    /// <summary>Nothing new starts; what waited for a child or slept may go on, and end.</summary>
    private void GrantThoseThatRun()
    {
        if (!Permits.HasFree) return;
        foreach (var entry in Running)
        {
            if (Permits.HasFree && entry.PermitRequest is { } request) Grant(entry, request);
        }
    }

    private void BeginAlone(JobEntry entry)
    {
        Begin(entry);
        Clock.After(Probation.AloneMax, () => Probation.Release(entry));
    }

    private void Grant(JobEntry entry, TaskCompletionSource request)
    {
        entry.PermitRequest = null;
        entry.RunningStatus = JobStatus.Running;
        TakePermit(entry);
        request.TrySetResult();
    }

    private void Begin(JobEntry entry)
    {
        ReadyHeld--;
        if (entry.Descriptor is null)
        {
            Probation.Release(entry);
            Postpone(entry);
            return;
        }

        TakePermit(entry);
        Running.Add(entry);
        if (entry.Crashes == 0 && !_isMarkedAlone)
        {
            Launch(entry);
            return;
        }

        // It may have killed the process before: should it do so in its first statement, the mark must name it by then. Or
        // the stored mark says of another that it runs alone: it would be blamed for what this one does.
        entry.State = EntryState.Marking;
        _marking.Add(entry);
        Batches.Require();
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
            new AttemptStart(row.Id, row.RootId, row.Fence, row.FailedAttempts + 1, entry.IsResumed, descriptor, row.Version, entry.Payload, entry.Crashes > 0),
            Ports.Attempts);
        entry.Payload = null; // The attempt has it; after this one the store may know more.
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

    /// <summary>A job of a class that this host does not have stops nobody: its row is put off, with the reason, until a host has it.</summary>
    private void Postpone(JobEntry entry)
    {
        var reason = $"No class named '{entry.Row.Name}' is registered with this host. Add its assembly's Add…Jobs(), or [FormerlyNamed] if it was renamed.";
        Logger.JobParked(entry.Id, entry.Row.Name, reason);
        Reschedule(entry, Clock.UtcNow + Options.UnknownJobDelay, entry.Row.FailedAttempts, new JobError("UnknownJob", reason), isRetry: false);
    }

    private void TakePermit(JobEntry entry)
    {
        Permits.Take();
        entry.HoldsPermit = true;
    }

    private void ReturnPermit(JobEntry entry)
    {
        if (!entry.HoldsPermit) return;
        entry.HoldsPermit = false;
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
        ReturnPermit(entry);
        Probation.Release(entry); // What it waits for must be able to run.
    }

    /// <summary>An attempt wants to go on: by its rank among those that want to start.</summary>
    public void RequestPermit(JobAttempt attempt, TaskCompletionSource request)
    {
        if (!TryFind(attempt, out var entry)) return;
        entry.PermitRequest = request;
        Ready.Add(entry, entry.Row.Rank, entry.Id.Value);
    }

    private bool TryFind(JobAttempt attempt, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out JobEntry? entry) =>
        Jobs.TryGetValue(attempt.JobId.Value, out entry) && ReferenceEquals(entry.Attempt, attempt);
}
