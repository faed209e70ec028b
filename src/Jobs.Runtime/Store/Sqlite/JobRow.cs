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

    private const long TimeoutMsMax = 100L * 366 * 24 * 60 * 60 * 1000; // A century: beyond it no sum of times is safe.

    /// <summary>The earliest and the latest time that a column may hold, in Unix milliseconds.</summary>
    public static readonly (long First, long Last) Times =
        (DateTimeOffset.MinValue.ToUnixTimeMilliseconds(), DateTimeOffset.MaxValue.ToUnixTimeMilliseconds());

    /// <summary>The kind of the row that the statement stands on.</summary>
    public static long Kind(SqliteStatement row) => row.Number(1);

    /// <summary>Whether a window leaves out the row that the statement stands on. Asked of very many: without reading the rest of it.</summary>
    public static bool IsKeptBack(SqliteStatement row, TreeCommands unfinished) =>
        unfinished.KeepBack(new JobId(row.Number(0)), new JobId(row.Number(13)), row.Number(10) != 0, row.Number(11) != 0);

    /// <summary>The row that the statement stands on. Never throws for what is in it: see <see cref="StoredJob.Unreadable"/>.</summary>
    /// <param name="row">Stands on it.</param>
    /// <param name="name">The name of its kind, or null when there is none.</param>
    public static StoredJob Read(SqliteStatement row, string? name)
    {
        var cells = new CellReader(row);
        if (name is null) cells.Refuse(1, "kind", "the number of a name");
        return new StoredJob
        {
            Id = new JobId(row.Number(0)),
            Name = name ?? CellReader.NoName,
            Version = (int)cells.Number(2, "version", int.MinValue, int.MaxValue),
            Status = (JobStatus)cells.Number(3, "status", (long)JobStatus.Blocked, (long)JobStatus.Sleeping),
            Priority = (JobPriority)cells.Number(4, "priority", (long)Enum.GetValues<JobPriority>().Min(), (long)Enum.GetValues<JobPriority>().Max()),
            Rank = cells.Number(5, "rank", long.MinValue, long.MaxValue),
            DueAt = Time(cells.Number(6, "due_at", Times.First, Times.Last)),
            Fence = cells.Number(7, "fence", 0, long.MaxValue / 2),
            FailedAttempts = (int)cells.Number(8, "failed_attempts", 0, int.MaxValue / 2),
            Crashes = (int)cells.Number(9, "crashes", 0, int.MaxValue / 2),
            IsPaused = cells.Number(10, "is_paused", 0, 1) != 0,
            IsCancelRequested = cells.Number(11, "is_cancel_requested", 0, 1) != 0,
            ParentId = new JobId(cells.Number(12, "parent_id", long.MinValue, long.MaxValue)),
            RootId = new JobId(cells.Number(13, "root_id", long.MinValue, long.MaxValue)),
            SubmittedAt = Time(cells.Number(14, "submitted_at", Times.First, Times.Last)),
            Timeout = row.IsNull(15) ? null : TimeSpan.FromMilliseconds(cells.Number(15, "timeout_ms", 1, TimeoutMsMax)),
            Retry = ReadRetry(row, ref cells),
            HasTraces = ((JobParts)cells.Number(17, "parts", 0, int.MaxValue) & JobParts.OfAttempts) != 0,
            Unreadable = cells.Finding,
        };
    }

    /// <summary>A stored time; one that is none is the first or the last there is.</summary>
    public static DateTimeOffset Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(milliseconds, Times.First, Times.Last));

    /// <summary>The timeout that a submit gave, as an ended row keeps it; null where there is none that makes sense.</summary>
    public static TimeSpan? TimeoutOrNull(SqliteStatement row, int column) =>
        row.NumberOrNull(column) is > 0 and <= TimeoutMsMax and var ms ? TimeSpan.FromMilliseconds(ms) : null;

    /// <summary>The same of the retry policy.</summary>
    public static RetryPolicy? RetryOrNull(SqliteStatement row, int column)
    {
        try
        {
            return StoreJson.ReadPolicy(row.Span(column));
        }
        catch (Exception failure) when (StoreJson.IsReadFailure(failure))
        {
            return null;
        }
    }

    private static RetryPolicy? ReadRetry(SqliteStatement row, ref CellReader cells)
    {
        try
        {
            return StoreJson.ReadPolicy(row.Span(16));
        }
        catch (Exception failure) when (StoreJson.IsReadFailure(failure))
        {
            cells.Refuse(16, "retry", "a retry policy");
            return null;
        }
    }
}
