using Jobs.Sqlite;

namespace Jobs.Store;

/// <summary>What a file says of itself before it is taken: so that nothing is made beside one that is no store.</summary>
internal static class StoreHeader
{
    /// <summary>Refuses what is surely no store of ours. What is a store, may be one, or is not there passes.</summary>
    /// <param name="path">The canonical path.</param>
    /// <param name="isVisit">Whether the file must be one that a client may use: made by a host, of this version.</param>
    /// <exception cref="JobStoreException">It is something else.</exception>
    public static void Require(string path, bool isVisit)
    {
        if (Directory.Exists(path)) return; // Refused with the unsafe ones.
        if (FileIdentity.Of(path) is { IsRegular: false }) throw StoreFaults.NotAStore(path, "it is a device or a pipe, and no file");

        // What was owned is a store, whatever became of it: damage is told as damage.
        if (!File.Exists(path) || File.Exists(OwnerLock.PathOf(path))) return;
        try
        {
            using var database = SqliteDatabase.Open(path, SqliteAccess.ReadImmutable, TimeSpan.Zero);
            var version = Schema.VersionOf(database, path);
            if (!isVisit || new FileInfo(path + "-wal") is { Exists: true, Length: > 0 }) return; // What the WAL adds is seen when it is opened.
            if (version == 0) throw StoreFaults.Empty(path);
            if (version < Schema.Version) throw StoreFaults.Older(path, version, Schema.Version);
        }
        catch (SqliteFailure failure) when (failure.Kind == SqliteErrorKind.NotADatabase)
        {
            throw StoreFaults.NotAStore(path, "it is no SQLite database", failure);
        }
        catch (SqliteFailure)
        {
            // Told by whoever opens it for more than this.
        }
    }
}
