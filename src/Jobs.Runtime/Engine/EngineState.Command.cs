using Jobs.Store;

namespace Jobs.Engine;

/// <summary>Cancel, pause and resume: durable first, then applied to what is in memory. What only the store has of a large tree, the sweep comes to.</summary>
internal sealed partial class EngineState
{
    /// <summary>Sends a command to the store; <paramref name="answer"/> is called when it is durable and applied.</summary>
    public void Command(JobId id, JobCommand command, string? token, Action<CommandOutcome, Exception?> answer)
    {
        if (Broken is not null)
        {
            answer(default, Broken);
            return;
        }

        Batches.Add(new CommandAtom
        {
            Id = id,
            Command = command,
            Token = token,
            Acknowledged = a => OnCommanded((CommandAtom)a, answer),
        });
        if (command == JobCommand.Pause) CloseGates(id);
    }

    /// <summary>
    /// Tasks are held back while the pause is still on its way to the store, so that one that passed its gate a moment ago
    /// has begun when the pause is acknowledged, and not just after. A pause that is refused costs those jobs a new start.
    /// </summary>
    private void CloseGates(JobId id)
    {
        foreach (var entry in Running)
        {
            if (entry.Attempt is not null && (entry.Id == id || entry.Row.RootId == id)) StopMarked(entry, MarkedStep.Pause);
        }
    }

    private void OnCommanded(CommandAtom atom, Action<CommandOutcome, Exception?> answer)
    {
        switch (atom.Answer)
        {
            case AtomAnswer.Applied:
                // Before the answer: from the acknowledgement of a pause on, no task of the tree may start.
                _askedTrees.Follow(atom.RootId);
                foreach (var row in atom.Affected) Apply(atom.Command, row);
                if (atom.IsUnfinished) ApplyUnfinished(atom, answer);
                else answer(CommandOutcome.Applied, null);
                break;
            case AtomAnswer.Stale:
                answer(CommandOutcome.AlreadyFinishing, null);
                break;
            case AtomAnswer.NotFound:
                answer(CommandOutcome.NotFound, null);
                break;
            default:
                answer(default, Broken ?? new JobException($"The command was refused by the store: {atom.RejectedBecause}"));
                break;
        }
    }

    private void Apply(JobCommand command, StoredJob row)
    {
        if (Jobs.TryGetValue(row.Id.Value, out var entry)) Apply(command, entry);
        else ApplyStored(command, row);
    }

    /// <summary>A row that memory does not have: its flags are those by all commands.</summary>
    private void ApplyStored(JobCommand command, StoredJob row)
    {
        Window.Touch(row.Id.Value); // A load under way may have seen the row without the flag.
        // Cancelled before, perhaps by a client of an earlier host: the load that would bring it to its end drops it now.
        if (row.IsCancelRequested) CancelStored(row);
        else if (command == JobCommand.Resume && row.Status is JobStatus.Ready or JobStatus.Scheduled) Admit(row, null);
    }

    private void Apply(JobCommand command, JobEntry entry)
    {
        switch (command)
        {
            case JobCommand.Cancel:
                var isFirst = !entry.IsCancelRequested;
                entry.IsCancelRequested = true;
                if (entry.Attempt is { } running)
                {
                    running.Interrupt(Interruption.Cancel);
                    NameSoon(entry);
                    if (isFirst) StopWithin(Options.StopGrace, entry, running, Interruption.Cancel);
                }
                else if (entry.State is EntryState.Ready or EntryState.Scheduled or EntryState.AwaitingZombie)
                {
                    CancelWithoutRunning(entry);
                }

                break;
            case JobCommand.Pause:
                entry.IsPaused = true;
                if (entry.Attempt is not null) StopMarked(entry, MarkedStep.Pause);
                else if (entry.State is EntryState.Ready or EntryState.Scheduled) Forget(entry);
                break;
            case JobCommand.Resume:
                entry.IsPaused = false;
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(command));
        }
    }

    /// <summary>A cancelled job that is not in memory ends without running.</summary>
    private void CancelStored(StoredJob row)
    {
        var entry = new JobEntry(row, Catalog.Find(row.Name)) { State = EntryState.Finishing };
        Jobs.Add(row.Id.Value, entry); // So that nothing else begins with it meanwhile.
        CancelWithoutRunning(entry);
    }
}
