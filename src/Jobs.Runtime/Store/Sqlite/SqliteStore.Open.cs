using System.Buffers.Binary;
using Jobs.Sqlite;

namespace Jobs.Store;

/// <content>Taking the file, and leaving it.</content>
internal sealed partial class SqliteStore
{
    private const long NumberMax = long.MaxValue - (1L << 40); // Of an epoch or an id, so that there are later ones.

    /// <inheritdoc/>
    public StoreSession Open(StoreOpening opening)
    {
        ArgumentNullException.ThrowIfNull(opening);

        // Once: the statements that the verbs keep belong to one connection.
        if (_epoch != 0) throw new InvalidOperationException("The store was opened already. A restart takes a new one.");

        var path = Locate();
        StoreHeader.Require(path, opening.IsVisit);
        var socket = opening.IsVisit ? null : _options.SocketOf?.Invoke(path);
        _lock = OwnerLock.Take(path, OwnerCard.Of(opening.ProcessName, socket) with { IsVisitor = opening.IsVisit }, opening.OwnerWait, _time);
        _hasPen = true;
        try
        {
            _path = path;
            _database = SqliteDatabase.Open(path, SqliteAccess.ReadWriteCreate, _options.BusyTimeout, _options.Failpoint, _options.Vfs);
            Prepare(_database, path, opening.IsVisit);
            var session = opening.IsVisit ? BeginVisit(_database, path) : BeginSession(_database, path);
            _lock.NameStore();
            _nextRetention = opening.Now;
            _walPages = PagesLeftInWal(path);
            if (!opening.IsVisit) HoldRoomBack(path); // A visit is short, and refuses what does not fit.
            return session with { File = path, Card = _lock.Card, HasUnfinishedCommands = !Unfinished.IsEmpty };
        }
        catch (SqliteFailure failure)
        {
            Leave();
            throw failure.Kind == SqliteErrorKind.Full ? StoreFaults.FullAtStart(path, failure) : StoreFaults.Of(path, failure);
        }
        catch
        {
            Leave();
            throw;
        }
        finally
        {
            _hasPen = false;
            _lock?.LayPenDown();
        }
    }

    // With the pen still in hand, or without an epoch to ask for.
    private void Leave()
    {
        _database?.Dispose();
        _database = null;
        _lock?.Dispose();
        _lock = null;
    }

    private void HoldRoomBack(string path)
    {
        _reserve = new StoreReserve(path, _options.ReserveBytes, _options.FreeBytes);
        if (!_reserve.TryRestore()) _warning = StoreFaults.NoReserve(path, _options.ReserveBytes);
    }

    private string Locate()
    {
        try
        {
            return CanonicalPath.Of(_givenPath);
        }
        catch (IOException failure)
        {
            throw StoreFaults.Missing(_givenPath, failure);
        }
    }

    /// <inheritdoc/>
    public void Close()
    {
        try
        {
            UnderPen(() =>
            {
                Database.Execute("BEGIN IMMEDIATE; UPDATE meta SET is_clean = 1; DELETE FROM start_mark; COMMIT;");
                TryFoldWal(Database, truncate: true);
            });
        }
        catch (SqliteFailure failure)
        {
            Database.RollBack();
            throw StoreFaults.OfCommit(FilePath, failure);
        }
    }

    // The schema is looked at before anything is written: another program's file stays as it is, to the byte.
    private void Prepare(SqliteDatabase database, string path, bool isVisit)
    {
        // First of all: reading a file that may not be written leaves a -wal and a -shm that may not be written either, and they
        // would stand in the way when the file's own permissions have been mended.
        if (database.IsReadOnly) throw StoreFaults.ReadOnly(path);
        var version = Schema.VersionOf(database, path);
        if (version == 0 && isVisit) throw StoreFaults.Empty(path); // A client makes no store, out of nothing or out of an empty file.
        if (version < Schema.Version && isVisit) throw StoreFaults.Older(path, version, Schema.Version); // Its host could then not read it.
        if (database.QueryText("PRAGMA journal_mode = WAL") != "wal")
        {
            throw StoreFaults.Unsupported(path, "its file system does not support a write-ahead log, as network file systems do not. Move it to a local volume");
        }

        database.Execute("""
            PRAGMA synchronous = FULL;
            PRAGMA temp_store = MEMORY;
            PRAGMA cache_size = -65536;
            PRAGMA wal_autocheckpoint = 0;
            PRAGMA journal_size_limit = 67108864;
            PRAGMA foreign_keys = OFF;
            """);
        database.LimitValues(_options.Limits.ValueBytesMax);
        if (_options.PageCountMax is { } pages) database.Execute($"PRAGMA max_page_count = {pages}");
        if (version > 0 && !isVisit && database.QueryNumber("SELECT is_clean FROM meta") == 0) RequireSound(database, path);
        Schema.Migrate(database, version);
    }

    // Only after an unclean stop: a store of a gigabyte takes a second and a half.
    private static void RequireSound(SqliteDatabase database, string path)
    {
        var finding = database.QueryText("PRAGMA quick_check(1)");
        if (finding != "ok") throw StoreFaults.Corrupt(path, finding ?? "the check found no answer");
    }

    private StoreSession BeginSession(SqliteDatabase database, string path)
    {
        database.Execute("BEGIN IMMEDIATE");
        using var meta = database.PrepareOnce("SELECT epoch, id_high_water, is_clean FROM meta WHERE id = 1");
        if (!meta.Step()) throw StoreFaults.Corrupt(path, "its meta row is gone");
        if (!IsSane(meta)) throw StoreFaults.Corrupt(path, "its meta row holds what no owner wrote");
        _epoch = meta.Number(0) + 1;
        _idHighWater = meta.Number(1);
        var wasUnclean = !meta.Flag(2);
        meta.Reset();

        // Counted once: a crash before anything starts must not count against the same jobs again.
        var suspects = wasUnclean ? RaiseCrashes(database) : [];
        database.Execute($"UPDATE meta SET epoch = {_epoch}, sequence = 0, is_clean = 0; DELETE FROM start_mark; COMMIT;");

        LoadCounters(database);
        return new StoreSession(_epoch, Node: 0, _idHighWater, wasUnclean, suspects);
    }

    // Nothing is written before the first commit: a visitor that only looks leaves the file as it was.
    private StoreSession BeginVisit(SqliteDatabase database, string path)
    {
        using var meta = database.PrepareOnce("SELECT epoch, id_high_water FROM meta WHERE id = 1");
        if (!meta.Step()) throw StoreFaults.Corrupt(path, "its meta row is gone");
        if (!IsSane(meta)) throw StoreFaults.Corrupt(path, "its meta row holds what no owner wrote");
        _epoch = meta.Number(0) + 1;
        _idHighWater = meta.Number(1);
        meta.Reset();
        _hasEpochToRaise = true;
        LoadCounters(database);
        return new StoreSession(_epoch, Node: 0, _idHighWater, WasUnclean: false, []);
    }

    private void RaiseEpoch(SqliteDatabase database)
    {
        using var raise = database.PrepareOnce("UPDATE meta SET epoch = ?1, sequence = 0 WHERE id = 1 AND epoch = ?1 - 1");
        if (raise.Bind(1, _epoch).RunCounted() == 0) throw StoreFaults.OwnerLost(FilePath, "another owner raised its epoch");
        _hasEpochToRaise = false;
    }

    // Counted on from, so that there must be room above; an id beyond its mark would be one that was given before.
    private static bool IsSane(SqliteStatement meta)
    {
        for (var column = 0; column < 2; column++)
        {
            if (!meta.IsWhole(column) || meta.Number(column) is < 0 or > NumberMax) return false;
        }

        return true;
    }

    private static List<CrashSuspect> RaiseCrashes(SqliteDatabase database)
    {
        var suspects = new List<CrashSuspect>();
        using var mark = database.PrepareOnce("SELECT alone, jobs FROM start_mark WHERE id = 1");
        if (!mark.Step()) return suspects;

        var wasAlone = mark.Flag(0);
        var ids = mark.Bytes(1);
        mark.Reset();

        using var raise = database.PrepareOnce(
            "UPDATE job SET crashes = crashes + 1, fence = fence + 1 WHERE id = ?1 RETURNING fence, crashes");
        for (var at = 0; at + sizeof(long) <= ids.Length; at += sizeof(long))
        {
            var id = BinaryPrimitives.ReadInt64LittleEndian(ids.AsSpan(at));
            if (raise.Bind(1, id).Step())
            {
                if (suspects is [.., var last] && last.Id.Value == id) suspects.RemoveAt(suspects.Count - 1); // Named more than once.
                suspects.Add(new CrashSuspect(new JobId(id), raise.Number(0), (int)raise.Number(1), wasAlone));
            }

            raise.Reset();
        }

        return suspects;
    }
}
