using Jobs.Sqlite;

namespace Jobs.Store;

/// <summary>
/// The store in a SQLite file. One connection does every write and every WAL checkpoint; readers have connections of their
/// own. The parts of this class are its verbs: open, commit, submit, attempt, outcome, command, maintain.
/// </summary>
internal sealed partial class SqliteStore : IJobStore
{
    private readonly SqliteStoreOptions _options;
    private readonly string _givenPath;
    private readonly TimeProvider _time;

    // All fields are the writer's alone, except the path: readers read it after the store was opened.
    private volatile string? _path;
    private OwnerLock? _lock;
    private StoreReserve? _reserve;
    private SqliteDatabase? _database;
    private long _epoch;
    private long _idHighWater;
    private bool _hasEpochToRaise; // A visit before its first commit.

    /// <summary>Makes the store of a file; nothing is touched before <see cref="Open"/>.</summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="time">The clock by which a transient owner is waited for.</param>
    /// <param name="options">Or null for the defaults.</param>
    public SqliteStore(string path, TimeProvider time, SqliteStoreOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        _givenPath = path;
        _time = time;
        _options = options ?? SqliteStoreOptions.Default;
    }

    private string FilePath => _path ?? _givenPath;

    private SqliteDatabase Database => _database ?? throw new InvalidOperationException("The store is not open.");

    /// <inheritdoc/>
    public IStoreReader OpenReader()
    {
        var path = _path ?? throw new InvalidOperationException("The store is not open.");
        try
        {
            var database = SqliteDatabase.Open(path, SqliteAccess.ReadOnly, _options.BusyTimeout, _options.Failpoint, _options.Vfs);
            try
            {
                return new SqliteReader(database);
            }
            catch
            {
                database.Dispose(); // Asked for again at the next read: each try would leave a connection behind.
                throw;
            }
        }
        catch (SqliteFailure failure)
        {
            throw StoreFaults.Of(path, failure);
        }
    }

    /// <summary>What SQLite does for the durability of a commit: 1 for NORMAL, 2 for FULL. For tests: nothing else shows it.</summary>
    internal long Synchronous => Database.QueryNumber("PRAGMA synchronous");

    /// <inheritdoc/>
    public bool ReleaseReserve() => _reserve?.Release() ?? false;

    /// <inheritdoc/>
    public bool RestoreReserve() => _reserve?.TryRestore() ?? false;

    /// <inheritdoc/>
    public void VerifyOwnership()
    {
        if (_lock?.FindLoss() is { } loss) throw StoreFaults.OwnerLost(FilePath, loss);
        try
        {
            RequireEpoch();
        }
        catch (SqliteFailure failure)
        {
            throw StoreFaults.OfCommit(FilePath, failure);
        }
    }

    /// <summary>Lets go of the file. Without <see cref="Close"/> before, the next owner takes this for a crash.</summary>
    public void Dispose()
    {
        _database?.Dispose();
        _database = null;
        _lock?.Dispose();
        _lock = null;
    }

    private long RequireEpoch()
    {
        var meta = _selectMeta ??= Database.Prepare("SELECT epoch, sequence FROM meta WHERE id = 1");
        var isMine = meta.Step() && meta.Number(0) == _epoch;
        var sequence = isMine ? meta.Number(1) : 0;
        meta.Reset();
        return isMine ? sequence : throw StoreFaults.OwnerLost(FilePath, "another owner raised its epoch");
    }

    private SqliteStatement? _selectMeta;
}
