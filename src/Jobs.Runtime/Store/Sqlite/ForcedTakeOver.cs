using Jobs.Sqlite;

namespace Jobs.Store;

/// <summary>
/// Takes a store from an owner that holds its lock and does not answer. Afterwards nobody owns it: the next host starts as
/// after a crash, and whatever the old owner still tries is refused.
/// </summary>
/// <remarks>
/// In this order: the pen, so that the old owner is not in the middle of anything outside of a transaction; SQLite's lock, so
/// that it is in no transaction; a new lock file and card, which it finds when it asks whether it owns the store; a higher
/// epoch, which its next transaction reads. Up to the new lock file, giving up leaves everything as it was.
/// </remarks>
internal static class ForcedTakeOver
{
    /// <summary>Longer than the transaction of an owner that is not stopped.</summary>
    public static readonly TimeSpan TransactionMax = TimeSpan.FromSeconds(2);

    /// <summary>Takes it.</summary>
    /// <param name="store">The canonical path of the database.</param>
    /// <param name="from">The card of who holds it.</param>
    /// <param name="by">Who takes it: what the old owner's last error names.</param>
    /// <param name="wait">How long it may be in a transaction.</param>
    /// <exception cref="JobStoreException">It cannot be done now; the message says why and what to do.</exception>
    public static void Run(string store, OwnerCard from, string by, TimeSpan wait)
    {
        using var pen = OwnerPen.TryTake(store) ?? throw StoreFaults.Stuck(store, from.Owner, from.ProcessId);
        if (OwnerCard.TryRead(store)?.Nonce != from.Nonce) throw StoreFaults.Owned(store, "another process than a moment ago");

        try
        {
            using var database = SqliteDatabase.Open(store, SqliteAccess.ReadWrite, wait);
            database.LeaveWalOnClose();
            if (Schema.VersionOf(database, store) == 0) throw StoreFaults.Stuck(store, from.Owner, from.ProcessId); // Stopped while it makes the store.
            database.Execute("PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0; BEGIN IMMEDIATE");
            using var file = OwnerLock.Replace(store); // Held until the epoch is raised: no third one comes in between.
            OwnerCard.Of(by, socket: null).Write(store);
            database.Execute("UPDATE meta SET epoch = epoch + 1, sequence = 0 WHERE id = 1; COMMIT");
        }
        catch (SqliteFailure failure) when (failure.Kind == SqliteErrorKind.Busy)
        {
            throw StoreFaults.Stuck(store, from.Owner, from.ProcessId);
        }
        catch (SqliteFailure failure)
        {
            throw StoreFaults.Of(store, failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw StoreVolume.IsFull(failure) ? StoreFaults.FullAtStart(store, failure) : StoreFaults.ReadOnly(store, failure);
        }

        ClearSocket(store, from);
    }

    // Nobody is to knock there any more. If it stays, who knocks waits for an answer, and then looks at the card.
    private static void ClearSocket(string store, OwnerCard from)
    {
        try
        {
            if (from.Socket is { } socket && socket.StartsWith(store, StringComparison.Ordinal)) File.Delete(socket);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
        }
    }
}
