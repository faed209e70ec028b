using Jobs.Store;
using SQLitePCL;

namespace Jobs.Benchmarks.Reference;

/// <summary>
/// The tables of the store itself, and the fewest statements that write a no-op job's rows: two inserts when it is
/// submitted, two deletes and an insert when it ends, and one row a transaction. Nothing is read back, nothing compared.
/// </summary>
internal sealed class ReferenceStore : IDisposable
{
    private readonly sqlite3 _connection;
    private readonly RawStatement _begin, _commit, _epoch, _sequence, _insertJob, _insertPayload, _deleteJob, _deletePayload, _insertHistory;

    public ReferenceStore(string file, bool flushed)
    {
        Batteries_V2.Init();
        // As the store opens its own: one thread uses it, so no mutexes; and lookaside memory for all prepared statements.
        var code = raw.sqlite3_open_v2(file, out _connection, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE | raw.SQLITE_OPEN_NOMUTEX, vfs: null);
        if (code != raw.SQLITE_OK) throw new InvalidOperationException($"SQLite error {code} opening '{file}'.");
        raw.sqlite3_db_config(_connection, raw.SQLITE_DBCONFIG_LOOKASIDE, IntPtr.Zero, 1200, 512);
        Script($"""
            PRAGMA journal_mode=WAL;
            PRAGMA synchronous={(flushed ? "FULL" : "NORMAL")};
            PRAGMA temp_store=MEMORY;
            PRAGMA cache_size=-65536;
            PRAGMA wal_autocheckpoint=16000;
            {SchemaV1.Sql}
            """);
        _begin = new(_connection, "BEGIN IMMEDIATE");
        _commit = new(_connection, "COMMIT");
        _epoch = new(_connection, "SELECT epoch FROM meta WHERE id = 1");
        _sequence = new(_connection, "UPDATE meta SET sequence = sequence + 1 WHERE id = 1");
        _insertJob = new(_connection, """
            INSERT INTO job (id, kind, version, status, priority, rank, due_at, fence, failed_attempts, crashes, is_paused,
                is_cancel_requested, parent_id, root_id, submitted_at, parts)
            VALUES (?1, 1, 1, 3, 0, ?2, ?2, 1, 0, 0, 0, 0, 0, ?1, ?2, 0)
            """);
        _insertPayload = new(_connection, "INSERT INTO payload (job_id, input, state) VALUES (?1, ?2, ?3)");
        _deleteJob = new(_connection, "DELETE FROM job WHERE id = ?1 AND fence = 1");
        _deletePayload = new(_connection, "DELETE FROM payload WHERE job_id = ?1");
        _insertHistory = new(_connection, """
            INSERT INTO history (id, kind, version, status, priority, failed_attempts, crashes, parent_id, root_id, submitted_at,
                due_at, started_at, finished_at, parts, result)
            VALUES (?1, 1, 1, 10, 0, 0, 0, 0, ?1, ?2, ?2, ?2, ?2, 0, ?3)
            """);
    }

    /// <summary>Transactions so far.</summary>
    public long Commits { get; private set; }

    public void Begin()
    {
        _begin.Run();
        // The check that the store still belongs to this process, as every owner must make it.
        _epoch.Run();
    }

    public void Submit(ReferenceJob job, long now)
    {
        _insertJob.Bind(1, job.Id).Bind(2, now).Run();
        _insertPayload.Bind(1, job.Id).Bind(2, job.Input).Bind(3, "{}"u8).Run();
    }

    public void End(ReferenceJob job, long now)
    {
        _deleteJob.Bind(1, job.Id).Run();
        _deletePayload.Bind(1, job.Id).Run();
        _insertHistory.Bind(1, job.Id).Bind(2, now).Bind(3, job.Result).Run();
    }

    public void Commit()
    {
        _sequence.Run();
        _commit.Run();
        Commits++;
    }

    /// <summary>Jobs in history that have a result, and jobs that are still active: what a run is checked by.</summary>
    public (long Ended, long Active) Count()
    {
        using var ended = new RawStatement(_connection, "SELECT count(*) FROM history WHERE result IS NOT NULL");
        using var active = new RawStatement(_connection, "SELECT count(*) FROM job");
        return (ended.Run(), active.Run());
    }

    public void Dispose()
    {
        foreach (var statement in new[] { _begin, _commit, _epoch, _sequence, _insertJob, _insertPayload, _deleteJob, _deletePayload, _insertHistory })
            statement.Dispose();
        _connection.Dispose();
    }

    private void Script(string sql)
    {
        var code = raw.sqlite3_exec(_connection, sql);
        if (code != raw.SQLITE_OK)
            throw new InvalidOperationException($"SQLite error {code}: {raw.sqlite3_errmsg(_connection).utf8_to_string()}");
    }
}
