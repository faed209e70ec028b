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
        // Twice who has gone on after a wait: each attempt that reaches the wait takes one crash back, and a job that kills its
        // process behind it would never be set aside. Those that wait without a permit run no code, and are not to be blamed for what others do. What was given up does.
        var running = Running.Where(e => e.HoldsPermit || e.Attempt is { MayRunWithoutPermit: true }).Select(e => e.Id.Value).ToList();
        running.AddRange(_zombies.Values.Select(e => e.Id.Value));
        var behindWait = Running.Where(e => e is { HoldsPermit: true, HasGoneOn: true }).Select(e => e.Id.Value);
        if (Probation.Alone is { HoldsPermit: true } && running.Count == 1) return new StartMark([.. running, .. behindWait], Alone: true);

        // Named ahead, so that starts need not wait for commits. One that has a crash against it waits for a mark of its own
        // in any case: so who merely stands near the front is counted once at most, however many processes die before it starts.
        var max = Permits.Max;
        if (!Probation.IsActive && !IsStopping)
        {
            running.AddRange(Ready.Front(max).Where(e => e.Crashes == 0 && (e.State == EntryState.Ready || e.IsSuspended)).Select(e => e.Id.Value));
            running.AddRange(batch.Atoms.OfType<SubmitAtom>().Where(s => s.Job.Status == JobStatus.Ready).Take(Math.Max(0, max - ReadyHeld)).Select(s => s.Id.Value));
        }

        return new StartMark([.. running.Distinct().Concat(behindWait).Order()], Alone: false);
    }

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
        entry.Crashes > 0 || (Session.WasUnclean && entry.Id.Value <= Session.IdHighWater && !_standing.TrueForAll(m => Names(m, entry)));

    private static bool Names(StartMark mark, JobEntry entry) => Array.BinarySearch(mark.Ids, entry.Id.Value) >= 0;

    private void Run(JobEntry entry)
    {
        if (entry.State is EntryState.Ready or EntryState.Marking) Launch(entry);
        else if (entry.PermitRequest is { } request) Grant(entry, request);
    }
}
