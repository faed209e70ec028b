using Jobs.Sqlite;

namespace Jobs.Store;

/// <summary>Reads active rows; the columns and their places are this file's alone.</summary>
internal static class JobRow
{
    /// <summary>The columns of a <see cref="StoredJob"/>.</summary>
    public const string Columns = """
        id, kind, version, status, priority, rank, due_at, fence, failed_attempts, crashes, is_paused, is_cancel_requested,
        parent_id, root_id, submitted_at, timeout_ms, retry, parts
        """;

    /// <summary>The kind of the row that the statement stands on.</summary>
    public static long Kind(SqliteStatement row) => row.Number(1);

    /// <summary>The row that the statement stands on.</summary>
    public static StoredJob Read(SqliteStatement row, string name) => new()
    {
        Id = new JobId(row.Number(0)),
        Name = name,
        Version = (int)row.Number(2),
        Status = (JobStatus)row.Number(3),
        Priority = (JobPriority)row.Number(4),
        Rank = row.Number(5),
        DueAt = Time(row.Number(6)),
        Fence = row.Number(7),
        FailedAttempts = (int)row.Number(8),
        Crashes = (int)row.Number(9),
        IsPaused = row.Flag(10),
        IsCancelRequested = row.Flag(11),
        ParentId = new JobId(row.Number(12)),
        RootId = new JobId(row.Number(13)),
        SubmittedAt = Time(row.Number(14)),
        Timeout = row.NumberOrNull(15) is { } timeout ? TimeSpan.FromMilliseconds(timeout) : null,
        Retry = StoreJson.ReadPolicy(row.Span(16)),
        HasTraces = ((JobParts)row.Number(17) & JobParts.OfAttempts) != 0,
    };

    /// <summary>A stored time.</summary>
    public static DateTimeOffset Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
