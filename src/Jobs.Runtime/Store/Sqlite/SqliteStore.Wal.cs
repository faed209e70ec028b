using Jobs.Sqlite;

namespace Jobs.Store;

/// <content>When the WAL is folded into the file.</content>
internal sealed partial class SqliteStore
{
    private const int WalFrameBytes = 4096 + 24; // A page and what stands before it.

    private int _walPages; // Not copied into the file yet.
    private int _walFoldAt; // From so many on it is tried under load; 0 before the first try.
    private int _walPinnedAt; // So many it held when readers were last found to pin it; 0 when they do not.
    private int _walWarnAt; // From so many on the next warning is due; 0 when none was given.
    private string? _warning;

    /// <inheritdoc/>
    public string? TakeWarning()
    {
        var warning = _warning;
        _warning = null;
        return warning;
    }

    // Folding lets the file grow, and would take what a full volume's reserve gave for recording outcomes.
    private bool MayFoldWal => _reserve is not { IsGivenUp: true };

    private bool IsWalDue => MayFoldWal && _walPages > Math.Max(_walFoldAt, _options.WalPagesMax);

    // At most: one that began anew keeps its length. Were they not counted, processes that die before they come to a fold would let it
    // grow from life to life, and each start reads all of it.
    private static int PagesLeftInWal(string path) =>
        new FileInfo(path + "-wal") is { Exists: true } wal ? (int)Math.Min(int.MaxValue / 2, wal.Length / WalFrameBytes) : 0;

    // A process that was suspended and replaced must not touch the file under its successor.
    private void FoldWal(SqliteDatabase database, bool truncate = false) => UnderPen(() => FoldOwnWal(database, truncate));

    private void FoldOwnWal(SqliteDatabase database, bool truncate)
    {
        (var held, _walPages) = database.CheckpointWal(truncate);

        // What a reader still needs will not go at the next commit either: the next try is worth its while when as much has come again.
        _walFoldAt = _walPages + _options.WalPagesMax;
        if (truncate) return;
        if (held > _options.WalPagesPinned) EmptyWal(database);
        else _walPinnedAt = _walWarnAt = 0;
    }

    // A fold copies pages, but only where no reader is left in the WAL does the next commit begin it anew. So one that reads for
    // long lets it grow, and so do many short ones that overlap, though every page of it was copied.
    private void EmptyWal(SqliteDatabase database)
    {
        database.WaitForLocks(_options.WalPinnedWait);
        int held;
        try
        {
            (held, _walPages) = database.CheckpointWal(truncate: true);
        }
        finally
        {
            database.WaitForLocks(_options.BusyTimeout);
        }

        _walFoldAt = _walPages + _options.WalPagesMax;
        _walPinnedAt = held;
        if (held == 0)
        {
            _walWarnAt = 0;
        }
        else if (held >= _walWarnAt)
        {
            _walWarnAt = 2 * held;
            _warning = StoreFaults.WalPinned(FilePath, held, _options.WalPagesPinned);
        }
    }

    // A volume that has no room for the file's pages may still have some for the WAL's, where everything is safe: the commit
    // that follows is to find out for itself, and a stop is clean without it.
    private void TryFoldWal(SqliteDatabase database, bool truncate = false)
    {
        try
        {
            FoldWal(database, truncate);
        }
        catch (SqliteFailure failure) when (failure.Kind is SqliteErrorKind.Full or SqliteErrorKind.Busy)
        {
            database.RollBack();
        }
        catch (StoreCommitException failure) when (failure.Failure == CommitFailure.Busy)
        {
            // Somebody takes the store over: the commit that follows finds that out as well.
        }
    }
}
