using SQLitePCL;

namespace Jobs.Benchmarks.Reference;

/// <summary>
/// The rows that a durable job costs, and the fewest statements that write them: two inserts when it is submitted, two
/// deletes and an insert when it ends, and one row a transaction.
/// </summary>
internal sealed class ReferenceStore : IDisposable
{
    private readonly sqlite3 _connection;
    private readonly RawStatement _begin, _commit, _epoch, _sequence, _insertJob, _insertPayload, _deleteJob, _deletePayload, _insertHistory;

    public ReferenceStore(string file, bool flushed)
    {
        Batteries_V2.Init();
        var code = raw.sqlite3_open(file, out _connection);
        if (code != raw.SQLITE_OK) throw new InvalidOperationException($"SQLite error {code} opening '{file}'.");
        Script($"""
            PRAGMA journal_mode=WAL;
            PRAGMA synchronous={(flushed ? "FULL" : "NORMAL")};
            PRAGMA temp_store=MEMORY;
            PRAGMA cache_size=-65536;
            PRAGMA wal_autocheckpoint=16000;
            {ReferenceSchema.Sql}
            """);
        _begin = new(_connection, "BEGIN IMMEDIATE");
        _commit = new(_connection, "COMMIT");
        _epoch = new(_connection, "SELECT epoch FROM meta");
        _sequence = new(_connection, "UPDATE meta SET sequence = sequence + 1");
        _insertJob = new(_connection,
            "INSERT INTO job (id, kind, version, status, priority, rank, due, fence, submitted) VALUES (?1, 1, 1, 2, 0, ?2, ?2, 1, ?2)");
        _insertPayload = new(_connection, "INSERT INTO payload (id, input, state) VALUES (?1, ?2, ?3)");
        _deleteJob = new(_connection, "DELETE FROM job WHERE id = ?1 AND fence = 1");
        _deletePayload = new(_connection, "DELETE FROM payload WHERE id = ?1");
        _insertHistory = new(_connection,
            "INSERT INTO history (id, kind, version, status, submitted, started, finished, result) VALUES (?1, 1, 1, 6, ?2, ?2, ?2, ?3)");
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
