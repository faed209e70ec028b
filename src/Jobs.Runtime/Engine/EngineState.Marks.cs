using Jobs.Store;

namespace Jobs.Engine;

/// <summary>Start marks: who may run code until the next commit.</summary>
internal sealed partial class EngineState
{
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
        running.UnionWith(_marking.Select(m => m.Entry)); // They run as soon as this one is durable.
        var ids = running.SelectMany(e => Enumerable.Repeat(e.Id.Value, TimesNamed(e))).ToList();
        if (running.Count == 1 && MayBeConvicted(running.Single())) return new StartMark([.. ids], Alone: true);

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

    /// <summary>
    /// Whether a crash while nobody else runs is held against it: also when its turn is over or it goes on after a long wait,
    /// or a job that kills its process later than the turn lasts would never be set aside.
    /// </summary>
    private bool MayBeConvicted(JobEntry entry) => ReferenceEquals(Probation.Alone, entry) || Probation.IsSuspect(entry.Crashes);

    /// <summary>How many crashes one crash is to count for it: itself, and what its waits took back on the way.</summary>
    private static int TimesNamed(JobEntry entry) => 1 + entry.CrashesTakenBack;

    /// <summary>A batch with a mark is durable: those that waited for it run.</summary>
    public void OnMarked(StartMark mark)
    {
        _standing.RemoveRange(0, _standing.FindIndex(m => ReferenceEquals(m, mark))); // Reported in order, each once.
        Unmark(mark);
    }

    private static bool Names(StartMark mark, JobEntry entry)
    {
        // As often as it must be: one that named it before its wait would let the wait take a crash back for ever.
        var times = TimesNamed(entry);
        if (times == 1) return Array.BinarySearch(mark.Ids, entry.Id.Value) >= 0;
        return mark.Ids.AsSpan().Count(entry.Id.Value) >= times;
    }
}
