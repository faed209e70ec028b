namespace Jobs.Store;

/// <content>What operators ask of a tree, and its sweep.</content>
internal sealed partial class MemoryAtoms
{
    private string? Command(CommandAtom atom, DateTimeOffset now)
    {
        (atom.Affected, atom.IsUnfinished, atom.RootId) = ([], false, JobId.None);
        if (atom.Token is not { } token) return ApplyToTree(atom);
        if (data.Commands.TryGetValue(token, out var known)) return Answer(atom, known.Answer);

        ApplyToTree(atom);
        data.Commands.Add(token, (atom.Answer, now));
        return null;
    }

    private string? ApplyToTree(CommandAtom atom)
    {
        if (!data.Active.TryGetValue(atom.Id.Value, out var target))
        {
            return Answer(atom, data.History.ContainsKey(atom.Id.Value) ? AtomAnswer.Stale : AtomAnswer.NotFound);
        }

        var root = atom.RootId = target.Row.RootId;
        var command = new TreeCommand(data.Unfinished.NextNumber, root, atom.Id, atom.Command, new JobId(atom.Id.Value - 1));
        if (!data.Unfinished.Include(command))
        {
            data.Keep(data.Unfinished.All.Except(data.Unfinished.ReplacedBy(command)));

            var rest = command;
            var stretch = StretchOf(command);
            if (!data.Unfinished.Concern(root) || (stretch.Last is null && !data.Unfinished.Delay(command, stretch.Rows))) (atom.Affected, rest) = Write(command, stretch);
            if (rest is null) return Answer(atom, AtomAnswer.Applied);
            data.Keep(data.Unfinished.All.Append(rest));
        }

        atom.IsUnfinished = true;
        return Answer(atom, AtomAnswer.Applied);
    }

    private string? Sweep(SweepAtom atom)
    {
        (atom.Affected, atom.HasMore) = ([], false);
        if (data.Unfinished.IsEmpty) return Answer(atom, AtomAnswer.Applied);

        var command = data.Unfinished.All[0];
        (atom.Affected, var rest) = Write(command, StretchOf(command));
        var others = data.Unfinished.All.Skip(1);
        data.Keep(rest is null ? others : others.Prepend(rest));
        (atom.Command, atom.HasMore) = (command.Command, !data.Unfinished.IsEmpty);
        return Answer(atom, AtomAnswer.Applied);
    }

    /// <summary>Writes a command into the next rows of its tree; returns them, and what is left of it, or null when nothing is.</summary>
    private (List<StoredJob> Affected, TreeCommand? Unreached) Write(TreeCommand command, TreeStretch stretch)
    {
        var reached = stretch.Rows.Where(id => data.Active.ContainsKey(id.Value)).Select(id => data.Active[id.Value]).ToList(); // The top of a branch may have ended since.
        foreach (var job in reached)
        {
            job.Row = command.Command switch
            {
                JobCommand.Cancel => job.Row with { IsCancelRequested = true },
                JobCommand.Pause => job.Row with { IsPaused = true },
                _ => job.Row with { IsPaused = false },
            };
        }

        return (reached.ConvertAll(data.Seen), stretch.Last is { } last ? command with { SweptTo = last } : null);
    }

    private TreeStretch StretchOf(TreeCommand command)
    {
        if (command.MayBeSmall && TreeBranch.ActiveOf(command.TargetId, limits.TreeRowsMax, ChildrenOf) is { } branch) return new TreeStretch(branch, null);

        // By root first, then by the walk up: an ended job between two active ones does not cut the tree.
        var next = data.Active.Values.Where(j => j.Row.RootId == command.RootId && j.Row.Id > command.SweptTo).Take(limits.TreeRowsMax + 1).Select(j => j.Row.Id).ToList();
        return TreeStretch.Of(next, limits.TreeRowsMax, id => data.Unfinished.Reaches(command, id, command.RootId));
    }

    private IEnumerable<(JobId Id, bool IsActive)> ChildrenOf(JobId parent, int limit) =>
        data.Active.Values.Where(j => j.Row.ParentId == parent).Select(j => (j.Row.Id, true))
            .Concat(data.History.Values.Where(h => h.Job.Row.ParentId == parent).Select(h => (h.Job.Row.Id, false)))
            .Take(limit);
}
