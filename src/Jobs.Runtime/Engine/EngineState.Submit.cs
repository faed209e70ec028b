using Jobs.Store;

namespace Jobs.Engine;

/// <summary>How jobs enter.</summary>
internal sealed partial class EngineState
{
    /// <summary>Why a submit is refused now, or null. A running job's child is part of its work: neither stopping nor a full volume fails it.</summary>
    public JobException? RefusesIntake(bool ofRunningJob)
    {
        if (Broken is not null) return Broken;
        if (IsStopping && !ofRunningJob) return new JobException("This host is stopping and takes no more jobs. Submit again when it has restarted.");
        if (Full is not null && !ofRunningJob) return Full;
        if (Batches.BacklogBytes > Options.BacklogBytesMax)
        {
            return new JobException(
                $"{Batches.BacklogBytes / (1024 * 1024)} MiB wait to be written, more than the {Options.BacklogBytesMax / (1024 * 1024)} MiB allowed. " +
                "Await submits before making more, or check the disk.");
        }

        return null;
    }

    /// <summary>A submit is durable: the job enters memory if the window has room for it.</summary>
    public void OnSubmitted(SubmitAtom atom)
    {
        if (atom.Answer != AtomAnswer.Applied) return;
        var row = atom.IsPaused || atom.IsCancelRequested
            ? atom.Job with { IsPaused = atom.IsPaused, IsCancelRequested = atom.IsCancelRequested }
            : atom.Job;
        if (Events.HasSubscribers)
        {
            Events.Publish(new JobEvent { Kind = JobEventKind.Submitted, Id = row.Id, JobName = row.Name, Status = row.Status });
        }

        var journal = atom.JournalBase is null ? [] : new[] { new StoredJournalEntry(1, IsBase: true, atom.JournalBase) };
        Admit(row, new StoredPayload(atom.Input, atom.State, row.Version, journal, journal.Length));
    }

    /// <summary>A retry is durable: the new job enters memory as a submitted one does. Its bytes are in the store alone.</summary>
    public void OnRetried(RetryAtom atom)
    {
        if (atom.Answer != AtomAnswer.Applied) return;
        var row = atom.Job;
        if (Events.HasSubscribers)
        {
            Events.Publish(new JobEvent { Kind = JobEventKind.Submitted, Id = row.Id, JobName = row.Name, Status = row.Status });
        }

        Admit(row, null);
    }

    /// <summary>Takes an active row into memory, unless it is paused or the window leaves it to the store.</summary>
    /// <param name="payload">Its bytes when they are at hand and nothing else can be stored of it; else null.</param>
    private JobEntry? Admit(StoredJob row, StoredPayload? payload)
    {
        // A load that read between the commit and its acknowledgement has brought it.
        if (Jobs.TryGetValue(row.Id.Value, out var known)) return known;
        if (row.IsPaused && !row.IsCancelRequested) return null; // The store keeps it; a resume brings it.
        if (_quarantining.Contains(row.Id.Value)) return null;
        var isDue = row.IsCancelRequested || IsDue(row);
        var fits = isDue
            ? Window.AdmitsReady(row.Rank, ReadyHeld)
            : Window.AdmitsScheduled(row.DueAt.ToUnixTimeMilliseconds(), ScheduledHeld);
        if (!fits) return null;

        var entry = new JobEntry(row, Catalog.Find(row.Name));
        Jobs.Add(row.Id.Value, entry);
        HoldPayload(entry, payload);
        MakeEligible(entry);
        return entry;
    }

    private void HoldPayload(JobEntry entry, StoredPayload? payload)
    {
        if (payload is null || PayloadBytesHeld + SizeOf(payload) > Options.PayloadBytesMax) return; // Read when it starts.
        PayloadBytesHeld += SizeOf(payload);
        entry.Payload = payload;
    }

    /// <summary>Takes the bytes that an entry holds, if it does: they are its attempt's, or nobody's.</summary>
    private StoredPayload? TakePayload(JobEntry entry)
    {
        if (entry.Payload is not { } payload) return null;
        PayloadBytesHeld -= SizeOf(payload);
        entry.Payload = null;
        return payload;
    }

    private static long SizeOf(StoredPayload payload) => payload.Input.Length + payload.State.Length + payload.Journal.Sum(j => (long)j.Body.Length);

    /// <summary>Puts a job where its row says: to its end, among the ready, or to its due time.</summary>
    private void MakeEligible(JobEntry entry)
    {
        if (entry.Row.Unreadable is { } finding)
        {
            EndWithoutRunning(entry, JobStatus.Quarantined, new JobError("UnreadableRow", finding, IsPermanent: true));
        }
        else if (entry.IsCancelRequested)
        {
            CancelWithoutRunning(entry);
        }
        else if (entry.IsPaused)
        {
            entry.State = EntryState.Finishing; // Neither ready nor scheduled, for Forget.
            Forget(entry);
        }
        else if (!IsDue(entry.Row))
        {
            entry.State = EntryState.Scheduled;
            ScheduledHeld++;
            entry.DueTimer = Clock.At(entry.Row.DueAt, () => OnDue(entry));
        }
        else
        {
            entry.State = EntryState.Ready;
            ReadyHeld++;
            Enqueue(entry, entry.Row.Rank);
        }
    }

    /// <summary>
    /// A row that is stored as ready stays so, wherever the wall clock is set: the store puts it before those that wait for
    /// their time, and were memory to hold it as one of them, page after page would show it and nothing behind it.
    /// </summary>
    private bool IsDue(StoredJob row) => row.Status == JobStatus.Ready || row.DueAt <= Clock.UtcNow;

    private void OnDue(JobEntry entry)
    {
        if (entry.State != EntryState.Scheduled) return;
        ScheduledHeld--;
        entry.DueTimer = null;
        entry.State = EntryState.Ready;
        ReadyHeld++;
        Enqueue(entry, entry.Row.Rank);
    }
}
