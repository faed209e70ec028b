using Jobs.Sqlite;

namespace Jobs.Store;

/// <content>Writing a command into the rows of a large tree, a stretch of them in each commit.</content>
internal sealed partial class SqliteStore
{
    private readonly SqliteStatement?[] _setFlag = new SqliteStatement?[3];
    private readonly KindNames _kindNames = new();
    private TreeCommandRows? _treeCommandRows;
    private TreeCommands? _unfinished; // Null after a change, and after a transaction that was taken back.
    private SqliteStatement? _selectTree;
    private SqliteStatement? _selectBelow;
    private SqliteStatement? _selectRow;
    private SqliteStatement? _insertUnfinished;
    private SqliteStatement? _updateUnfinished;
    private SqliteStatement? _deleteUnfinished;

    /// <summary>The unfinished commands, as the open transaction has them. What the writer reads of a job's flags it reads through these.</summary>
    private TreeCommands Unfinished => _unfinished ??= (_treeCommandRows ??= new TreeCommandRows(Database)).Load();

    private AtomAnswer Sweep(SweepAtom atom)
    {
        (atom.Affected, atom.HasMore) = ([], false);
        if (Unfinished.IsEmpty) return AtomAnswer.Applied;

        var command = Unfinished.All[0];
        (atom.Affected, var rest) = Write(command, StretchOf(command));
        if (rest is null) DeleteUnfinished(command);
        else UpdateUnfinished(rest);
        (atom.Command, atom.HasMore) = (command.Command, !Unfinished.IsEmpty);
        return AtomAnswer.Applied;
    }

    /// <summary>Writes a command into the next rows of its tree; returns them, and what is left of it, or null when nothing is.</summary>
    private (List<StoredJob> Affected, TreeCommand? Unreached) Write(TreeCommand command, TreeStretch stretch)
    {
        var set = _setFlag[(int)command.Command] ??= Database.Prepare(command.Command switch
        {
            JobCommand.Cancel => "UPDATE job SET is_cancel_requested = 1 WHERE id = ?1 AND is_cancel_requested <> 1",
            JobCommand.Pause => "UPDATE job SET is_paused = 1 WHERE id = ?1 AND is_paused <> 1",
            _ => "UPDATE job SET is_paused = 0 WHERE id = ?1 AND is_paused <> 0",
        });
        var select = _selectRow ??= Database.Prepare($"SELECT {JobRow.Columns} FROM job WHERE id = ?1");
        var affected = new List<StoredJob>();
        foreach (var id in stretch.Rows)
        {
            set.Bind(1, id.Value).Run();
            if (select.Bind(1, id.Value).Step()) affected.Add(Unfinished.Over(JobRow.Read(select, _kindNames.Of(Database, JobRow.Kind(select)))));
            select.Reset();
        }

        return (affected, stretch.Last is { } last ? command with { SweptTo = last } : null);
    }

    // A small branch, downwards from its top. A larger one by root, and not from parent to child: an ended job between two active ones does not
    // cut the tree, and a million ended children are not walked through. One more row than a stretch has, to tell whether it is the last.
    private TreeStretch StretchOf(TreeCommand command)
    {
        var rowsMax = _options.Limits.TreeRowsMax;
        if (command.MayBeSmall && TreeBranch.ActiveOf(command.TargetId, rowsMax, ChildrenOf) is { } branch) return new TreeStretch(branch, null);

        var next = new List<JobId>();
        var select = (_selectTree ??= Database.Prepare("""
            SELECT id FROM job WHERE id = ?1 AND id > ?2
            UNION ALL SELECT id FROM job WHERE root_id = ?1 AND parent_id <> 0 AND id > ?2 ORDER BY id LIMIT ?3
            """)).Bind(1, command.RootId.Value).Bind(2, command.SweptTo.Value).Bind(3, rowsMax + 1L);
        while (select.Step()) next.Add(new JobId(select.Number(0)));
        return TreeStretch.Of(next, rowsMax, id => Unfinished.Reaches(command, id, command.RootId));
    }

    private List<(JobId Id, bool IsActive)> ChildrenOf(JobId parent, int limit)
    {
        var children = new List<(JobId, bool)>();
        var select = (_selectBelow ??= Database.Prepare("""
            SELECT id, 1 FROM job WHERE parent_id = ?1 AND parent_id <> 0
            UNION ALL SELECT id, 0 FROM history WHERE parent_id = ?1 AND parent_id <> 0 LIMIT ?2
            """)).Bind(1, parent.Value).Bind(2, limit);
        while (select.Step()) children.Add((new JobId(select.Number(0)), select.Flag(1)));
        return children;
    }

    private void InsertUnfinished(TreeCommand command)
    {
        (_insertUnfinished ??= Database.Prepare("INSERT INTO tree_command (number, root_id, target_id, command, swept_to) VALUES (?1, ?2, ?3, ?4, ?5)"))
            .Bind(1, command.Number).Bind(2, command.RootId.Value).Bind(3, command.TargetId.Value).Bind(4, (int)command.Command).Bind(5, command.SweptTo.Value).Run();
        _unfinished = null;
    }

    private void UpdateUnfinished(TreeCommand command)
    {
        (_updateUnfinished ??= Database.Prepare("UPDATE tree_command SET swept_to = ?2 WHERE number = ?1"))
            .Bind(1, command.Number).Bind(2, command.SweptTo.Value).Run();
        _unfinished = null;
    }

    private void DeleteUnfinished(TreeCommand command)
    {
        (_deleteUnfinished ??= Database.Prepare("DELETE FROM tree_command WHERE number = ?1")).Bind(1, command.Number).Run();
        _unfinished = null;
    }
}
