using System.Globalization;
using Jobs.Engine;
using Jobs.Simulation.Reference;
using Jobs.Simulation.Work;

namespace Jobs.Simulation.Worlds;

/// <summary>The end: nothing goes wrong any more, everybody steps in turn, and every job must come to its end.</summary>
internal sealed partial class World
{
    private const int SettleRoundsMax = 100_000;
    private const int IdleAdvancesMax = 400;

    private int _liveMost; // In the present process.

    private void Settle()
    {
        Say("calm");
        _isCalm = true;
        var quantum = TimeSpan.FromSeconds(1);
        var idle = 0;
        var atoms = Model.Atoms;
        for (var round = 0; round < SettleRoundsMax; round++)
        {
            _step++;
            if (_engine is null || (_engine.State.Broken is not null && !_isStopping) || !_knowsGuests) Reopen();
            var before = Model.Active.Count();
            if (StepAll())
            {
                Check();
                continue;
            }

            CheckSettled();
            if (before == 0 && !_isStopping && _engine!.State is { Jobs.Count: 0, Batches.IsEmpty: true })
            {
                CheckEmpty();
                Check();
                return;
            }

            if (!_isStopping && idle % 20 == 10) ResumeAll();
            if (Model.Atoms > atoms) (atoms, idle) = (Model.Atoms, 0); // It goes on, however slowly.
            if (++idle > IdleAdvancesMax) break;
            Advance(idle % 8 == 7 ? quantum *= 2 : UntilNext());
            if (quantum > TimeSpan.FromMinutes(10)) quantum = TimeSpan.FromMinutes(10);
            Check();
        }

        throw new WorldFailure($"liveness: after everything else has come to rest, {string.Join("; ", Model.Active.Take(5).Select(Describe))} never end(s). {DescribeEngine()}");
    }

    private string Describe(ModelJob job)
    {
        var entry = _engine?.State.Jobs.GetValueOrDefault(job.Id.Value);
        return $"job {job.Id} ({job.Status}{(job.IsPaused ? ", paused" : "")}{(job.IsCancelRequested ? ", cancelled" : "")}, due {job.DueAt:HH:mm:ss}, now {_time.GetUtcNow():HH:mm:ss}; in memory {entry?.State.ToString() ?? "no"})";
    }

    private string DescribeEngine()
    {
        if (_engine is not { State: var s }) return "No engine.";
        var w = s.Window;
        return $"Engine: {s.Jobs.Count} in memory, {s.ReadyHeld} ready, {s.ScheduledHeld} scheduled, {s.Running.Count} running, {s.Permits.Taken} permits; "
            + $"window: loading {w.IsLoading}, more ready {w.HasMoreReady} beyond {w.RankHorizon}, more scheduled {w.HasMoreScheduled} beyond {w.DueHorizon}; "
            + $"probation {s.Probation.IsActive}, alone {s.Probation.Alone?.Id}; stopping {s.IsStopping}; next timer {s.Clock.UntilNext()}; batches {(s.Batches.IsEmpty ? "empty" : "not empty")}";
    }

    private void Reopen()
    {
        if (_engine is not null) Crash();
        Open();
    }

    /// <summary>Everybody steps once, in turn; false when nobody had anything to do.</summary>
    private bool StepAll()
    {
        var worked = false;
        var engine = _engine!;
        if (_io.Count > 0)
        {
            CompleteIo(0);
            worked = true;
        }

        foreach (var (queue, name) in ((StepQueue, string)[])[(_jobLane, "jobs"), (_taskLane, "tasks"), (_clients, "clients")])
        {
            if (_engine is null) return true;
            if (queue.Count == 0) continue;
            Say($"{name} 0 of {queue.Count}");
            queue.Run(0);
            worked = true;
            if (_killer.IsNone) continue;
            Crash();
            return true;
        }

        if (_engine is null) return true;
        NoteReady();
        var isMore = engine.RunTurn();
        CheckTurn();
        var hasWritten = engine.Writer.Step();
        var hasRead = engine.Reads.Step();
        return worked | isMore | hasWritten | hasRead | (_jobLane.Count + _taskLane.Count + _clients.Count > 0);
    }

    private void ResumeAll()
    {
        foreach (var job in Model.Active.Where(j => j.IsPaused).ToArray()) Resume(job.Id);
    }

    /// <summary>What holds after every turn.</summary>
    private void CheckBounds()
    {
        var state = _engine!.State;
        Require(state.Permits.Taken <= state.Permits.Max && state.Permits.Taken >= 0, $"{state.Permits.Taken} of {state.Permits.Max} permits are taken");
        var holding = state.Jobs.Values.Count(e => e.HoldsPermit);
        Require(holding == state.Permits.Taken, $"{state.Permits.Taken} permits are taken, and {holding} jobs hold one");
        Require(state.ReadyHeld >= 0 && state.ScheduledHeld >= 0, $"memory counts {state.ReadyHeld} ready and {state.ScheduledHeld} scheduled jobs");
        var live = state.Jobs.Count - state.ReadyHeld - state.ScheduledHeld;
        _liveMost = Math.Max(_liveMost, live);
        // Twice the window of ready jobs, one of scheduled ones, and a page of each on top, asked for when more may have been live.
        Require(
            state.ReadyHeld + state.ScheduledHeld <= (5 * _options.WindowMax) + (2 * _liveMost),
            $"memory holds {state.ReadyHeld} ready and {state.ScheduledHeld} scheduled jobs with a window of {_options.WindowMax}");
        Require(state.Jobs.Values.Count(e => e.IsSuspended) == state.SuspendedHeld, $"{state.SuspendedHeld} jobs are counted as suspended");
        Require(state.SuspendedHeld <= _options.SuspendedMax, $"{state.SuspendedHeld} jobs are suspended, of {_options.SuspendedMax} that may");
        Require(_lives.Values.Count(l => l.Waits == 0 && !IsSuspended(l.Id)) <= _options.MaxRunningJobs + _engine.Zombies || _lives.Values.Any(IsInterrupted), $"{_lives.Count} jobs run with {_options.MaxRunningJobs} permits");
        foreach (var pool in _engine.Pools.Values) Require(pool.Running <= pool.Slots, $"{pool.Running} tasks run in the {pool.Slots} slots of '{pool.Name}'");
    }

    private bool IsSuspended(JobId id) =>
        _engine!.State.Jobs.TryGetValue(id.Value, out var entry) && entry is { IsSuspended: true, Attempt.Interruption: Interruption.None };

    private bool IsInterrupted(JobLife life) =>
        !_engine!.State.Jobs.TryGetValue(life.Id.Value, out var entry) || entry.Attempt is not { Interruption: Interruption.None };

    /// <summary>What holds when nobody has anything to do before the clock moves.</summary>
    private void CheckSettled()
    {
        var state = _engine!.State;
        if (state.Broken is not null || state.Full is not null || state.IsStopping || state.Probation.IsActive || !state.Batches.IsEmpty || state.Window.IsLoading) return;
        if (!state.Permits.HasFree) return;
        Require(state.ReadyHeld == 0, $"{state.ReadyHeld} jobs are ready and wait, though permits are free");
        Require(state.SuspendedHeld == 0, $"{state.SuspendedHeld} jobs are suspended, though permits are free");
        foreach (var job in Model.Active)
        {
            if (job.Status != JobStatus.Ready || (job.IsPaused && !job.IsCancelRequested) || state.Jobs.ContainsKey(job.Id.Value)) continue;
            if (job.Crashes >= _options.CrashesMax + _options.CrashesAlone) continue; // It is to be quarantined; if its row could not be read, that is tried again by a timer.
            Violate($"job {job.Id} is ready in the store, permits are free, and nobody has looked for it");
        }
    }

    /// <summary>What holds when every job has ended.</summary>
    private void CheckEmpty()
    {
        var state = _engine!.State;
        Require(state.Permits.Taken == 0, $"every job has ended, and {state.Permits.Taken} permits are taken");
        Require(state.Running.Count == 0, $"every job has ended, and {state.Running.Count} are counted as running");
        foreach (var pool in _engine.Pools.Values) Require(pool.Running == 0, $"every job has ended, and {pool.Running} slots of '{pool.Name}' are taken");
        Require(state.SuspendedHeld == 0 && state.AskedToMakeWay == 0, $"every job has ended; {state.SuspendedHeld} count as suspended, {state.AskedToMakeWay} as asked to make way");
        Require(_data.Unfinished.IsEmpty, $"every job has ended, and {_data.Unfinished.All.Count} commands are unfinished");
        Require(_lives.Count == 0, $"every job has ended, and the code of {_lives.Count} runs");
        foreach (var job in Model.Jobs.Values) CheckOutcome(job);
        Require(_unanswered.Count == 0, $"every job has ended, and client {string.Join(", ", _unanswered.Take(3))} was never answered");
        CheckEvents();
    }

    /// <summary>How a job ended follows from its plan, whatever went wrong around it.</summary>
    private void CheckOutcome(ModelJob job)
    {
        if (job.Name == "guest")
        {
            Require(job.Status is JobStatus.Completed or JobStatus.Cancelled or JobStatus.Quarantined, $"guest {job.Id} ended as {job.Status}: {job.Error}");
            return;
        }

        var script = ScriptOf(job);
        switch (job.Status)
        {
            case JobStatus.Completed:
                if (script.Swallows) break;
                Require(!script.IsPoison || script.Leaves, $"job {job.Id} completed, and was to kill its process before");
                Require(
                    job.Result is { } result && long.Parse(result, CultureInfo.InvariantCulture) == script.Sum() || script.Leaves,
                    $"job {job.Id} completed with another sum than its tasks'");
                break;
            case JobStatus.Cancelled:
                Require(job.IsCancelRequested, $"job {job.Id} ended as cancelled, and nobody cancelled it");
                break;
            case JobStatus.DeadLettered:
                Require(job.HasTimeout || script.MayFail || script.Disguise == Disguise.Other || _unread.Contains(job.Id.Value), $"job {job.Id} was dead-lettered, and nothing of it fails: {job.Error}");
                break;
            case JobStatus.Failed:
                Require(script.Leaves || script.Swallows || (script.MayFail && script.FailsPermanently), $"job {job.Id} failed, and nothing of it fails: {job.Error}");
                break;
            case JobStatus.Quarantined:
                Require(job.Crashes >= _options.CrashesMax + _options.CrashesAlone, $"job {job.Id} was quarantined after {job.Crashes} crashes: {job.Error}");
                break;
            default:
                Violate($"job {job.Id} ended as {job.Status}");
                break;
        }
    }
}
