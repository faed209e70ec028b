using Jobs.Sqlite;

namespace Jobs.Store;

/// <content>What operators ask of a tree.</content>
internal sealed partial class SqliteStore
{
    private SqliteStatement? _selectTreeRoot;
    private SqliteStatement? _selectCommand;
    private SqliteStatement? _insertCommand;

    // A command that is sent again must not be done again: between the two, somebody may have said the opposite.
    private AtomAnswer Command(CommandAtom atom, DateTimeOffset now)
    {
        (atom.Affected, atom.IsUnfinished, atom.RootId) = ([], false, JobId.None);
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
        if (root is not { } rootId) return HasEnded(atom.Id) ? AtomAnswer.Stale : AtomAnswer.NotFound;

        atom.RootId = rootId;
        var command = new TreeCommand(Unfinished.NextNumber, rootId, atom.Id, atom.Command, new JobId(atom.Id.Value - 1));
        var isSaid = Unfinished.Include(command);
        if (!isSaid)
        {
            foreach (var replaced in Unfinished.ReplacedBy(command).ToList()) DeleteUnfinished(replaced);

            var rest = command;
            var stretch = StretchOf(command);
            if (!Unfinished.Concern(rootId) || (stretch.Last is null && !Unfinished.Delay(command, stretch.Rows))) (atom.Affected, rest) = Write(command, stretch);
            if (rest is null) return AtomAnswer.Applied;
            InsertUnfinished(rest);
        }

        atom.IsUnfinished = true;
        return AtomAnswer.Applied;
    }
}
