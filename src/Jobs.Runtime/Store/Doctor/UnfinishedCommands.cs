using System.Globalization;
using Jobs.Sqlite;

namespace Jobs.Store;

/// <summary>Says which commands to trees have rows before them that they have not been written into.</summary>
internal static class UnfinishedCommands
{
    public static IReadOnlyList<UnfinishedCommand> Explain(SqliteDatabase database, TreeCommands commands)
    {
        var explained = new List<UnfinishedCommand>();
        if (commands.IsEmpty) return explained;
        using var count = database.PrepareOnce("SELECT count(*) FROM job WHERE root_id = ?1 AND parent_id <> 0 AND id > ?2");
        foreach (var command in commands.All)
        {
            var left = count.Bind(1, command.RootId.Value).Bind(2, command.SweptTo.Value).Step() ? count.Number(0) : 0;
            count.Reset();
            var rows = left == 1 ? "1 row" : string.Create(CultureInfo.InvariantCulture, $"{left:N0} rows");
            explained.Add(new UnfinishedCommand(
                command.TargetId, command.Command.ToString(), left,
                $"Job {command.TargetId} and all below it were told to {command.Command.ToString().ToLowerInvariant()}. That holds already; it is not yet written into {rows} of its tree. The host goes on with it, or the next one when it starts."));
        }

        return explained;
    }
}
