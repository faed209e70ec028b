using Jobs.Execution;
using Jobs.Store;

namespace Jobs.Engine;

/// <summary>Who is not let run code before a durable start mark names it.</summary>
internal sealed partial class EngineState
{
    private readonly List<(JobEntry Entry, MarkedStep Step)> _marking = []; // Wait for a durable mark. Each job once for a step.

    /// <summary>Whether it waits for a mark, to run code that no other mark has named.</summary>
    public bool IsMarking(JobEntry entry) => _marking.Exists(m => ReferenceEquals(m.Entry, entry));

    /// <summary>Lets a job that has its permit run: at once, or when a durable mark names it.</summary>
    private void RunMarked(JobEntry entry)
    {
        if (MustBeNamed(entry) && entry.State == EntryState.Ready) entry.State = EntryState.Marking;
        StepMarked(entry, MarkedStep.Run);
    }

    /// <summary>Tells a job to stop. Should it wait, that wakes its code, which holds no permit and which nothing named.</summary>
    private void StopMarked(JobEntry entry, MarkedStep step)
    {
        var runs = RunsNamed(entry) || (entry.Attempt!.MayRunWithoutPermit && !IsMarking(entry)); // Then each mark names it.
        if (runs) Take(step, entry);
        else StepMarked(entry, step);
    }

    /// <summary>Lets tasks begin that their job dispatched beside its wait: no mark may have named it since.</summary>
    public void BeginTasksMarked(JobAttempt attempt)
    {
        if (!TryFind(attempt, out var entry)) return;
        if (RunsNamed(entry)) attempt.BeginTasks();
        else StepMarked(entry, MarkedStep.BeginTasks);
    }

    private void StepMarked(JobEntry entry, MarkedStep step)
    {
        if (_marking.Contains((entry, step))) return; // A pause is told before it is durable, and again then.
        if (MustBeNamed(entry))
        {
            // What tells it to stop comes first: from a pause's acknowledgement on, its code is not let go on to begin a task.
            if (step is MarkedStep.Pause or MarkedStep.Shutdown or MarkedStep.TimeOut) _marking.Insert(0, (entry, step));
            else _marking.Add((entry, step));
            Batches.Require();
            return;
        }

        NameSoon(entry);
        Take(step, entry);
    }

    private void Unmark(StartMark mark)
    {
        if (_marking.Count == 0) return;
        foreach (var (entry, step) in _marking.Where(m => Names(mark, m.Entry)).ToArray())
        {
            if (_marking.Remove((entry, step))) Take(step, entry); // Unless one before it ended the other.
        }
    }

    private void Take(MarkedStep step, JobEntry entry)
    {
        switch (step)
        {
            case MarkedStep.Run when entry.State is EntryState.Ready or EntryState.Marking:
                Launch(entry);
                break;
            case MarkedStep.Run when entry.PermitRequest is { } request:
                Grant(entry, request);
                break;
            case MarkedStep.Pause:
                entry.Attempt!.Interrupt(Interruption.Pause);
                break;
            case MarkedStep.Shutdown:
                entry.Attempt!.Interrupt(Interruption.Shutdown);
                break;
            case MarkedStep.TimeOut:
                TimeOut(entry);
                break;
            case MarkedStep.GoOn:
                if (entry.IsSuspended) GoOn(entry);
                else entry.Attempt!.Continue(); // It began its wait before the loop heard that it made way.
                break;
            case MarkedStep.BeginTasks:
                entry.Attempt!.BeginTasks();
                break;
        }
    }

    /// <summary>It has its permit and is let run: each mark since has named it.</summary>
    private bool RunsNamed(JobEntry entry) => entry.HoldsPermit && !_marking.Contains((entry, MarkedStep.Run));

    /// <summary>Not awaited, but soon: a job that runs for an hour beside an idle store would be named by no commit of its own.</summary>
    private void NameSoon(JobEntry entry)
    {
        if (!Names(_standing[^1], entry)) Batches.Require();
    }

    /// <summary>
    /// It may have killed the process before: should it do so in its next statement, the mark must name it by then. Or the
    /// stored mark says of another that it runs alone: it would be blamed for what this one does.
    /// </summary>
    private bool MustBeNamed(JobEntry entry) => MayHaveCrashed(entry) || _standing.Exists(m => m.Alone);

    /// <summary>
    /// Whether it was counted in a crash; or may have caused the last one before any mark named it, and could do so in life
    /// after life: then a mark must name it first, which the one that named it ahead may have done.
    /// </summary>
    private bool MayHaveCrashed(JobEntry entry) =>
        entry.HasCrashes || (Session.WasUnclean && entry.Id.Value <= Session.IdHighWater && !_standing.TrueForAll(m => Names(m, entry)));

    /// <summary>What a job may do once a durable mark names it.</summary>
    private enum MarkedStep
    {
        /// <summary>Start, or go on behind a wait, with the permit that it has.</summary>
        Run,

        /// <summary>Hear that it is paused.</summary>
        Pause,

        /// <summary>Hear that the host stops.</summary>
        Shutdown,

        /// <summary>Hear that its time is up.</summary>
        TimeOut,

        /// <summary>Begin tasks that it dispatched beside a wait.</summary>
        BeginTasks,

        /// <summary>Be no longer suspended, because a frame of it waits without a permit: its tasks, and its code beside that frame.</summary>
        GoOn,
    }
}
