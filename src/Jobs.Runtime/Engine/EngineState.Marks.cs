using Jobs.Store;

namespace Jobs.Engine;

/// <summary>Start marks: who may run code until the next commit, and who is not let run before a durable mark says so.</summary>
internal sealed partial class EngineState
{
    private readonly List<JobEntry> _marking = []; // Have a permit and wait for a durable mark, to start or to go on.
    private readonly List<StartMark> _standing = [new([], Alone: false)]; // What the store may hold: the last that was reported durable, and those handed over since. It begins with none.

    /// <summary>The mark for a batch that is handed over now, or null when the last one says the same and nobody waits for one.</summary>
    public StartMark? MarkFor(WriteBatch batch)
    {
        var mark = MakeStartMark(batch);
        // A job that waits for its mark hears only of a batch that carries one.
        if (_marking.Count == 0 && mark.Alone == _standing[^1].Alone && mark.Ids.AsSpan().SequenceEqual(_standing[^1].Ids)) return null;
        _standing.Add(mark);
        return mark;
    }

    /// <summary>The jobs that may run code before the next commit: those that do, and those that are next to start.</summary>
    private StartMark MakeStartMark(WriteBatch batch)
    {
        // Those that wait without a permit run no code, and are not to be blamed for what others do. What was given up does.
        var running = Running.Where(e => e.HoldsPermit || e.Attempt is { MayRunWithoutPermit: true }).ToHashSet();
        running.UnionWith(_zombies.Values);
        var ids = running.SelectMany(e => Enumerable.Repeat(e.Id.Value, TimesNamed(e))).ToList();
        if (Probation.Alone is { } alone && running.Count == 1 && running.Contains(alone)) return new StartMark([.. ids], Alone: true);

        // Named ahead, so that starts need not wait for commits. One that has a crash against it waits for a mark of its own
        // in any case: so who merely stands near the front is counted once at most, however many processes die before it starts.
        var max = Permits.Max;
        if (!Probation.IsActive && !IsStopping)
        {
            var next = Ready.Front(max).Where(e => !e.HasCrashes && (e.State == EntryState.Ready || e.IsSuspended) && !running.Contains(e));
            ids.AddRange(next.Select(e => e.Id.Value).Distinct());
            ids.AddRange(batch.Atoms.OfType<SubmitAtom>().Where(s => s.Job.Status == JobStatus.Ready).Take(Math.Max(0, max - ReadyHeld)).Select(s => s.Id.Value));
        }

        ids.Sort();
        return new StartMark([.. ids], Alone: false);
    }

    /// <summary>How many crashes one crash is to count for it: itself, and what its waits took back on the way.</summary>
    private static int TimesNamed(JobEntry entry) => 1 + entry.CrashesTakenBack;

    /// <summary>A batch with a mark is durable: those that waited for it run.</summary>
    public void OnMarked(StartMark mark)
    {
        _standing.RemoveRange(0, _standing.FindIndex(m => ReferenceEquals(m, mark))); // Reported in order, each once.
        if (_marking.Count == 0) return;
        foreach (var entry in _marking.Where(e => Names(mark, e)).ToArray())
        {
            _marking.Remove(entry);
            Run(entry);
        }
    }

    /// <summary>Lets a job that has its permit run: at once, or when a durable mark names it.</summary>
    private void RunMarked(JobEntry entry)
    {
        // It may have killed the process before: should it do so in its next statement, the mark must name it by then. Or
        // the stored mark says of another that it runs alone: it would be blamed for what this one does.
        if (MayHaveCrashed(entry) || _standing.Exists(m => m.Alone))
        {
            if (entry.State == EntryState.Ready) entry.State = EntryState.Marking;
            _marking.Add(entry);
            Batches.Require();
            return;
        }

        // Not awaited, but soon: a job that runs for an hour beside an idle store would be named by no commit of its own.
        if (!Names(_standing[^1], entry)) Batches.Require();
        Run(entry);
    }

    /// <summary>
    /// Whether it was counted in a crash; or may have caused the last one before any mark named it, and could do so in life
    /// after life: then a mark must name it first, which the one that named it ahead may have done.
    /// </summary>
    private bool MayHaveCrashed(JobEntry entry) =>
        entry.HasCrashes || (Session.WasUnclean && entry.Id.Value <= Session.IdHighWater && !_standing.TrueForAll(m => Names(m, entry)));

    private static bool Names(StartMark mark, JobEntry entry)
    {
        // As often as it must be: one that named it before its wait would let the wait take a crash back for ever.
        var times = TimesNamed(entry);
        if (times == 1) return Array.BinarySearch(mark.Ids, entry.Id.Value) >= 0;
        return mark.Ids.AsSpan().Count(entry.Id.Value) >= times;
    }

    private void Run(JobEntry entry)
    {
        if (entry.State is EntryState.Ready or EntryState.Marking) Launch(entry);
        else if (entry.PermitRequest is { } request) Grant(entry, request);
    }
}
