using Jobs.Sqlite;

namespace Jobs.Store;

/// <content>Work for quiet moments.</content>
internal sealed partial class SqliteStore
{
    private DateTimeOffset _nextRetention;
    private long _retentionCursor;
    private SqliteStatement? _selectHistory;
    private SqliteStatement? _deleteHistory;
    private SqliteStatement? _selectOldCommand;
    private SqliteStatement? _deleteCommands;
    private SqliteStatement?[] _deleteKept = [];

    private static readonly (JobParts Part, string Sql)[] KeptParts =
    [
        (JobParts.Tags, "DELETE FROM tag WHERE job_id = ?1"),
        (JobParts.Progress, "DELETE FROM progress WHERE job_id = ?1"),
        (JobParts.Log, "DELETE FROM log WHERE job_id = ?1"),
        (JobParts.Retry, "DELETE FROM job_retry WHERE job_id = ?1"),
    ];

    private readonly record struct EndedRow(
        long Id, JobStatus Status, JobParts Parts, DateTimeOffset SubmittedAt, DateTimeOffset FinishedAt, bool IsNeeded, bool IsKept);

    /// <inheritdoc/>
    public bool Maintain(DateTimeOffset now)
    {
        var database = Database;
        try
        {
            if (SweepRest(database)) return GoOn(database);
            if (now >= _nextRetention)
            {
                if (PruneHistory(database, now) || PruneCommands(database, now)) return GoOn(database);
                _nextRetention = now + _options.Limits.RetentionInterval;
                RestoreReserve(); // One that had no room at the start, or that somebody removed.
            }

            if (MayFoldWal && (_walPages > _options.WalPagesWhenQuiet || _walPinnedAt > 0)) FoldWal(database);
            return false;
        }
        catch (SqliteFailure failure)
        {
            throw StoreFaults.OfCommit(FilePath, failure);
        }
        finally
        {
            database.RollBack();
        }
    }

    // A million rows that go write as much to the WAL as a million that come.
    private bool GoOn(SqliteDatabase database)
    {
        if (IsWalDue) FoldWal(database);
        return true;
    }

    // After the rests were swept: no row goes before what is left of its job. In the order of ids, which is that of submission:
    // what was submitted after the limit has ended after it, so the walk ends there and no index on the time of the end is
    // needed. Rows that stay are passed over by the cursor: those below an active root, or whose parent is active and may ask for them
    // again, for a root may end before what is below it; what a retry took over; and a tree that is being swept, because who stands
    // below whom is asked of them.
    private bool PruneHistory(SqliteDatabase database, DateTimeOffset now)
    {
        var oldest = now - _options.Limits.HistoryMaxAge;
        var surplus = HistoryCount() - _options.Limits.HistoryMaxCount;
        var chunk = ReadHistoryChunk(database);
        if (chunk.Count == 0 || (surplus <= 0 && chunk[0].SubmittedAt > oldest))
        {
            _retentionCursor = 0;
            return false;
        }

        (_begin ??= database.Prepare("BEGIN IMMEDIATE")).Run();
        RequireEpoch();
        Array.Clear(_counterChanges);
        var isAtEnd = chunk.Count < _options.Limits.MaintainChunk;
        _numerousDeleted = 0;
        foreach (var row in chunk)
        {
            if (surplus <= 0 && row.SubmittedAt > oldest)
            {
                isAtEnd = true;
                break;
            }

            _retentionCursor = row.Id;
            if (row.IsNeeded || (surplus <= 0 && row.FinishedAt > oldest)) continue;
            if (!TryDelete(database, row))
            {
                _retentionCursor = row.Id - 1; // It is next, once upkeep has deleted the rest.
                isAtEnd = false;
                break;
            }

            surplus--;
            if (_numerousDeleted < _options.Limits.MaintainChunk) continue;
            isAtEnd = false;
            break;
        }

        WriteCounters(database);
        (_commit ??= database.Prepare("COMMIT")).Run();
        TakeOverCounters();
        _walPages += database.TakePagesWritten();
        if (isAtEnd) _retentionCursor = 0;
        return !isAtEnd;
    }

    private bool PruneCommands(SqliteDatabase database, DateTimeOffset now)
    {
        var oldest = (now - _options.Limits.CommandTokenMaxAge).ToUnixTimeMilliseconds();
        var select = (_selectOldCommand ??= database.Prepare("SELECT 1 FROM command WHERE at < ?1 LIMIT 1")).Bind(1, oldest);
        var isOld = select.Step();
        select.Reset();
        if (!isOld) return false;

        (_begin ??= database.Prepare("BEGIN IMMEDIATE")).Run();
        RequireEpoch();
        var deleted = (_deleteCommands ??= database.Prepare("DELETE FROM command WHERE token IN (SELECT token FROM command WHERE at < ?1 ORDER BY at LIMIT ?2)"))
            .Bind(1, oldest).Bind(2, _options.Limits.MaintainChunk).RunCounted();
        (_commit ??= database.Prepare("COMMIT")).Run();
        _walPages += database.TakePagesWritten();
        return deleted == _options.Limits.MaintainChunk;
    }

    private List<EndedRow> ReadHistoryChunk(SqliteDatabase database)
    {
        var select = (_selectHistory ??= database.Prepare("""
            SELECT id, status, parts, submitted_at, finished_at,
                (root_id <> id AND EXISTS (SELECT 1 FROM job WHERE job.id IN (history.root_id, history.parent_id)))
                OR EXISTS (SELECT 1 FROM tree_command WHERE tree_command.root_id = history.root_id)
                OR EXISTS (SELECT 1 FROM child_key JOIN job ON job.id = child_key.parent_id WHERE child_key.child_id = history.id AND child_key.is_adopted = 1),
                status <> 10 AND EXISTS (SELECT 1 FROM payload WHERE payload.job_id = history.id)
            FROM history WHERE id > ?1 ORDER BY id LIMIT ?2
            """)).Bind(1, _retentionCursor).Bind(2, _options.Limits.MaintainChunk);
        var rows = new List<EndedRow>();
        while (select.Step())
        {
            rows.Add(new EndedRow(
                select.Number(0),
                (JobStatus)select.Number(1),
                (JobParts)select.Number(2),
                JobRow.Time(select.Number(3)),
                JobRow.Time(select.Number(4)),
                select.Flag(5),
                select.Flag(6)));
        }

        return rows;
    }

    /// <summary>Deletes an ended job, or so much of what it keeps as may be deleted at once; false when there is more.</summary>
    private bool TryDelete(SqliteDatabase database, EndedRow row)
    {
        if (row.IsKept && !TryDeleteKept(row)) return false;

        (_deleteHistory ??= database.Prepare("DELETE FROM history WHERE id = ?1")).Bind(1, row.Id).Run();
        if (_deleteKept.Length == 0) _deleteKept = new SqliteStatement?[KeptParts.Length];
        for (var i = 0; i < KeptParts.Length; i++)
        {
            if ((row.Parts & KeptParts[i].Part) == 0) continue;
            (_deleteKept[i] ??= database.Prepare(KeptParts[i].Sql)).Bind(1, row.Id).Run();
        }

        Count(row.Status, -1);
        return true;
    }

    // The payload first: nobody runs it again from what is left.
    private bool TryDeleteKept(EndedRow row)
    {
        var id = new JobId(row.Id);
        DeletePayload(id);
        var left = DeleteSome(id, row.Parts & JobParts.OfActive);
        if (left == JobParts.None) return true;
        SetParts(id, (row.Parts & ~JobParts.OfActive) | left);
        _rest.Enqueue(row.Id);
        return false;
    }

    private long HistoryCount()
    {
        var count = 0L;
        for (var status = (int)JobStatus.Completed; status < StatusCount; status++) count += _counters[status];
        return count;
    }
}
