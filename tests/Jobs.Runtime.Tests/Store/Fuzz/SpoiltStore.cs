using Jobs.Runtime.Tests.Engine;
using Jobs.Sqlite;
using Jobs.Store;

namespace Jobs.Runtime.Tests.Store.Fuzz;

/// <summary>A store that a host left behind in the middle of its work, of which cells are overwritten.</summary>
internal sealed class SpoiltStore
{
    /// <summary>Which column of each table says whose row it is; none: a row of all jobs.</summary>
    private static readonly (string Table, string? Owner, string Row)[] Tables =
    [
        ("job", "id", "rowid"), ("payload", "job_id", "rowid"), ("checkpoint", "job_id", "rowid"), ("journal", "job_id", "job_id, seq"),
        ("task_result", "job_id", "rowid"), ("child_key", "parent_id", "parent_id, key"), ("sleep", "job_id", "job_id, key"), ("tag", "job_id", "job_id, name"),
        ("progress", "job_id", "rowid"), ("log", "job_id", "job_id, seq"), ("history", "id", "rowid"), ("job_retry", "job_id", "rowid"),
        ("tree_command", "target_id", "rowid"), ("counter", null, "rowid"), ("start_mark", null, "rowid"), ("meta", null, "rowid"), ("kind", null, "rowid"),
    ];

    private readonly string _path;
    private readonly Dictionary<string, string[]> _columns = [];

    public SpoiltStore(string path) => _path = path;

    /// <summary>Jobs of which no cell was touched.</summary>
    public HashSet<long> Whole { get; } = [];

    /// <summary>Whether a row was touched that all jobs need.</summary>
    public bool IsCommonSpoilt { get; private set; }

    /// <summary>What was done to it.</summary>
    public List<string> Cells { get; } = [];

    /// <summary>Runs jobs until each has left rows in every table, and lets go without closing.</summary>
    public static string MakeTemplate(string path, int jobs, out TaskCompletionSource<bool> goOn)
    {
        var gate = goOn = new TaskCompletionSource<bool>();
        var job = ScriptJob.Of(async (self, ctx) =>
        {
            var sum = await ctx.Run((n, _) => Task.FromResult(n), self.Number);
            self.Sum += 1;
            ctx.Progress.Report(1, 2);
            ctx.Log("one");
            await ctx.CheckpointAsync();
            if (!gate.Task.IsCompleted) await gate.Task;
            return sum + await ctx.Run((n, _) => Task.FromResult(n), self.Number + 1);
        });
        using (var engine = SteppedEngine.On(new SqliteStore(path, TimeProvider.System)))
        {
            for (var i = 0; i < jobs; i++)
            {
                var options = new SubmitOptions
                {
                    Key = $"key {i}", Tags = { ["volume"] = "d" }, Retry = i % 2 == 0 ? RetryPolicy.Default : null, Timeout = TimeSpan.FromDays(i + 1),
                };
                _ = engine.Engine.SubmitAsync(i % 4 == 3 ? ScriptJob.Of((_, _) => Task.FromResult(1)) : new ScriptJob { Script = job.Script, Number = i }, options).AsTask();
            }

            engine.Settle();
        }

        using var database = SqliteDatabase.Open(path, SqliteAccess.ReadWrite, TimeSpan.Zero);
        database.Execute("""
            INSERT INTO sleep SELECT id, 'nap', 0 FROM job;
            INSERT INTO journal SELECT id, 1, 1, '[]' FROM job WHERE id % 2;
            INSERT INTO child_key SELECT id, 'left', id + 1, id % 2 FROM job;
            INSERT INTO job_retry SELECT id, id - 1, id - 1 FROM job WHERE id % 3 = 0;
            UPDATE job SET parts = parts | 1280 WHERE id % 3 = 0;
            INSERT INTO tree_command SELECT id, id, id, 2, id - 1 FROM job WHERE id % 2 = 0;
            """);

        // A damaged page can hold NULL where the schema forbids it.
        database.Execute("PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql = replace(replace(sql, ' NOT NULL', ''), 'CHECK (id = 1)', '') WHERE type = 'table'; PRAGMA writable_schema = RESET;");
        database.CheckpointWal(truncate: true);
        return path;
    }

    /// <summary>Overwrites so many cells.</summary>
    public void Spoil(int cells, bool common, Random random)
    {
        using var database = SqliteDatabase.Open(_path, SqliteAccess.ReadWrite, TimeSpan.Zero);
        using (var select = database.PrepareOnce("SELECT id FROM job"))
        {
            while (select.Step()) Whole.Add(select.Number(0));
        }

        database.Execute("BEGIN");
        for (var i = 0; i < cells; i++)
        {
            // The first of a tree of jobs is spoilt rather often, others hardly: some must stay whole.
            var (table, owner, row) = Tables[random.Next(common ? Tables.Length : Tables.Length - 4)];
            IsCommonSpoilt |= owner is null;
            SpoilCell(database, table, owner, row, random);
        }

        database.Execute("COMMIT");
    }

    private void SpoilCell(SqliteDatabase database, string table, string? owner, string row, Random random)
    {
        var column = ColumnsOf(database, table) is var columns ? columns[random.Next(columns.Length)] : "";
        var rows = database.QueryNumber($"SELECT count(*) FROM {table}");
        if (rows == 0) return;
        var at = random.NextInt64(Math.Min(rows, 30));
        var which = $"({row}) = (SELECT {row} FROM {table} ORDER BY {row} LIMIT 1 OFFSET {at})";
        byte[] now;
        using (var select = database.PrepareOnce($"SELECT {column}, {owner ?? "0"} FROM {table} WHERE {which}"))
        {
            if (!select.Step()) return;
            now = select.Bytes(0);
            Whole.Remove(select.Number(1));
        }

        using var update = database.PrepareOnce($"UPDATE OR IGNORE {table} SET {column} = ?1 WHERE {which}");
        Cells.Add($"{table}.{column} of row {at}: {HostileValue.Bind(update, 1, now, random)}");
        try
        {
            update.Run();
        }
        catch (SqliteFailure failure) when (failure.Kind == SqliteErrorKind.Value)
        {
            // A row's own number takes nothing but whole numbers.
        }

        // Rows of another job that now come to this one, or the other way round.
        if (column == owner || column is "parent_id" or "root_id" or "child_id") RemoveNamed(database, table, column, which);
    }

    private void RemoveNamed(SqliteDatabase database, string table, string column, string which)
    {
        using var select = database.PrepareOnce($"SELECT {column} FROM {table} WHERE {which}");
        while (select.Step()) Whole.Remove(select.Number(0));
    }

    private string[] ColumnsOf(SqliteDatabase database, string table)
    {
        if (_columns.TryGetValue(table, out var known)) return known;
        var names = new List<string>();
        using var select = database.PrepareOnce($"SELECT name FROM pragma_table_info('{table}')");
        while (select.Step()) names.Add(select.Text(0)!);
        return _columns[table] = [.. names];
    }
}
