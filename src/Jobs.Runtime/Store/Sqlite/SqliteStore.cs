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
    private bool _hasPen;

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
    public bool ReleaseReserve() => _reserve is { } reserve && TryUnderPen(reserve.Release);

    /// <inheritdoc/>
    public bool RestoreReserve() => _reserve is { } reserve && TryUnderPen(reserve.TryRestore);

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
        if (_database is { } database && !TryUnderPen(() => CloseLast(database)))
        {
            // Somebody else's by now, or soon: the connection that closes last would fold the WAL into the file.
            database.LeaveWalOnClose();
            database.Dispose();
        }

        _database = null;
        _lock?.Dispose();
        _lock = null;
    }

    private static bool CloseLast(SqliteDatabase database)
    {
        database.Dispose();
        return true;
    }

    /// <summary>Writes outside of a transaction: with the pen in hand, and as the owner, which is asked for only then.</summary>
    private void UnderPen(Action write)
    {
        if (_hasPen)
        {
            write();
            return;
        }

        // Whoever knows that it lost the store does not so much as touch the pen.
        if (_lock?.FindLoss() is { } loss) throw StoreFaults.OwnerLost(FilePath, loss);
        using var pen = TakePen();
        _hasPen = true;
        try
        {
            VerifyOwnership();
            write();
        }
        finally
        {
            _hasPen = false;
        }
    }

    private OwnerPen TakePen()
    {
        try
        {
            return OwnerPen.TryTake(FilePath) ?? throw new StoreCommitException(CommitFailure.Busy, $"Another process takes the job store '{FilePath}' over.");
        }
        catch (JobStoreException failure)
        {
            if (StoreVolume.HasTurnedReadOnly(FilePath)) failure = StoreFaults.TurnedReadOnly(FilePath, failure);
            throw new StoreCommitException(CommitFailure.Broken, failure.Message, failure);
        }
    }

    // For what is done where it can be, and else later or never.
    private bool TryUnderPen(Func<bool> write)
    {
        var isDone = false;
        try
        {
            UnderPen(() => isDone = write());
        }
        catch (StoreCommitException)
        {
            // Who has lost the store is told so at the next commit or check.
        }

        return isDone;
    }

    private long RequireEpoch()
    {
        var meta = _selectMeta ??= Database.Prepare("SELECT epoch, sequence FROM meta WHERE id = 1");
        var isMine = meta.Step() && meta.Number(0) == (_hasEpochToRaise ? _epoch - 1 : _epoch);
        var sequence = isMine ? meta.Number(1) : 0;
        meta.Reset();
        return isMine ? sequence : throw StoreFaults.OwnerLost(FilePath, $"another owner raised its epoch{(OwnerCard.TryRead(FilePath) is { } card && card.Nonce != _lock?.Card.Nonce ? $": {card.Owner}" : "")}");
    }

    private SqliteStatement? _selectMeta;
}
