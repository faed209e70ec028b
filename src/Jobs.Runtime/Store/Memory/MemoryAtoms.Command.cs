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

            // Behind an unfinished one of its tree it waits for its turn: rows are to carry the later word in the end.
            var rest = command;
            if (!data.Unfinished.Concern(root)) (atom.Affected, rest) = SweepStretch(command);
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
        (atom.Affected, var rest) = SweepStretch(command);
        var others = data.Unfinished.All.Skip(1);
        data.Keep(rest is null ? others : others.Prepend(rest));
        (atom.Command, atom.HasMore) = (command.Command, !data.Unfinished.IsEmpty);
        return Answer(atom, AtomAnswer.Applied);
    }

    /// <summary>Writes a command into the next rows of its tree; returns those that it reaches, and what is left of it, or null when nothing is.</summary>
    private (List<StoredJob> Affected, TreeCommand? Unreached) SweepStretch(TreeCommand command)
    {
        // By root first, then by the walk up: an ended job between two active ones does not cut the tree.
        var stretch = data.Active.Values.Where(j => j.Row.RootId == command.RootId && j.Row.Id > command.SweptTo).Take(limits.TreeRowsMax + 1).ToList();
        var isLast = stretch.Count <= limits.TreeRowsMax;
        if (!isLast) stretch.RemoveAt(stretch.Count - 1);

        var reached = stretch.FindAll(j => data.Unfinished.Reaches(command, j.Row.Id, command.RootId));
        foreach (var job in reached)
        {
            job.Row = command.Command switch
            {
                JobCommand.Cancel => job.Row with { IsCancelRequested = true },
                JobCommand.Pause => job.Row with { IsPaused = true },
                _ => job.Row with { IsPaused = false },
            };
        }

        return (reached.ConvertAll(data.Seen), isLast ? null : command with { SweptTo = stretch[^1].Row.Id });
    }
}
