using Jobs.Diagnostics;
using Jobs.Store;

namespace Jobs.Engine;

/// <summary>
/// Commands to trees that are too large for one commit. The store holds them for all rows at once; memory applies them to what it has
/// before the acknowledgement, and writes them into the rows stretch by stretch, behind what others want committed.
/// </summary>
internal sealed partial class EngineState
{
    private readonly Queue<JobEntry> _endings = new(); // Cancelled without running, and not yet on the way to the store.
    private int _endingsUnderWay;
    private bool _hasUnfinished; // Whether the store has an unfinished command.
    private bool _isSweeping; // One stretch at a time is on its way.
    private readonly AskedTrees _askedTrees = new(); // Of commands that wait for a read before they are acknowledged.

    /// <summary>Writes the next stretch, and the next of those that are to end. Asked at the end of each turn.</summary>
    public void SweepOn()
    {
        if (Broken is not null || IsStopping) return; // Durable as they are: the next start goes on.
        while (_endingsUnderWay < Options.EndingsMax && _endings.TryDequeue(out var entry)) EndCancelled(entry);

        // Not before those of the last stretch are on their way: a cancelled tree is not to fill memory. Nor on a full volume,
        // which needs its reserve for the outcomes of what runs.
        if (!_hasUnfinished || _isSweeping || _endings.Count > 0 || Full is not null) return;
        _isSweeping = true;
        Batches.Add(new SweepAtom { Id = JobId.None, Acknowledged = a => OnSwept((SweepAtom)a) });
    }

    private void OnSwept(SweepAtom atom)
    {
        _isSweeping = false;
        _hasUnfinished = atom.Answer == AtomAnswer.Applied && atom.HasMore;
        if (atom.Answer == AtomAnswer.Rejected) Logger.StoreWarning($"The sweep of a tree was refused by the store ({atom.RejectedBecause}). Its command holds all the same; the next start goes on with it.");
        foreach (var row in atom.Affected)
        {
            // Memory has had the command since it was acknowledged, and what came later has its tree's flags.
            if (!Jobs.ContainsKey(row.Id.Value)) ApplyStored(atom.Command, row);
        }
    }

    /// <summary>Whether a stop has come so far that no job is left: until then tasks of those that run on begin, and a pause holds for them.</summary>
    private bool IsOver => IsStopping && Running.Count == 0;

    /// <summary>Applies a command to all that memory has of its tree, and then answers.</summary>
    private void ApplyUnfinished(CommandAtom atom, Action<CommandOutcome, Exception?> answer)
    {
        _hasUnfinished = true;
        Window.TouchTree(atom.RootId.Value); // A load under way may have seen its rows before the command.
        var unsure = new List<JobId>();
        foreach (var entry in Jobs.Values.Where(e => e.Id == atom.RootId || e.Row.RootId == atom.RootId).ToArray())
        {
            var isBelow = IsAtOrBelow(entry.Id, atom.Id, atom.RootId);
            if (isBelow is null) unsure.Add(entry.Id);
            else if (isBelow == true) Apply(atom.Command, entry);
        }

        if (unsure.Count == 0 || IsOver)
        {
            answer(CommandOutcome.Applied, null);
            return;
        }

        _askedTrees.Begin(atom.RootId);
        ApplyByStore(atom.RootId, unsure, (outcome, error) =>
        {
            _askedTrees.End(atom.RootId);
            answer(outcome, error);
        });
    }

    /// <summary>Whether a job stands below another, or is it; null when one between them is not in memory, because it has ended or waits in the store.</summary>
    private bool? IsAtOrBelow(JobId id, JobId target, JobId root)
    {
        if (target == root) return true;
        while (id > target && id != root) // A parent is older than its child.
        {
            if (!Jobs.TryGetValue(id.Value, out var entry)) return null;
            id = entry.Row.ParentId;
        }

        return id == target;
    }

    /// <summary>Asks the store for the flags of those of which memory cannot tell where they stand; the command is answered when they have them.</summary>
    private void ApplyByStore(JobId root, List<JobId> unsure, Action<CommandOutcome, Exception?> answer)
    {
        var asked = _askedTrees.Followed(root);
        Ports.Read(r => r.LoadJobs(unsure), (state, rows, _) =>
        {
            if (state.Broken is not null || state.IsOver)
            {
                answer(CommandOutcome.Applied, state.Broken); // It is durable, and nothing begins any more.
                return;
            }

            if (rows is null || state._askedTrees.Followed(root) != asked)
            {
                // What was read may be older than the last command to this tree that memory follows.
                if (rows is null) state.Clock.After(TimeSpan.FromSeconds(1), () => state.ApplyByStore(root, unsure, answer));
                else state.ApplyByStore(root, unsure, answer);
                return;
            }

            foreach (var row in rows)
            {
                if (!state.Jobs.TryGetValue(row.Id.Value, out var entry)) continue;
                state.Apply(row.IsCancelRequested ? JobCommand.Cancel : row.IsPaused ? JobCommand.Pause : JobCommand.Resume, entry);
            }

            answer(CommandOutcome.Applied, null);
        });
    }

    /// <summary>
    /// A job that is cancelled before it runs ends when its turn comes: of a large tree thousands are cancelled at once, and others'
    /// commits are not to wait for all of them.
    /// </summary>
    private void CancelWithoutRunning(JobEntry entry)
    {
        Leave(entry);
        entry.State = EntryState.Finishing;
        if (_endingsUnderWay < Options.EndingsMax) EndCancelled(entry);
        else _endings.Enqueue(entry);
    }

    private void EndCancelled(JobEntry entry)
    {
        _endingsUnderWay++;
        End(entry, JobStatus.Cancelled, null, null, entry.Row.FailedAttempts, () => _endingsUnderWay--);
    }
}
