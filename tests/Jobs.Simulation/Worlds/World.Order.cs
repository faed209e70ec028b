using Jobs.Engine;
using Jobs.Store;

namespace Jobs.Simulation.Worlds;

/// <summary>What holds between one turn and the next: who went first, who made way, whom the start marks name.</summary>
internal sealed partial class World
{
    private readonly List<JobEntry> _readyBefore = []; // Those that waited to start when the turn began, with nothing in their way.
    private readonly HashSet<JobEntry> _heldBefore = []; // Those that had a permit then.
    private StartMark? _lastMark; // What was handed over last, in this process.
    private bool _wasProbation;

    private void NoteReady()
    {
        var state = _engine!.State;
        _readyBefore.Clear();
        _wasProbation = state.Probation.IsActive;
        _readyBefore.AddRange(state.Jobs.Values.Where(e => e is { State: EntryState.Ready, Descriptor: not null } && !IsSuspect(e)));
        _heldBefore.Clear();
        _heldBefore.UnionWith(state.Running.Where(e => e.HoldsPermit));
    }

    private void CheckTurn()
    {
        CheckBounds();
        CheckMarks();
        var state = _engine!.State;
        if (state.Broken is not null || state.Full is not null || state.IsStopping || state.Probation.IsActive || _wasProbation) return;
        CheckOrder(state);
        CheckWay(state);
    }

    private bool IsSuspect(JobEntry entry) => entry.Crashes >= _options.CrashesMax;

    /// <summary>Nobody starts before another one that was ready, stands before it, and is of no lower priority.</summary>
    private void CheckOrder(EngineState state)
    {
        var left = _readyBefore.Where(e => e.State == EntryState.Ready).ToArray();
        if (left.Length == 0) return;
        foreach (var started in _readyBefore.Where(e => e is { State: EntryState.Marking or EntryState.Running, HoldsPermit: true }))
        {
            // What makes way does so for nobody of its own family.
            var passed = left.FirstOrDefault(e => (e.QueuedRank, e.Id.Value).CompareTo((started.QueuedRank, started.Id.Value)) < 0
                && e.Row.Priority >= started.Row.Priority && state.Jobs.Values.Count(other => other.Row.RootId == e.Row.RootId) == 1);
            Require(passed is null, $"job {started.Id} started, and {passed?.Id} stood before it");
        }
    }

    /// <summary>Permits go to the highest that wait, and nobody makes way for nothing.</summary>
    private void CheckWay(EngineState state)
    {
        if (state.Permits.HasFree)
        {
            // One that has its permit and waits for a mark is on its way.
            var suspended = state.Running.Count(e => e is { IsSuspended: true, HoldsPermit: false });
            Require(suspended == 0, $"{suspended} jobs are suspended, though a permit is free");
            var unwound = state.Running.Count(e => e.Attempt is { Interruption: Interruption.Suspend });
            Require(state.AskedToMakeWay <= unwound, $"{state.AskedToMakeWay} jobs are asked to make way, though a permit is free");
            return;
        }

        var waiting = state.Jobs.Values.Where(e => (e.State == EntryState.Ready || e is { PermitRequest: not null, HoldsPermit: false }) && e.Descriptor is not null && !IsSuspect(e)).ToArray();
        var now = _time.GetTimestamp();
        foreach (var holder in state.Running.Where(e => e is { HoldsPermit: true, State: EntryState.Running, PermitRequest: null, Attempt.Interruption: Interruption.None }))
        {
            if (holder.TurnUntil > now || !_heldBefore.Contains(holder)) continue; // Who has just got it is asked in the next turn.
            var higher = waiting.Count(e => e.Row.Priority > holder.Row.Priority && e.Row.RootId != holder.Row.RootId);
            if (higher == 0 || waiting.Any(e => e.Row.RootId == holder.Row.RootId) || state.Running.Any(e => e.Row.RootId == holder.Row.RootId && e != holder)) continue;
            var lower = state.Running.Count(e => e.HoldsPermit && e.Row.Priority <= holder.Row.Priority);
            Require(state.AskedToMakeWay >= Math.Min(higher, lower) || (state.AskedToMakeWay >= 1 && lower > 1), $"{higher} jobs of a higher priority than {holder.Id}'s wait, and {state.AskedToMakeWay} were asked to make way");
        }
    }

    private void CheckMarks()
    {
        var state = _engine!.State;
        if (state.Batches.InFlight?.StartMark is { } mark && !ReferenceEquals(mark, _lastMark))
        {
            _lastMark = mark;
            foreach (var id in mark.Ids)
            {
                var isIdle = _lives.TryGetValue(id, out var waiting) && waiting is { Waits: > 0, IsBesideTask: false } && _tasksOf.GetValueOrDefault(id) == 0;
                var entry = state.Jobs.GetValueOrDefault(id);
                Require(
                    !isIdle || entry is not { HoldsPermit: false, PermitRequest: null, Attempt.Interruption: Interruption.None } || state.IsMarking(entry) || state.Zombies > 0,
                    $"job {id} waits without a permit, and the mark names it");
            }
        }

        if (state.Broken is not null || state.Batches.HasWork) return; // The next commit names whom the last one did not.
        foreach (var life in _lives.Values.Where(l => l.Waits == 0 && !IsSuspended(l.Id)))
        {
            if (!state.Jobs.TryGetValue(life.Id.Value, out var entry) || entry is not { HoldsPermit: true, State: EntryState.Running }) continue;
            Require(_lastMark is { } last && Array.BinarySearch(last.Ids, life.Id.Value) >= 0, $"job {life.Id} runs, and no mark names it, nor is one on its way");
        }
    }
}
