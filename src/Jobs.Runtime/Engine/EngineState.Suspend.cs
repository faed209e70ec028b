using Jobs.Execution;
using Jobs.Scheduling;

namespace Jobs.Engine;

/// <summary>How running work makes way for a higher priority, and goes on.</summary>
internal sealed partial class EngineState
{
    private const int CandidatesMax = 64; // Looked at in one turn; as they start, the next come into view.

    private readonly int[] _holders = new int[Enum.GetValues<JobPriority>().Length]; // Of a permit, by priority from the lowest.
    private readonly HashSet<JobEntry> _asked = []; // Asked to make way, and still holding their permits.
    private Wake<Action>? _wayTimer; // When a victim counts as deaf, or the next turn that was kept from others is over.

    /// <summary>Frames that wait in memory.</summary>
    public int SuspendedHeld { get; private set; }

    /// <summary>Those that were asked to make way and have not.</summary>
    public int AskedToMakeWay => _asked.Count;

    /// <summary>
    /// No permit is free: as many of those that run are asked to make way as there is work of a higher priority than theirs,
    /// and no more. Asked anew each turn, so a permit that comes free otherwise takes an ask back.
    /// </summary>
    private void MakeWay()
    {
        Clock.CancelAfter(_wayTimer);
        _wayTimer = null;
        var lowest = LowestHolder();
        if (Permits.HasFree || Probation.IsActive || IsStopping || Full is not null || lowest is null || !Ready.HasAbove(lowest.Value))
        {
            TakeBackAsks(_ => true);
            return;
        }

        // Each once: what an earlier wait of the same job left in the queue wants no permit of its own.
        var candidates = Ready.Above(lowest.Value).Where(MayTakeAPermit).Distinct().Take(CandidatesMax)
            .OrderByDescending(e => e.Row.Priority).ThenBy(e => e.QueuedRank).ThenBy(e => e.Id.Value).ToList();
        var now = Clock.Time.GetTimestamp();
        var victims = Running.Where(e => e is { HoldsPermit: true, State: EntryState.Running, PermitRequest: null, Attempt: not null })
            .Where(e => !IsDeaf(e, now) && e.TurnUntil <= now && (_asked.Contains(e) || e.Attempt!.Interruption == Interruption.None))
            .OrderBy(e => e.Row.Priority).ThenBy(e => !_asked.Contains(e)).ThenBy(e => !e.Attempt!.MerelyWaits).ThenByDescending(e => e.QueuedRank).ThenByDescending(e => e.Id.Value)
            .ToList();

        var chosen = new HashSet<JobEntry>();
        foreach (var candidate in candidates)
        {
            var victim = victims.Find(v => v.Row.Priority < candidate.Row.Priority && !chosen.Contains(v) && !AreRelated(candidate, v));
            if (victim is not null) chosen.Add(victim);
        }

        // One that does not hear stays asked as long as somebody waits; another was chosen in its place.
        TakeBackAsks(e => !chosen.Contains(e) && (candidates.Count == 0 || !IsDeaf(e, now)));
        foreach (var victim in chosen.Where(v => !_asked.Contains(v)).ToArray()) AskToMakeWay(victim, now);
        WatchTheWay(candidates.Count, now);
    }

    private bool MayTakeAPermit(JobEntry entry) => WantsToRun(entry) && IsWorthAPermit(entry);

    /// <summary>One that must be alone, or whose class this host does not know, starts by rank and is put off: nobody makes way for that.</summary>
    private bool IsWorthAPermit(JobEntry entry) => entry.Descriptor is not null && !BelongsAlone(entry);

    private JobPriority? LowestHolder()
    {
        var lowest = Array.FindIndex(_holders, count => count > 0);
        return lowest < 0 ? null : lowest + JobPriority.Idle;
    }

    private bool IsDeaf(JobEntry entry, long now) =>
        _asked.Contains(entry) && Clock.Time.GetElapsedTime(entry.AskedAt, now) >= Options.MakeWayPatience;

    /// <summary>Whether one stands above the other in a tree: it may be waited for, now or later.</summary>
    private bool AreRelated(JobEntry left, JobEntry right) =>
        left.Row.RootId == right.Row.RootId && (IsAbove(left.Id, right) || IsAbove(right.Id, left));

    private bool IsAbove(JobId id, JobEntry entry)
    {
        for (var at = entry; at is not null; at = Jobs.GetValueOrDefault(at.Row.ParentId.Value))
        {
            if (at.Row.ParentId == id) return true;
        }

        return false;
    }

    private void AskToMakeWay(JobEntry victim, long now)
    {
        var isUnwound = SuspendedHeld + _asked.Count >= Options.SuspendedMax;
        _asked.Add(victim);
        victim.AskedAt = now;
        if (isUnwound) victim.Attempt!.Interrupt(Interruption.Suspend);
        else if (victim.Attempt!.AskToSuspend()) OnSuspended(victim.Attempt);
    }

    /// <summary>Takes asks back. One that is being unwound has been told, and goes.</summary>
    private void TakeBackAsks(Predicate<JobEntry> isNeedless)
    {
        if (_asked.Count == 0) return;
        foreach (var entry in _asked.Where(e => e.Attempt is { Interruption: not Interruption.Suspend } && isNeedless(e)).ToArray())
        {
            _asked.Remove(entry);
            entry.Attempt!.TakeBackAsk();
        }
    }

    /// <summary>Looks again when nothing else would make it: a victim has not heard, or a turn that was kept is over.</summary>
    private void WatchTheWay(int candidates, long now)
    {
        if (candidates == 0) return;
        var wait = TimeSpan.MaxValue;
        foreach (var entry in Running)
        {
            if (_asked.Contains(entry) && !IsDeaf(entry, now)) wait = Min(wait, Options.MakeWayPatience - Clock.Time.GetElapsedTime(entry.AskedAt, now));
            if (entry.HoldsPermit && entry.TurnUntil > now) wait = Min(wait, Clock.Time.GetElapsedTime(now, entry.TurnUntil));
        }

        if (wait < TimeSpan.MaxValue) _wayTimer = Clock.After(wait, () => _wayTimer = null); // The turn's end looks.
    }

    private static TimeSpan Min(TimeSpan left, TimeSpan right) => left < right ? left : right;

    /// <summary>An attempt has made way: its frame waits, by the rank of one that became ready now.</summary>
    public void OnSuspended(JobAttempt attempt)
    {
        if (!TryFind(attempt, out var entry)) return;
        if (attempt.Interruption != Interruption.None)
        {
            // Woken by it, and leaving. Of one that is unwound only tasks are left.
            if (attempt.Interruption == Interruption.Suspend) PassPermitOn(entry);
            return;
        }

        if (!entry.HoldsPermit)
        {
            StepMarked(entry, MarkedStep.GoOn); // It waits for a child meanwhile, and needs a permit for nothing.
            return;
        }

        entry.IsSuspended = true;
        SuspendedHeld++;
        entry.RunningStatus = JobStatus.Suspended;
        entry.TimeoutLeft = entry.StopTimer is null ? null : Clock.LeftOf(entry.StopTimer);
        Clock.CancelAfter(entry.StopTimer);
        entry.StopTimer = null;
        entry.PermitRequest = new TaskCompletionSource(); // Nobody awaits it: the attempt is told.
        Enqueue(entry, Rank.Of(Clock.UtcNow, entry.Row.Priority));
        Publish(entry, JobEventKind.Suspended, JobStatus.Suspended);
        PassPermitOn(entry);
    }

    /// <summary>
    /// Gives the permit of one that made way to what it made way for. By rank it might go to one of its own priority, that
    /// waited for long: then that one would be asked next, and all of them in turn, for nothing.
    /// </summary>
    private void PassPermitOn(JobEntry entry)
    {
        _asked.Remove(entry);
        if (!entry.HoldsPermit) return;
        ReturnPermit(entry);
        if (Broken is not null || Full is not null || IsStopping || Probation.IsActive || _awaitsSuspects || !Permits.HasFree) return;
        if (Ready.TryTakeAbove(entry.Row.Priority, IsGone, e => IsWorthAPermit(e) && !AreRelated(e, entry), out var next)) Begin(next);
    }

    /// <summary>Its frame goes on, with a permit or because it needs none.</summary>
    private void GoOn(JobEntry entry)
    {
        LeaveSuspension(entry);
        var attempt = entry.Attempt!;
        if (entry.TimeoutLeft is { } left) entry.StopTimer = Clock.After(left, () => OnTimeout(entry, attempt)); // Time spent suspended does not count.
        entry.TimeoutLeft = null;
        Publish(entry, JobEventKind.Continued, JobStatus.Running);
        attempt.Continue();
    }

    private void LeaveSuspension(JobEntry entry)
    {
        if (!entry.IsSuspended) return;
        entry.IsSuspended = false;
        SuspendedHeld--;
    }

    private void Enqueue(JobEntry entry, long rank)
    {
        entry.QueuedRank = rank;
        Ready.Add(entry, entry.Row.Priority, rank, entry.Id.Value);
    }
}
