using Jobs.Sqlite;

namespace Jobs.Runtime.Tests.Store.Faults;

/// <summary>Writes down each statement that is reached, once, in order.</summary>
internal sealed class PointRecorder : ISqliteFailpoint
{
    private readonly HashSet<string> _seen = [];

    public List<string> Points { get; } = [];

    public void Before(SqliteDatabase database, string sql) => Add(sql);

    public void After(SqliteDatabase database, string sql)
    {
        if (sql is "COMMIT" or "COMMIT;") Add(FailOnce.AfterPrefix + sql);
    }

    private void Add(string point)
    {
        if (_seen.Add(point)) Points.Add(point);
    }
}

/// <summary>Fails one statement, once, with one code: at its first step, or at a later one.</summary>
/// <param name="point">The statement; after <see cref="AfterPrefix"/>, it fails once it has had its effect.</param>
/// <param name="fault">With what.</param>
/// <param name="skipped">How many steps of it go well before.</param>
internal sealed class FailOnce(string point, InjectedFault fault, int skipped) : ISqliteFailpoint
{
    public const string AfterPrefix = "AFTER ";

    private int _left = skipped;

    public bool HasFailed { get; private set; }

    public void Before(SqliteDatabase database, string sql) => Reach(database, sql);

    public void After(SqliteDatabase database, string sql) => Reach(database, AfterPrefix + sql);

    private void Reach(SqliteDatabase database, string here)
    {
        if (HasFailed || here != point || _left-- > 0) return;
        HasFailed = true;
        if (fault.EndsTransaction && !database.IsAutocommit) SQLitePCL.raw.sqlite3_exec(database.Handle, "ROLLBACK");
        throw new SqliteFailure(fault.Code, $"a test wants {fault}");
    }
}

/// <summary>An error of SQLite. On some it may end the transaction by itself, or may not.</summary>
internal sealed record InjectedFault(string Name, int Code, JobStoreFault Means, bool EndsTransaction = false)
{
    public static readonly InjectedFault[] All =
    [
        new("busy", 5, JobStoreFault.Owned),
        new("full", 13, JobStoreFault.Full),
        new("full, rolled back", 13, JobStoreFault.Full, true),
        new("i/o error", 10 | (3 << 8), JobStoreFault.Io),
        new("i/o error, rolled back", 10 | (4 << 8), JobStoreFault.Io, true),
        new("corrupt", 11, JobStoreFault.Corrupt),
        new("read-only", 8, JobStoreFault.ReadOnly),
        new("no memory", 7, JobStoreFault.OutOfMemory),
        new("no memory, rolled back", 7, JobStoreFault.OutOfMemory, true),
        new("interrupted", 9, JobStoreFault.Io),
    ];

    public override string ToString() => Name;
}
