using System.Text;
using Jobs.Sqlite;

namespace Jobs.Store;

/// <content>What people and dashboards ask.</content>
internal sealed partial class SqliteReader
{
    private const string ActiveColumns = """
        id, kind, version, status, priority, failed_attempts, crashes, parent_id, root_id, submitted_at, due_at, parts, key, error,
        is_paused, is_cancel_requested, NULL AS finished_at
        """;

    private const string EndedColumns = """
        id, kind, version, status, priority, failed_attempts, crashes, parent_id, root_id, submitted_at, due_at, parts, key, error,
        0 AS is_paused, 0 AS is_cancel_requested, finished_at
        """;

    private SqliteStatement? _findActive;
    private SqliteStatement? _findEnded;
    private SqliteStatement? _selectTags;
    private SqliteStatement? _selectProgress;
    private SqliteStatement? _selectLog;
    private SqliteStatement? _selectRetryOf;
    private SqliteStatement? _selectRetriedAs;

    /// <inheritdoc/>
    public StoredJobDetails? Find(JobId id) => InSnapshot(() =>
    {
        var unfinished = _treeCommandRows.Load();
        var active = (_findActive ??= _database.Prepare($"SELECT {ActiveColumns}, NULL AS result, timeout_ms, retry FROM job WHERE id = ?1")).Bind(1, id.Value);
        return FindIn(active, unfinished)
            ?? FindIn((_findEnded ??= _database.Prepare($"SELECT {EndedColumns}, result, timeout_ms, retry FROM history WHERE id = ?1")).Bind(1, id.Value), unfinished);
    });

    /// <inheritdoc/>
    public IReadOnlyList<JobInfo> Query(JobQuery query) => InSnapshot(() =>
    {
        var where = new StringBuilder("WHERE 1");
        if (query.Name is not null) where.Append(" AND kind = (SELECT id FROM kind WHERE name = ?1)");
        if (query.Status is { } status)
        {
            // Said twice for the ends that are few: so the partial index on them serves.
            where.Append(" AND status = ?2");
            if (status != JobStatus.Completed) where.Append(" AND status <> 10");
        }

        var unfinished = _treeCommandRows.Load();
        if (query.OnlyParked) where.Append(" AND status = 2 AND error IS NOT NULL");
        if (query.OnlyPaused && unfinished.IsEmpty) where.Append(" AND is_paused = 1");
        if (!query.ParentId.IsNone) where.Append(" AND parent_id = ?3 AND parent_id <> 0");
        if (query.Tag is not null) where.Append(" AND id IN (SELECT job_id FROM tag WHERE name = ?4 AND value = ?5)");
        if (!query.Before.IsNone) where.Append(" AND id < ?6");

        using var select = _database.PrepareOnce(
            query.OnlyParked || query.OnlyPaused
                ? $"SELECT {ActiveColumns} FROM job {where} ORDER BY id DESC" // Ended jobs are neither; the limit counts those that are.
                : $"SELECT {ActiveColumns} FROM job {where} UNION ALL SELECT {EndedColumns} FROM history {where} ORDER BY id DESC LIMIT ?7");
        if (query.Name is not null) select.Bind(1, query.Name);
        if (query.Status is { } wanted) select.Bind(2, (int)wanted);
        if (!query.ParentId.IsNone) select.Bind(3, query.ParentId.Value);
        if (query.Tag is { } tag) select.Bind(4, tag.Key).Bind(5, tag.Value);
        if (!query.Before.IsNone) select.Bind(6, query.Before.Value);
        if (!query.OnlyParked && !query.OnlyPaused) select.Bind(7, query.Limit);

        var jobs = new List<JobInfo>();
        while (jobs.Count < query.Limit && select.Step())
        {
            // Which errors park, and which pauses are not in the rows yet, SQL does not know.
            var info = ReadInfo(select, unfinished);
            if ((!query.OnlyParked || info.IsParked) && (!query.OnlyPaused || info.IsPaused)) jobs.Add(info);
        }

        return jobs;
    });

    /// <inheritdoc/>
    public IReadOnlyDictionary<JobStatus, long> Counters() => Reading(() =>
    {
        var counters = new Dictionary<JobStatus, long>();
        using var select = _database.PrepareOnce("SELECT status, n FROM counter WHERE n <> 0");
        while (select.Step()) counters[(JobStatus)select.Number(0)] = select.Number(1);
        return counters;
    });

    /// <inheritdoc/>
    public IReadOnlyList<StoredLogLine> LoadLog(JobId id) => Reading(() =>
    {
        var lines = new List<StoredLogLine>();
        var select = (_selectLog ??= _database.Prepare("SELECT at, text FROM log WHERE job_id = ?1 ORDER BY seq")).Bind(1, id.Value);
        while (select.Step()) lines.Add(new StoredLogLine(JobRow.Time(select.Number(0)), select.Text(1) ?? ""));
        return lines;
    });

    private StoredJobDetails? FindIn(SqliteStatement select, TreeCommands unfinished)
    {
        var details = select.Step()
            ? new StoredJobDetails(ReadInfo(select, unfinished), select.BytesOrNull(17)) { Timeout = JobRow.TimeoutOrNull(select, 18), Retry = JobRow.RetryOrNull(select, 19) }
            : null;
        select.Reset();
        return details;
    }

    private JobInfo ReadInfo(SqliteStatement row, TreeCommands unfinished)
    {
        var id = new JobId(row.Number(0));
        var parts = (JobParts)row.Number(11);
        var info = new JobInfo
        {
            Id = id,
            Name = KindName(row.Number(1)) ?? CellReader.NoName,
            Version = (int)row.Number(2),
            Status = (JobStatus)row.Number(3),
            Priority = (JobPriority)row.Number(4),
            FailedAttempts = (int)row.Number(5),
            Crashes = (int)row.Number(6),
            ParentId = new JobId(row.Number(7)),
            RootId = new JobId(row.Number(8)),
            SubmittedAt = JobRow.Time(row.Number(9)),
            DueAt = JobRow.Time(row.Number(10)),
            Key = row.Text(12),
            Error = ReadError(row.Span(13)),
            IsPaused = row.Flag(14),
            IsCancelRequested = row.Flag(15),
            FinishedAt = row.NumberOrNull(16) is { } finished ? JobRow.Time(finished) : null,
        };
        if (!unfinished.IsEmpty && info.FinishedAt is null)
        {
            var flags = unfinished.FlagsOf(id, info.RootId, info.IsPaused, info.IsCancelRequested);
            info = info with { IsPaused = flags.IsPaused, IsCancelRequested = flags.IsCancelRequested };
        }

        if (parts.HasFlag(JobParts.Tags)) info = info with { Tags = LoadTags(id) };
        if (parts.HasFlag(JobParts.Retry)) info = info with { RetryOf = Linked(_selectRetryOf ??= _database.Prepare("SELECT of_id FROM job_retry WHERE job_id = ?1"), id) };
        if (parts.HasFlag(JobParts.Retried)) info = info with { RetriedAs = Linked(_selectRetriedAs ??= _database.Prepare("SELECT job_id FROM job_retry WHERE of_id = ?1"), id) };
        return parts.HasFlag(JobParts.Progress) ? info with { Progress = LoadProgress(id) } : info;
    }

    private static JobId Linked(SqliteStatement select, JobId id)
    {
        var linked = select.Bind(1, id.Value).Step() ? new JobId(select.Number(0)) : JobId.None;
        select.Reset();
        return linked;
    }

    private Dictionary<string, string> LoadTags(JobId id)
    {
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        var select = (_selectTags ??= _database.Prepare("SELECT name, value FROM tag WHERE job_id = ?1")).Bind(1, id.Value);
        while (select.Step()) tags[select.Text(0) ?? ""] = select.Text(1) ?? ""; // A name may be there as text and as bytes.
        return tags;
    }

    private JobProgress? LoadProgress(JobId id)
    {
        var select = (_selectProgress ??= _database.Prepare("SELECT body FROM progress WHERE job_id = ?1")).Bind(1, id.Value);
        var progress = select.Step() ? ReadProgress(select.Span(0)) : null;
        select.Reset();
        return progress;
    }

    // One value that cannot be read must not hide the job, nor the page of jobs that it stands on.
    private static JobError? ReadError(ReadOnlySpan<byte> json)
    {
        try
        {
            return StoreJson.ReadError(json);
        }
        catch (Exception failure) when (StoreJson.IsReadFailure(failure))
        {
            return new JobError("Unreadable", "The stored error cannot be read.", IsPermanent: true);
        }
    }

    private static JobProgress? ReadProgress(ReadOnlySpan<byte> json)
    {
        try
        {
            return StoreJson.ReadProgress(json);
        }
        catch (Exception failure) when (StoreJson.IsReadFailure(failure))
        {
            return null;
        }
    }
}
