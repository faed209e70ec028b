using Jobs.Store;

namespace Jobs.Remote;

/// <summary>
/// What a client reads of a store that no process owns. Nobody is kept out meanwhile and nothing is written, not even who
/// looked: the card beside the store goes on to name its last owner.
/// </summary>
internal sealed class StoreLook
{
    private readonly long _epoch;
    private readonly string _path;

    private StoreLook(string path, IStoreReader reader, long epoch) => (_path, Reader, _epoch) = (path, reader, epoch);

    /// <summary>Reads what is committed.</summary>
    public IStoreReader Reader { get; }

    /// <summary>Looks, if nobody owns the store.</summary>
    /// <returns>False while somebody does.</returns>
    /// <exception cref="JobStoreException">It cannot be read, or is no store that a client can read.</exception>
    public static bool TryTake<T>(string path, Func<StoreLook, T> look, out T answer)
    {
        answer = default!;
        if (OwnerLock.IsOwned(path)) return false;
        StoreHeader.Require(path, isVisit: true);
        answer = StoreReading.Read(path, database =>
        {
            var version = Schema.VersionOf(database, path);
            if (version == 0) throw StoreFaults.Empty(path);
            if (version < Schema.Version) throw StoreFaults.Older(path, version, Schema.Version); // Its tables are not those that are asked for.
            var epoch = database.QueryNumber("SELECT epoch FROM meta WHERE id = 1");
            using var reader = new SqliteReader(database);
            return look(new StoreLook(path, reader, epoch));
        });
        return true;
    }

    /// <summary>How the store is at rest.</summary>
    public JobsStats Stats() => new() { StoreFile = _path, Epoch = _epoch, Counts = Reader.Counters() };
}
