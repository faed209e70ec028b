using Jobs.Sqlite;

namespace Jobs.Store;

/// <content>What operators ask of a tree.</content>
internal sealed partial class SqliteStore
{
    private SqliteStatement? _selectTreeRoot;
    private SqliteStatement? _selectTree;
    private SqliteStatement? _selectParentOf;
    private SqliteStatement? _selectRow;
    private SqliteStatement? _selectCommand;
    private SqliteStatement? _insertCommand;
    private readonly SqliteStatement?[] _setFlag = new SqliteStatement?[3];
    private readonly KindNames _kindNames = new();

    // A command that is sent again must not be done again: between the two, somebody may have said the opposite.
    private AtomAnswer Command(CommandAtom atom, DateTimeOffset now)
    {
        atom.Affected = [];
        if (atom.Token is not { } token) return ApplyToTree(atom);
        if (FindAnswer(token) is { } known) return known;

        var answer = ApplyToTree(atom);
        (_insertCommand ??= Database.Prepare("INSERT INTO command (token, answer, at) VALUES (?1, ?2, ?3)"))
            .Bind(1, token).Bind(2, (int)answer).Bind(3, now.ToUnixTimeMilliseconds()).Run();
        return answer;
    }

    private AtomAnswer? FindAnswer(string token)
    {
        var select = (_selectCommand ??= Database.Prepare("SELECT answer FROM command WHERE token = ?1")).Bind(1, token);
        AtomAnswer? answer = select.Step() ? (AtomAnswer)select.Number(0) : null;
        select.Reset();
        return answer;
    }

    private AtomAnswer ApplyToTree(CommandAtom atom)
    {
        var root = FindId((_selectTreeRoot ??= Database.Prepare("SELECT root_id FROM job WHERE id = ?1")).Bind(1, atom.Id.Value));
        if (root is null) return HasEnded(atom.Id) ? AtomAnswer.Stale : AtomAnswer.NotFound;

        var set = _setFlag[(int)atom.Command] ??= Database.Prepare(atom.Command switch
        {
            JobCommand.Cancel => "UPDATE job SET is_cancel_requested = 1 WHERE id = ?1",
            JobCommand.Pause => "UPDATE job SET is_paused = 1 WHERE id = ?1",
            _ => "UPDATE job SET is_paused = 0 WHERE id = ?1",
        });
        var select = _selectRow ??= Database.Prepare($"SELECT {JobRow.Columns} FROM job WHERE id = ?1");
        var affected = new List<StoredJob>();
        foreach (var id in ActiveTree(atom.Id, root.Value))
        {
            set.Bind(1, id.Value).Run();
            if (select.Bind(1, id.Value).Step()) affected.Add(JobRow.Read(select, _kindNames.Of(Database, JobRow.Kind(select))));
            select.Reset();
        }

        atom.Affected = affected;
        return AtomAnswer.Applied;
    }

    // By root first, then by the walk up from each row: an ended job between two active ones does not cut the tree, and
    // a million ended children are not walked through.
    private List<JobId> ActiveTree(JobId top, JobId root)
    {
        var tree = new List<JobId>();
        var select = (_selectTree ??= Database.Prepare(
            "SELECT id FROM job WHERE id = ?1 UNION ALL SELECT id FROM job WHERE root_id = ?1 AND parent_id <> 0 ORDER BY id")).Bind(1, root.Value);
        while (select.Step()) tree.Add(new JobId(select.Number(0)));
        if (top == root) return tree;

        var isInside = new Dictionary<JobId, bool> { [top] = true, [root] = false, [JobId.None] = false };
        return tree.FindAll(id => IsAtOrBelow(id, isInside));
    }

    private bool IsAtOrBelow(JobId id, Dictionary<JobId, bool> isInside)
    {
        var way = new List<JobId>();
        bool answer;
        while (!isInside.TryGetValue(id, out answer))
        {
            way.Add(id);
            isInside.Add(id, false); // Parents that lead in a ring, in a spoilt store, end there.
            id = FindId((_selectParentOf ??= Database.Prepare(
                "SELECT parent_id FROM job WHERE id = ?1 UNION ALL SELECT parent_id FROM history WHERE id = ?1")).Bind(1, id.Value)) ?? JobId.None;
        }

        foreach (var step in way) isInside[step] = answer;
        return answer;
    }
}
