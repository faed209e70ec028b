using System.Buffers.Binary;
using Jobs.Sqlite;

namespace Jobs.Store;

/// <summary>Reads a SQLite store on a connection of its own. Each call is one snapshot, and short: a long one would keep the WAL from being folded.</summary>
internal sealed partial class SqliteReader : IStoreReader
{
    private const int StrayStretch = 8192; // Rows; some milliseconds, in which no payload is read.

    // What the two windows show. A row that neither shows, and that is not paused, is a stray: said once, because one that a window
    // came to show and this did not know would be quarantined.
    private const string ReadyRows = "(status = 3 AND is_paused = 0) OR is_cancel_requested = 1";
    private const string DueRows = "status IN (2, 6) AND is_paused = 0 AND is_cancel_requested = 0";
    private const string PausedRows = "status IN (2, 3, 6) AND is_paused = 1 AND is_cancel_requested = 0";

    private readonly SqliteDatabase _database;
    private readonly KindNames _kinds = new();
    private readonly SqliteStatement _begin;
    private readonly SqliteStatement _end;
    private readonly SqliteStatement _selectSequence;
    private readonly SqliteStatement _selectReady;
    private readonly SqliteStatement _selectDue;
    private readonly SqliteStatement _selectStretch;
    private readonly SqliteStatement _selectStrays;
    private readonly SqliteStatement _selectJob;
    private readonly SqliteStatement _selectPayload;
    private readonly SqliteStatement _selectJournal;
    private readonly SqliteStatement _selectTaskKeys;
    private readonly SqliteStatement _selectTaskResult;
    private readonly TreeCommandRows _treeCommandRows;
    private SqliteStatement? _selectOrigin;

    /// <summary>Takes over a read-only connection.</summary>
    public SqliteReader(SqliteDatabase database)
    {
        _database = database;
        database.LeaveWalOnClose();
        database.Execute("PRAGMA query_only = ON; PRAGMA temp_store = MEMORY;");
        _begin = database.Prepare("BEGIN");
        _end = database.Prepare("COMMIT");
        _selectSequence = database.Prepare("SELECT sequence FROM meta WHERE id = 1");

        // The index is named, so that a condition which no longer fits it fails in a test instead of scanning a million rows.
        _selectReady = database.Prepare($"""
            SELECT {JobRow.Columns} FROM job INDEXED BY job_ready
            WHERE {ReadyRows} ORDER BY rank, id
            """);
        _selectDue = database.Prepare($"""
            SELECT {JobRow.Columns} FROM job INDEXED BY job_due
            WHERE {DueRows} ORDER BY due_at, id
            """);
        _treeCommandRows = new TreeCommandRows(database);
        _selectStretch = database.Prepare($"SELECT max(id) FROM (SELECT id FROM job WHERE id > ?1 ORDER BY id LIMIT {StrayStretch})");
        _selectStrays = database.Prepare($"""
            SELECT {JobRow.Columns} FROM job
            WHERE id > ?1 AND id <= ?2 AND ({ReadyRows} OR ({DueRows}) OR ({PausedRows})) IS NOT 1
            """);
        _selectJob = database.Prepare($"SELECT {JobRow.Columns} FROM job WHERE id = ?1");
        _selectPayload = database.Prepare("""
            SELECT payload.input, coalesce(checkpoint.state, payload.state), coalesce(checkpoint.version, job.version), job.parts
            FROM job LEFT JOIN payload ON payload.job_id = job.id LEFT JOIN checkpoint ON checkpoint.job_id = job.id
            WHERE job.id = ?1
            """);
        // From the newest base: what is before it is being dropped.
        _selectJournal = database.Prepare("""
            SELECT seq, is_base, body FROM journal
            WHERE job_id = ?1 AND seq >= coalesce((SELECT max(seq) FROM journal WHERE job_id = ?1 AND is_base = 1), 0)
            ORDER BY seq
            """);
        _selectTaskKeys = database.Prepare("SELECT id, identity, is_faulted, is_covered FROM task_result WHERE job_id = ?1 AND identity > ?2 ORDER BY identity LIMIT ?3");
        _selectTaskResult = database.Prepare("SELECT arguments, is_faulted, body FROM task_result WHERE id = ?1");
    }

    /// <inheritdoc/>
    public WindowPage LoadWindow(WindowRequest request) => InSnapshot(() =>
    {
        _selectSequence.Step();
        var sequence = _selectSequence.Number(0);
        _selectSequence.Reset();

        var jobs = new List<StoredJob>();
        var unfinished = _treeCommandRows.Load();
        var hasMoreReady = LoadRows(_selectReady, request.Limit, unfinished, jobs);
        var hasMoreScheduled = LoadRows(_selectDue, request.ScheduledLimit, unfinished, jobs);
        return new WindowPage(jobs, sequence, hasMoreReady, hasMoreScheduled);
    });

    /// <inheritdoc/>
    public StrayPage LoadStrays(JobId after) => InSnapshot(() =>
    {
        _selectStretch.Bind(1, after.Value).Step();
        JobId? last = _selectStretch.IsNull(0) ? null : new JobId(_selectStretch.Number(0));
        _selectStretch.Reset();

        var jobs = new List<StoredJob>();
        if (last is null) return new StrayPage(jobs, last);
        _selectStrays.Bind(1, after.Value).Bind(2, last.Value.Value);
        while (_selectStrays.Step())
        {
            var row = JobRow.Read(_selectStrays, KindName(JobRow.Kind(_selectStrays)));
            jobs.Add(row with { Unreadable = row.Unreadable ?? $"The row of job {row.Id} says that it is {row.Status}, which nothing will ever end. The store was changed from outside or is damaged; submit the job anew." });
        }

        return new StrayPage(jobs, last);
    });

    /// <inheritdoc/>
    public IReadOnlyList<StoredJob> LoadJobs(IReadOnlyList<JobId> ids) => InSnapshot(() =>
    {
        var jobs = new List<StoredJob>(ids.Count);
        var unfinished = _treeCommandRows.Load();
        foreach (var id in ids)
        {
            if (_selectJob.Bind(1, id.Value).Step()) jobs.Add(unfinished.Over(JobRow.Read(_selectJob, KindName(JobRow.Kind(_selectJob)))));
            _selectJob.Reset();
        }

        return jobs;
    });

    /// <inheritdoc/>
    public StoredPayload? LoadPayload(JobId id) => InSnapshot(() =>
    {
        if (!_selectPayload.Bind(1, id.Value).Step()) return null;
        if (_selectPayload.IsNull(0) || _selectPayload.IsNull(1))
        {
            // Not as if the job were gone: it would be found ready again, at once and for ever.
            throw new JobPayloadException($"The payload of job {id} is gone: the store was changed from outside or is damaged. Submit the job anew.");
        }

        var (input, state, version) = (_selectPayload.Bytes(0), _selectPayload.Bytes(1), (int)_selectPayload.Number(2));
        var parts = (JobParts)_selectPayload.Number(3);
        _selectPayload.Reset();

        var journal = new List<StoredJournalEntry>();
        if (parts.HasFlag(JobParts.Journal))
        {
            _selectJournal.Bind(1, id.Value);
            while (_selectJournal.Step())
            {
                journal.Add(new StoredJournalEntry(_selectJournal.Number(0), _selectJournal.Flag(1), _selectJournal.Bytes(2)));
            }
        }

        var origin = !parts.HasFlag(JobParts.Continued)
            ? JobId.None
            : Linked(_selectOrigin ??= _database.Prepare("SELECT origin_id FROM job_retry WHERE job_id = ?1"), id);
        return new StoredPayload(input, state, version, journal, journal.Count == 0 ? 0 : journal[^1].Sequence) { OriginId = origin };
    });

    /// <inheritdoc/>
    public IReadOnlyList<StoredTaskKey> LoadTaskKeys(JobId id, TaskIdentity? after, int limit) => Reading(() =>
    {
        var keys = new List<StoredTaskKey>();
        _selectTaskKeys.Bind(1, id.Value).Bind(3, limit);
        if (after is { } last)
        {
            Span<byte> bytes = stackalloc byte[TaskIdentity.Bytes];
            BinaryPrimitives.WriteUInt64BigEndian(bytes, last.High);
            BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], last.Low);
            _selectTaskKeys.BindBytes(2, bytes);
        }
        else
        {
            _selectTaskKeys.Bind(2, long.MinValue); // Below everything else that a spoilt column may hold: it is to be seen.
        }

        while (_selectTaskKeys.Step())
        {
            var identity = _selectTaskKeys.Span(1);
            if (identity.Length != TaskIdentity.Bytes) throw new JobPayloadException($"A stored task result of job {id} has an identity of {identity.Length} bytes: the store was changed from outside or is damaged. Submit the job anew.");
            keys.Add(new StoredTaskKey(
                _selectTaskKeys.Number(0),
                new TaskIdentity(BinaryPrimitives.ReadUInt64BigEndian(identity), BinaryPrimitives.ReadUInt64BigEndian(identity[8..])),
                _selectTaskKeys.Flag(2),
                _selectTaskKeys.Flag(3)));
        }

        return keys;
    });

    /// <inheritdoc/>
    public StoredTaskResult? LoadTaskResult(long resultId) => Reading(() =>
    {
        var result = _selectTaskResult.Bind(1, resultId).Step()
            ? new StoredTaskResult(_selectTaskResult.Bytes(0), _selectTaskResult.Flag(1), _selectTaskResult.Bytes(2))
            : null;
        _selectTaskResult.Reset();
        return result;
    });

    /// <inheritdoc/>
    public void Dispose() => _database.Dispose();

    // Bounded here and not in the statement: rows that are kept back do not count, and as many may stand before those that do.
    private bool LoadRows(SqliteStatement select, int limit, TreeCommands unfinished, List<StoredJob> jobs)
    {
        var left = limit;
        var hasMore = false;
        while (!hasMore && select.Step())
        {
            if (!unfinished.IsEmpty && JobRow.IsKeptBack(select, unfinished)) continue;
            hasMore = left-- == 0;
            if (!hasMore) jobs.Add(unfinished.Over(JobRow.Read(select, KindName(JobRow.Kind(select)))));
        }

        select.Reset();
        return hasMore;
    }

    private string? KindName(long kind) => _kinds.Of(_database, kind);

    private T InSnapshot<T>(Func<T> read) => Reading(() =>
    {
        _begin.Run();
        var answer = read();
        _end.Run();
        return answer;
    });

    private T Reading<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (SqliteFailure failure)
        {
            _database.ResetStatements();
            throw StoreFaults.Of(_database.Path, failure);
        }
        catch
        {
            _database.ResetStatements(); // An open row would hold the snapshot, and the next read would begin where this one ended.
            throw;
        }
        finally
        {
            _database.RollBack();
        }
    }
}
