using SQLitePCL;

namespace Jobs.Sqlite;

/// <summary>
/// One connection, used by one thread at a time. Opened and used through <c>SQLitePCL.raw</c> alone: an ADO.NET layer's
/// command and parameter objects would cost 824 bytes and a microsecond a row, and its connections are opened with
/// SQLite's mutexes, which are taken in every bind and step and were a quarter of the writer's time.
/// </summary>
internal sealed class SqliteDatabase : IDisposable
{
    // SQLite gives small and short-lived memory from slots of the connection, where it needs no lock and no malloc. Its
    // default of 48 KB is used up by the statements that we keep prepared, and every step would then pay for malloc.
    private const int LookasideSlotBytes = 1200;
    private const int LookasideSlots = 512;

    private readonly List<SqliteStatement> _statements = [];

    static SqliteDatabase() => Batteries_V2.Init();

    private SqliteDatabase(sqlite3 handle, string path, ISqliteFailpoint? failpoint)
    {
        Path = path;
        Handle = handle;
        Failpoint = failpoint;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>What a test has fail here; null outside of tests.</summary>
    public ISqliteFailpoint? Failpoint { get; }

    /// <summary>SQLite's own handle.</summary>
    public sqlite3 Handle { get; }

    /// <summary>Whether no transaction is open: SQLite ends one by itself on some errors.</summary>
    public bool IsAutocommit => raw.sqlite3_get_autocommit(Handle) != 0;

    /// <summary>How many rows the last statement changed.</summary>
    public int Changes => raw.sqlite3_changes(Handle);

    /// <summary>Whether the file could be opened for reading only.</summary>
    public bool IsReadOnly => raw.sqlite3_db_readonly(Handle, "main") == 1;

    /// <summary>Opens a file.</summary>
    /// <param name="path">Absolute.</param>
    /// <param name="access">ReadWriteCreate for the one writer, ReadOnly for readers.</param>
    /// <param name="busyTimeout">How long SQLite itself waits for a lock: the managed retry of the ADO layer sleeps 150 ms at a time.</param>
    /// <param name="failpoint">For tests alone.</param>
    /// <param name="vfs">A registered VFS; for tests alone.</param>
    /// <exception cref="SqliteFailure">It cannot be opened.</exception>
    public static SqliteDatabase Open(
        string path, SqliteAccess access, TimeSpan busyTimeout, ISqliteFailpoint? failpoint = null, string? vfs = null)
    {
        // No mutexes: nobody else uses the connection meanwhile, and every statement is disposed of by its owner, never by the
        // finalizer's thread. No URI where it can be done without: a path is a path, whatever characters it has.
        var flags = raw.SQLITE_OPEN_NOMUTEX | access switch
        {
            SqliteAccess.ReadOnly => raw.SQLITE_OPEN_READONLY,
            SqliteAccess.ReadImmutable => raw.SQLITE_OPEN_READONLY | raw.SQLITE_OPEN_URI,
            SqliteAccess.ReadWrite => raw.SQLITE_OPEN_READWRITE,
            _ => raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE,
        };
        var code = raw.sqlite3_open_v2(access == SqliteAccess.ReadImmutable ? ImmutableUri(path) : path, out var handle, flags, vfs);
        if (code != raw.SQLITE_OK)
        {
            // A connection that could not be opened exists nevertheless, and knows why.
            var (extended, message) = (raw.sqlite3_extended_errcode(handle), raw.sqlite3_errmsg(handle).utf8_to_string());
            handle.Dispose();
            throw new SqliteFailure(extended, message);
        }

        raw.sqlite3_db_config(handle, raw.SQLITE_DBCONFIG_LOOKASIDE, IntPtr.Zero, LookasideSlotBytes, LookasideSlots);
        raw.sqlite3_extended_result_codes(handle, 1);
        var database = new SqliteDatabase(handle, path, failpoint);
        database.WaitForLocks(busyTimeout);
        return database;
    }

    /// <summary>Prepares a statement that lives as long as the connection.</summary>
    public SqliteStatement Prepare(string sql)
    {
        var statement = PrepareOnce(sql);
        _statements.Add(statement);
        return statement;
    }

    /// <summary>Prepares a statement that its caller disposes of.</summary>
    public SqliteStatement PrepareOnce(string sql)
    {
        Failpoint?.Before(this, ISqliteFailpoint.Preparing + sql); // Preparing reads the schema, from the disk if it must.
        if (raw.sqlite3_prepare_v2(Handle, sql, out var handle) != raw.SQLITE_OK) throw Failure();
        return new SqliteStatement(this, handle, sql);
    }

    /// <summary>Runs statements that return nothing of interest, such as pragmas and migrations.</summary>
    public void Execute(string sql)
    {
        // As sqlite3_exec does it, one after the other; so a test can have each of them fail.
        for (var rest = sql; rest.Length > 0;)
        {
            if (raw.sqlite3_prepare_v2(Handle, rest, out var handle, out string tail) != raw.SQLITE_OK) throw Failure();
            using var statement = new SqliteStatement(this, handle, rest[..^tail.Length].Trim());
            if (raw.sqlite3_sql(handle).utf8_to_string() is not null) statement.RunThrough();
            rest = tail;
        }
    }

    /// <summary>The first column of the first row, as a number; 0 when there is none.</summary>
    public long QueryNumber(string sql)
    {
        using var statement = PrepareOnce(sql);
        return statement.Step() ? statement.Number(0) : 0;
    }

    /// <summary>The first column of the first row, as text; null when there is none.</summary>
    public string? QueryText(string sql)
    {
        using var statement = PrepareOnce(sql);
        return statement.Step() ? statement.Text(0) : null;
    }

    /// <summary>Ends an open transaction without effect. Never throws: the error that led here is the one to tell.</summary>
    public void RollBack()
    {
        if (IsAutocommit) return;
        ResetStatements();
        raw.sqlite3_exec(Handle, "ROLLBACK");
    }

    /// <summary>Leaves the rows that an error left open: each would hold a snapshot.</summary>
    public void ResetStatements()
    {
        foreach (var statement in _statements) statement.Reset();
    }

    /// <summary>The pages written since the last call: what the WAL grew by.</summary>
    public int TakePagesWritten()
    {
        raw.sqlite3_db_status(Handle, raw.SQLITE_DBSTATUS_CACHE_WRITE, out var pages, out _, 1);
        return pages;
    }

    /// <summary>Copies WAL pages into the file, as far as no reader still needs the older ones.</summary>
    /// <param name="truncate">Empties the WAL as well, waiting for readers of it as for a lock; else it waits for nobody.</param>
    /// <returns>The pages that the WAL holds, copied ones included, and those that could not be copied.</returns>
    public (int Held, int Left) CheckpointWal(bool truncate)
    {
        var mode = truncate ? raw.SQLITE_CHECKPOINT_TRUNCATE : raw.SQLITE_CHECKPOINT_PASSIVE;
        Failpoint?.Before(this, truncate ? ISqliteFailpoint.Emptying : ISqliteFailpoint.Folding);
        var code = raw.sqlite3_wal_checkpoint_v2(Handle, null, mode, out var held, out var copied);
        if (code is not (raw.SQLITE_OK or raw.SQLITE_BUSY)) throw Failure();
        Failpoint?.After(this, truncate ? ISqliteFailpoint.Emptying : ISqliteFailpoint.Folding);
        return (Math.Max(0, held), Math.Max(0, held - copied));
    }

    /// <summary>Changes how long SQLite itself waits for a lock.</summary>
    public void WaitForLocks(TimeSpan busyTimeout) => raw.sqlite3_busy_timeout(Handle, (int)busyTimeout.TotalMilliseconds);

    /// <summary>Makes a larger value an error of its own instead of a row that nobody can read.</summary>
    public void LimitValues(int bytes) => raw.sqlite3_limit(Handle, raw.SQLITE_LIMIT_LENGTH, bytes);

    /// <summary>A connection that closes last folds the WAL into the file; a reader must leave that to the writer.</summary>
    public void LeaveWalOnClose() => raw.sqlite3_db_config(Handle, raw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, out _);

    /// <summary>The error of the last call.</summary>
    public SqliteFailure Failure() => new(raw.sqlite3_extended_errcode(Handle), raw.sqlite3_errmsg(Handle).utf8_to_string());

    // The one way to say immutable. An authority is empty on Windows, where a path begins with a drive.
    private static string ImmutableUri(string path)
    {
        var name = OperatingSystem.IsWindows() ? "///" + path.Replace('\\', '/') : path;
        name = name.Replace("%", "%25", StringComparison.Ordinal).Replace("?", "%3f", StringComparison.Ordinal).Replace("#", "%23", StringComparison.Ordinal);
        return $"file:{name}?immutable=1";
    }

    /// <summary>Closes statements and connection.</summary>
    public void Dispose()
    {
        foreach (var statement in _statements) statement.Dispose();
        _statements.Clear();
        Handle.Dispose();
    }
}
