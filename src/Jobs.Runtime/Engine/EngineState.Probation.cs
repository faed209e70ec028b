using Jobs.Diagnostics;
using Jobs.Scheduling;
using Jobs.Store;

namespace Jobs.Engine;

/// <summary>What becomes of the suspects of crashes: who runs alone, for how long others wait for that, and who is set aside.</summary>
internal sealed partial class EngineState
{
    private Wake<Action>? _suspectTimer; // Runs while a suspect waits for those that run.
    private readonly HashSet<long> _quarantining = []; // Their rows are being read: nobody is to start them meanwhile.
    private bool _awaitsSuspects; // Between the start and the answer that brings the last crash's suspects.

    /// <summary>
    /// It was alone, and was a suspect before this crash and more than one: a suspect that is alone at each start is met there by kills from
    /// outside too, but one that they met by chance goes on to a wait or to progress in other lives. Nor is it enough
    /// that the mark says alone: it does so for a moment longer than the job's progress, which clears it.
    /// </summary>
    private bool IsConvicted(CrashSuspect suspect) => suspect.WasAlone && suspect.Crashes >= Probation.CrashesMax + Options.CrashesAlone;

    /// <summary>
    /// Asks for the suspects of the last crash before anything else: however far back they stand in the backlog, now, while
    /// nothing runs, is the time for each to run alone. Those of most crashes first, behind one that is drawn anew in each life:
    /// tasks of an innocent one may run on when its turn is over and keep all behind it from being alone, but not in every life.
    /// </summary>
    private void LoadSuspects()
    {
        var suspects = Session.Suspects.Where(s => !IsConvicted(s) && Probation.IsSuspect(s.Crashes)).OrderByDescending(s => s.Crashes).Select(s => s.Id).ToList();
        if (suspects.Count == 0) return;
        var drawn = suspects[Draw(Session.Epoch, suspects.Count)];
        suspects.Remove(drawn);
        _awaitsSuspects = true;
        Ports.Read(r => r.LoadJobs([drawn, .. suspects]), static (state, rows, _) => state.OnSuspectsLoaded(rows));
    }

    /// <summary>One of so many, by the epoch, spread by the golden ratio: no rhythm of the lives passes one over for ever.</summary>
    private static int Draw(long epoch, int count) => (int)(((ulong)epoch * 0x9E37_79B9_7F4A_7C15 >> 32) % (ulong)count);

    private void OnSuspectsLoaded(IReadOnlyList<StoredJob>? rows)
    {
        _awaitsSuspects = false;
        foreach (var row in rows ?? []) // Without an answer they come with the window, and take their turn then.
        {
            if (IsDue(row) && !row.IsPaused) TakeIn(row); // A retry that is due is still stored as scheduled.
        }
    }

    /// <summary>Whether it is a suspect whose turn alone is not over.</summary>
    private bool BelongsAlone(JobEntry entry) => Probation.IsSuspect(entry.Crashes) && !entry.IsTurnOver;

    /// <summary>The next suspect runs alone; false when it must wait for those that run, or for the end of another's turn.</summary>
    private bool TakeSuspect()
    {
        if (!Probation.TryTake(Permits.Taken, out var suspect))
        {
            // What runs may run for hours. Others are not kept out for so long; the suspect then runs beside them, and should
            // it kill the process once more, the next one begins with it.
            if (Probation.Alone is null) _suspectTimer ??= Clock.After(Probation.AloneMax, LetSuspectsGo);
            return false;
        }

        Clock.CancelAfter(_suspectTimer);
        _suspectTimer = null;
        // One turn, waits included: a job that waits a thousand times does not keep others out a thousand times.
        suspect.TurnTimer ??= Clock.After(Probation.AloneMax, () => EndTurn(suspect));
        Begin(suspect);
        return true;
    }

    private void EndTurn(JobEntry suspect)
    {
        suspect.IsTurnOver = true;
        Probation.Release(suspect);
    }

    /// <summary>They have waited for their turn too long.</summary>
    private void LetSuspectsGo()
    {
        _suspectTimer = null;
        foreach (var suspect in Probation.TakeWaiting(_ => true))
        {
            EndTurn(suspect);
            Requeue(suspect);
        }
    }

    /// <summary>
    /// One that was cancelled or paused while it waited to be alone, has made progress, or whose turn is over, keeps nobody out
    /// and is not alone once more.
    /// </summary>
    private void LetClearedSuspectsGo()
    {
        if (!Probation.HasWaiting) return; // As nearly always, and this is asked in each turn.
        foreach (var cleared in Probation.TakeWaiting(e => !WantsToRun(e) || !BelongsAlone(e))) Requeue(cleared);
        if (Probation.HasWaiting) return;
        Clock.CancelAfter(_suspectTimer); // The next to come has its own ten seconds.
        _suspectTimer = null;
    }

    private void Requeue(JobEntry suspect)
    {
        if (WantsToRun(suspect)) Enqueue(suspect, suspect.Row.Rank); // Twice there: the second is passed over.
    }

    private void Quarantine(CrashSuspect suspect)
    {
        Logger.JobQuarantined(suspect.Id, suspect.Crashes);
        var error = new JobError(
            "CrashedProcess",
            $"It killed its process {suspect.Crashes} times without progress, the last time while nothing else ran.", IsPermanent: true);
        _quarantining.Add(suspect.Id.Value);
        Ports.Read(r => r.LoadJobs([suspect.Id]), (state, rows, failure) =>
        {
            if (failure is null) state.EndQuarantined(suspect.Id, rows, error);
            else state.Clock.After(TimeSpan.FromSeconds(1), () => state.Quarantine(suspect)); // It must not run before it was read.
        });
    }

    private void EndQuarantined(JobId id, IReadOnlyList<StoredJob>? rows, JobError error)
    {
        _quarantining.Remove(id.Value);
        if (rows is not [var row]) return;
        if (!Jobs.TryGetValue(row.Id.Value, out var entry))
        {
            entry = new JobEntry(row, Catalog.Find(row.Name));
            Jobs.Add(row.Id.Value, entry);
        }
        else
        {
            Leave(entry);
        }

        entry.State = EntryState.Finishing;
        End(entry, JobStatus.Quarantined, null, error, row.FailedAttempts);
    }
}
