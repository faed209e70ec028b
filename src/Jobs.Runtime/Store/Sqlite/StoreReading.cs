using Jobs.Sqlite;

namespace Jobs.Store;

/// <summary>
/// Reads a store that this process does not own, beside its owner or at rest, and leaves its folder as it was. A file that nobody
/// owns and that has no WAL is read as one that cannot change: SQLite then makes nothing beside it, and needs to be allowed nothing but to read.
/// </summary>
/// <remarks>
/// A WAL cannot be read like that: SQLite finds its way in it by the <c>-shm</c>, which it makes or mends where a host that died left
/// none, and leaves there.
/// </remarks>
internal static class StoreReading
{
    private static readonly TimeSpan BusyTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Reads; what is asked may be asked a second time, when somebody wrote meanwhile.</summary>
    /// <exception cref="JobStoreException">It cannot be read, or is no store.</exception>
    public static T Read<T>(string path, Func<SqliteDatabase, T> read)
    {
        try
        {
            if (!OwnerLock.IsOwned(path) && FileState.Of(path) is { HasWal: false } before && TryReadUnchanged(path, before, read, out var answer)) return answer;
            using var database = SqliteDatabase.Open(path, SqliteAccess.ReadOnly, BusyTimeout);
            database.LeaveWalOnClose();
            return read(database);
        }
        catch (SqliteFailure failure)
        {
            throw StoreFaults.OfReading(path, failure);
        }
    }

    // A store's file is written by folding its WAL alone. So where there was none and is none, and the file is as it was, it
    // was so all the time between. Its time and length may be the same although it changed, within one tick of the file system's clock or when somebody
    // put the time back; but every owner and every visitor raises the epoch before it writes anything else.
    private static bool TryReadUnchanged<T>(string path, FileState before, Func<SqliteDatabase, T> read, out T answer)
    {
        try
        {
            using var database = SqliteDatabase.Open(path, SqliteAccess.ReadImmutable, BusyTimeout);
            var epoch = EpochOf(database);
            answer = read(database);
            if (FileState.Of(path) != before) return false;
            using var after = SqliteDatabase.Open(path, SqliteAccess.ReadImmutable, BusyTimeout); // The first keeps the pages that it has seen.
            return EpochOf(after) == epoch && FileState.Of(path) == before;
        }
        catch (Exception failure) when (failure is SqliteFailure or JobStoreException && FileState.Of(path) != before)
        {
            answer = default!;
            return false;
        }
    }

    /// <summary>Null where there is none to read; who reads the file then says what is wrong with it.</summary>
    private static long? EpochOf(SqliteDatabase database)
    {
        try
        {
            return database.QueryNumber("SELECT epoch FROM meta WHERE id = 1");
        }
        catch (SqliteFailure)
        {
            return null;
        }
    }

    private readonly record struct FileState(bool HasWal, long Length, DateTime WrittenAt)
    {
        public static FileState Of(string path)
        {
            var file = new FileInfo(path);
            return new FileState(new FileInfo(path + "-wal") is { Exists: true, Length: > 0 }, file.Exists ? file.Length : 0, file.LastWriteTimeUtc);
        }
    }
}
