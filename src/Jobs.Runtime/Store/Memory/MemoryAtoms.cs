namespace Jobs.Store;

/// <summary>
/// Applies atoms to <see cref="MemoryStoreData"/>. Each method asks first and writes then, so that a refused atom leaves
/// nothing behind. Called under the data's gate.
/// </summary>
internal sealed partial class MemoryAtoms(MemoryStoreData data, StoreLimits limits)
{
    private const string BuildsOnRejected = "an earlier change of this job in the same transaction was rejected";

    /// <summary>Applies a batch's atoms in order.</summary>
    public void Apply(WriteBatch batch)
    {
        RejectedJobs? rejected = null;
        foreach (var atom in batch.Atoms)
        {
            var reason = rejected?.TakesWithIt(atom) == true ? BuildsOnRejected : Apply(atom, batch);
            if (reason is null)
            {
                KeepProgress(atom);
                continue;
            }

            (rejected ??= new RejectedJobs()).Add(atom);
            atom.RejectedBecause = reason;
            if (atom is OutcomeAtom outcome) EndRejected(outcome, reason);
            else atom.Answer = AtomAnswer.Rejected;
        }
    }

    private string? Apply(Atom atom, WriteBatch batch)
    {
        atom.RejectedBecause = null;
        return atom switch
        {
            SubmitAtom submit => Submit(submit),
            OutcomeAtom outcome => Outcome(outcome),
            CheckpointAtom checkpoint => Checkpoint(checkpoint),
            TaskResultAtom result => TaskResult(result),
            RescheduleAtom reschedule => Reschedule(reschedule, batch.SealedAt),
            SleepAtom sleep => Sleep(sleep),
            WaitAtom wait => Wait(wait),
            NoteAtom note => Note(note),
            CommandAtom command => Command(command, batch.SealedAt),
            SweepAtom sweep => Sweep(sweep),
            RetryAtom retry => Retry(retry),
            _ => throw new InvalidOperationException($"The store does not know {atom.GetType().Name}."),
        };
    }

    private void KeepProgress(Atom atom)
    {
        if (atom.Answer != AtomAnswer.Applied || !data.Active.TryGetValue(atom.ProgressOf.Value, out var job)) return;
        job.Row = job.Row with { Crashes = 0 };
    }

    private string? Submit(SubmitAtom atom)
    {
        var row = atom.Job;
        if (!JobTransitions.IsLegal(null, row.Status)) return $"a new job cannot be {row.Status}";

        MemoryJob? parent = null;
        if (!row.ParentId.IsNone)
        {
            parent = Claimed(row.ParentId, atom.ParentFence);
            if (parent is null) return Answer(atom, AtomAnswer.Stale);
        }

        if (atom.ChildKey is { } childKey && parent?.Children.TryGetValue(childKey, out var child) == true) return Duplicate(atom, child);
        if (atom.IdempotencyToken is { } token && data.Tokens.TryGetValue(token, out var made))
        {
            atom.IsByToken = true;
            return Duplicate(atom, made, parent);
        }

        if (atom.Key is { } key && data.Keys.TryGetValue((row.Name, key), out var holder)) return Duplicate(atom, holder, parent);

        if (data.Active.ContainsKey(row.Id.Value) || data.History.ContainsKey(row.Id.Value)) return $"the id {row.Id} is taken";
        if (TooLong(atom.Input, atom.State, atom.JournalBase) is { } tooLong) return tooLong;

        var above = parent is null ? null : data.Seen(parent);
        row = row with
        {
            RootId = row.RootId.IsNone ? row.Id : row.RootId,
            IsPaused = row.IsPaused || above?.IsPaused == true,
            IsCancelRequested = row.IsCancelRequested || above?.IsCancelRequested == true,
        };
        var job = new MemoryJob
        {
            Row = row,
            Key = atom.Key,
            Token = atom.IdempotencyToken,
            Tags = atom.Tags is null ? new Dictionary<string, string>() : new Dictionary<string, string>(atom.Tags),
            Input = atom.Input,
            State = atom.State,
            StateVersion = row.Version,
            First = (atom.State, atom.JournalBase),
        };
        if (atom.JournalBase is { } journalBase) job.Journal.Add(new StoredJournalEntry(1, IsBase: true, journalBase));

        data.Active.Add(row.Id.Value, job);
        data.Count(row.Status, +1);
        if (atom.Key is not null) data.Keys.Add((row.Name, atom.Key), row.Id);
        if (atom.IdempotencyToken is not null) data.Tokens.Add(atom.IdempotencyToken, row.Id);
        if (atom.ChildKey is not null) KeepChildKey(atom, row.Id, parent);
        (atom.IsPaused, atom.IsCancelRequested) = (row.IsPaused, row.IsCancelRequested);
        return Answer(atom, AtomAnswer.Applied);
    }

    private string? Checkpoint(CheckpointAtom atom)
    {
        if (Claimed(atom.Id, atom.Fence) is not { } job) return Answer(atom, AtomAnswer.Stale);
        if (TooLong(atom.State, atom.Journal?.Body) is { } tooLong) return tooLong;
        if (atom.Journal is { } entry && entry.Sequence != job.LastJournalSequence + 1)
        {
            return $"journal entry {entry.Sequence} does not follow {job.LastJournalSequence}";
        }

        var baseAt = job.Journal.FindIndex(e => e.Sequence == atom.Journal?.Base);
        if (atom.Journal is { EndsFold: true } last && baseAt < 0)
        {
            return $"journal entry {last.Sequence} ends a fold that began at {last.Base}, which is not stored";
        }

        foreach (var id in atom.CoveredResults)
        {
            if (!job.Results.ContainsKey(id)) return $"it covers the task result {id}, which is not stored";
        }

        foreach (var id in atom.CoveredResults) job.Results[id].IsCovered = true;
        (job.State, job.StateVersion) = (atom.State, atom.StateVersion);
        LeaveTrace(job);
        if (atom.Journal is { } next)
        {
            if (next.EndsFold) job.Journal[baseAt] = job.Journal[baseAt] with { IsBase = true };
            job.Journal.Add(next);
            job.Journal.RemoveAll(e => e.Sequence < next.Base);
        }

        return Answer(atom, AtomAnswer.Applied);
    }

    private string? TaskResult(TaskResultAtom atom)
    {
        if (Claimed(atom.Id, atom.Fence) is not { } job) return Answer(atom, AtomAnswer.Stale);
        if (job.ResultIds.ContainsKey(atom.Identity)) return Answer(atom, AtomAnswer.Duplicate);
        if (data.ResultOwners.ContainsKey(atom.ResultId)) return $"the task result id {atom.ResultId} is taken";
        if (TooLong(atom.Arguments, atom.Body) is { } tooLong) return tooLong;

        LeaveTrace(job);
        job.ResultIds.Add(atom.Identity, atom.ResultId);
        data.ResultOwners.Add(atom.ResultId, atom.Id);
        job.Results.Add(atom.ResultId, new MemoryTaskResult
        {
            Identity = atom.Identity, Arguments = atom.Arguments, IsFaulted = atom.IsFaulted, Body = atom.Body,
        });
        return Answer(atom, AtomAnswer.Applied);
    }

    private string? Outcome(OutcomeAtom atom)
    {
        if (Claimed(atom.Id, atom.Fence) is not { } job || !EndsLegally(job, atom.Status)) return Answer(atom, AtomAnswer.Stale);
        if (TooLong(atom.Result) is { } tooLong) return tooLong;

        atom.StoredStatus = data.Seen(job).IsCancelRequested ? JobStatus.Cancelled : atom.Status;
        var result = atom.StoredStatus == JobStatus.Completed ? atom.Result : null;
        End(job, atom.StoredStatus, atom.FailedAttempts, atom.FinishedAt, atom.Error, result);
        return Answer(atom, AtomAnswer.Applied);
    }

    private void EndRejected(OutcomeAtom atom, string reason)
    {
        if (Claimed(atom.Id, atom.Fence) is not { } job)
        {
            atom.Answer = AtomAnswer.Stale;
            return;
        }

        atom.StoredStatus = data.Seen(job).IsCancelRequested ? JobStatus.Cancelled : JobStatus.Failed;
        End(job, atom.StoredStatus, atom.FailedAttempts, atom.FinishedAt, OutcomeRejection.Error(atom, reason), result: null);
        atom.Answer = AtomAnswer.Applied;
        KeepProgress(atom);
    }

    private string? Reschedule(RescheduleAtom atom, DateTimeOffset now)
    {
        if (Claimed(atom.Id, atom.Fence) is not { } job || atom.Status.IsTerminal()
            || !JobTransitions.IsLegal(JobStatus.Running, atom.Status))
        {
            return Answer(atom, AtomAnswer.Stale);
        }

        atom.IsPaused = data.Seen(job).IsPaused;
        atom.WasCancelled = data.Seen(job).IsCancelRequested;
        if (atom.WasCancelled)
        {
            End(job, JobStatus.Cancelled, atom.FailedAttempts, now, atom.Error, result: null);
            return Answer(atom, AtomAnswer.Applied);
        }

        data.Count(job.Row.Status, -1);
        data.Count(atom.Status, +1);
        if (atom.DropsTaskFailures) DropTaskFailures(job);

        job.Error = atom.Error;
        job.Row = job.Row with
        {
            Status = atom.Status, DueAt = atom.DueAt, Rank = atom.Rank, FailedAttempts = atom.FailedAttempts, Fence = atom.Fence + 1,
        };
        return Answer(atom, AtomAnswer.Applied);
    }

    private string? Sleep(SleepAtom atom)
    {
        if (Claimed(atom.Id, atom.Fence) is not { } job) return Answer(atom, AtomAnswer.Stale);
        if (job.Sleeps.TryGetValue(atom.Key, out var dueAt))
        {
            atom.ExistingDueAt = dueAt;
            return Answer(atom, AtomAnswer.Duplicate);
        }

        LeaveTrace(job);
        job.Sleeps.Add(atom.Key, atom.DueAt);
        atom.ExistingDueAt = atom.DueAt;
        return Answer(atom, AtomAnswer.Applied);
    }

    private string? Wait(WaitAtom atom)
    {
        if (Claimed(atom.Id, atom.Fence) is not { } job) return Answer(atom, AtomAnswer.Stale);
        job.Row = job.Row with { Crashes = Math.Max(0, job.Row.Crashes - 1) };
        return Answer(atom, AtomAnswer.Applied);
    }

    private string? Note(NoteAtom atom)
    {
        if (Claimed(atom.Id, atom.Fence) is not { } job) return Answer(atom, AtomAnswer.Stale);
        if (atom.Lines.Find(l => l.Text.Length > limits.ValueBytesMax) is not null) return "a log line is larger than a row may hold";
        if (atom.Progress is not null || atom.Lines.Count > 0) LeaveTrace(job);
        if (atom.Progress is { } progress) job.Progress = progress;
        job.Log.AddRange(atom.Lines);
        if (job.Log.Count > limits.LogLinesMax) job.Log.RemoveRange(0, job.Log.Count - limits.LogLinesMax);
        return Answer(atom, AtomAnswer.Applied);
    }

    private void End(MemoryJob job, JobStatus status, int failedAttempts, DateTimeOffset at, JobError? error, byte[]? result)
    {
        var row = job.Row;
        if (status == JobStatus.Cancelled && job.Error is { IsParking: true }) error ??= job.Error;
        data.Active.Remove(row.Id.Value);
        data.Count(row.Status, -1);
        if (job.Key is { } key) data.Keys.Remove((row.Name, key));
        if (!status.CanBeRetried()) Drop(job);

        data.History.Add(row.Id.Value, new MemoryHistory
        {
            Job = job, Status = status, FailedAttempts = failedAttempts, FinishedAt = at, Error = error, Result = result,
        });
        data.Count(status, +1);
    }

    private void DropTaskFailures(MemoryJob job)
    {
        foreach (var id in job.DropTaskFailures()) data.ResultOwners.Remove(id);
    }

    private void Drop(MemoryJob job)
    {
        foreach (var id in job.Results.Keys) data.ResultOwners.Remove(id);
        job.DropActiveParts();
    }

    private MemoryJob? Claimed(JobId id, long fence) =>
        data.Active.TryGetValue(id.Value, out var job) && job.Row.Fence == fence ? job : null;

    // The store does not know what runs: a row that may start may be running.
    private static bool EndsLegally(MemoryJob job, JobStatus to) =>
        to.IsTerminal() && (JobTransitions.IsLegal(JobStatus.Running, to) || JobTransitions.IsLegal(job.Row.Status, to));

    private string? TooLong(params ReadOnlySpan<byte[]?> values)
    {
        foreach (var value in values)
        {
            if (value?.Length > limits.ValueBytesMax)
            {
                return $"a value of {value.Length:N0} bytes is larger than a row may hold ({limits.ValueBytesMax:N0})";
            }
        }

        return null;
    }

    private string? Duplicate(SubmitAtom atom, JobId existing, MemoryJob? parent = null)
    {
        // The parent finds under its key what it was answered, even when that job is not its child.
        if (atom.ChildKey is not null) KeepChildKey(atom, existing, parent);
        atom.ExistingId = existing;
        atom.ExistingName = data.NameOf(existing);
        return Answer(atom, AtomAnswer.Duplicate);
    }

    private static void KeepChildKey(SubmitAtom atom, JobId child, MemoryJob? parent)
    {
        if (parent is null) return;
        parent.Children.Add(atom.ChildKey!, child);
        LeaveTrace(parent);
    }

    private static void LeaveTrace(MemoryJob job) => job.Row = job.Row with { HasTraces = true };

    private static string? Answer(Atom atom, AtomAnswer answer)
    {
        atom.Answer = answer;
        return null;
    }
}
