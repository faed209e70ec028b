namespace Jobs.Store;

/// <summary>What to load into memory.</summary>
/// <param name="Limit">How many ready rows at most.</param>
/// <param name="ScheduledLimit">How many rows that are not due yet at most, earliest first.</param>
internal sealed record WindowRequest(int Limit, int ScheduledLimit);

/// <summary>What was loaded.</summary>
/// <param name="Jobs">Ready rows by rank, then scheduled ones by due time.</param>
/// <param name="CommitNumber">The sequence of the last batch that the snapshot contains.</param>
/// <param name="HasMoreReady">Whether ready rows were left behind by the limit.</param>
/// <param name="HasMoreScheduled">Whether scheduled rows were left behind by the limit.</param>
internal sealed record WindowPage(IReadOnlyList<StoredJob> Jobs, long CommitNumber, bool HasMoreReady, bool HasMoreScheduled);

/// <summary>Rows of a stretch of ids that no window ever shows, though nothing is to keep them back.</summary>
/// <param name="Jobs">Each with the reason in <see cref="StoredJob.Unreadable"/>.</param>
/// <param name="Last">The last id that was looked at, or null when there are none beyond.</param>
internal sealed record StrayPage(IReadOnlyList<StoredJob> Jobs, JobId? Last);
