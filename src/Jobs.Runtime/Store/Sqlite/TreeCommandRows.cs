using Jobs.Sqlite;

namespace Jobs.Store;

/// <summary>Reads the unfinished commands on one connection, the writer's or a reader's.</summary>
internal sealed class TreeCommandRows(SqliteDatabase database)
{
    private readonly SqliteStatement _select = database.Prepare("SELECT number, root_id, target_id, command, swept_to FROM tree_command ORDER BY number");
    private SqliteStatement? _selectParent;

    /// <summary>Those that there are now. A row that makes no sense, in a spoilt store, is about nobody.</summary>
    public TreeCommands Load()
    {
        List<TreeCommand>? all = null;
        while (_select.Step())
        {
            if (_select.Number(3) is < (long)JobCommand.Cancel or > (long)JobCommand.Resume || !_select.IsWhole(3)) continue;
            (all ??= []).Add(new TreeCommand(
                _select.Number(0), new JobId(_select.Number(1)), new JobId(_select.Number(2)), (JobCommand)_select.Number(3), new JobId(_select.Number(4))));
        }

        return new TreeCommands((IReadOnlyList<TreeCommand>?)all ?? [], ParentOf);
    }

    private JobId ParentOf(JobId id)
    {
        var select = (_selectParent ??= database.Prepare(
            "SELECT parent_id FROM job WHERE id = ?1 UNION ALL SELECT parent_id FROM history WHERE id = ?1")).Bind(1, id.Value);
        var parent = select.Step() ? new JobId(select.Number(0)) : JobId.None;
        select.Reset();
        return parent;
    }
}
