namespace Jobs.Store;

/// <summary>
/// The lock that makes one process the owner of a store: a file beside it, held open and exclusively locked. The operating
/// system lets go of it on any death. Who holds it stands in a second file, because the locked one cannot be read.
/// </summary>
/// <remarks>
/// The database itself is never opened here: closing a second handle on it would drop the locks of SQLite. The lock file
/// is never deleted: whoever deletes a lock file may delete the one that another process has just locked.
/// </remarks>
internal sealed class OwnerLock : IDisposable
{
    private static readonly TimeSpan AskAgain = TimeSpan.FromMilliseconds(25);

    private readonly string _store;
    private readonly FileStream _file;
    private readonly FileIdentity? _identity;
    private readonly bool _isNew; // The lock was taken before the store was made.
    private OwnerPen? _pen;

    private OwnerLock(string store, FileStream file, OwnerPen pen, OwnerCard card)
    {
        _store = store;
        _file = file;
        _pen = pen;
        _isNew = !File.Exists(store);
        Card = card;
        _identity = FileIdentity.Of(file.SafeFileHandle); // Of what is locked: the path may name another file by now.
    }

    /// <summary>What this holder says of itself.</summary>
    public OwnerCard Card { get; }

    /// <summary>
    /// Takes the lock of a store, waiting for a transient holder. The pen is held with it, until <see cref="LayPenDown"/>.
    /// </summary>
    /// <param name="store">The canonical path of the database.</param>
    /// <param name="card">Who takes it: what a second owner is told, and clients.</param>
    /// <param name="wait">How long to wait.</param>
    /// <param name="time">The clock of the wait.</param>
    /// <exception cref="JobStoreException">Owned, read-only, missing or unsupported.</exception>
    public static OwnerLock Take(string store, OwnerCard card, TimeSpan wait, TimeProvider time)
    {
        RefuseUnsafe(store);
        if (TryTake(store, card) is { } free) return free;

        // No system tells when a file lock is let go of; it can only be asked for again.
        var started = time.GetTimestamp();
        var isDue = new AutoResetEvent(initialState: false); // Left to the collector: a timer that was disposed of may be ringing still.
        using var timer = time.CreateTimer(static signal => ((AutoResetEvent)signal!).Set(), isDue, AskAgain, AskAgain);
        while (time.GetElapsedTime(started) < wait)
        {
            isDue.WaitOne();
            if (TryTake(store, card) is { } freed) return freed;
        }

        throw StoreFaults.Owned(store, OwnerCard.TryRead(store));
    }

    /// <summary>Takes a lock by force: a new file in the place of the one that its holder keeps locked. Whoever does holds the pen.</summary>
    /// <exception cref="IOException">It could not be replaced.</exception>
    public static FileStream Replace(string store)
    {
        var fresh = new FileStream(PathOf(store) + ".new", FileMode.Create, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
        try
        {
            File.Move(fresh.Name, PathOf(store), overwrite: true);
            return fresh;
        }
        catch
        {
            fresh.Dispose();
            throw;
        }
    }

    /// <summary>The store is there: the card of whoever made it says now which file it is. With the pen in hand.</summary>
    public void NameStore()
    {
        if (_isNew) Card.Write(_store);
    }

    /// <summary>The store is open: from now on the pen is taken for each thing that is written outside of transactions.</summary>
    public void LayPenDown()
    {
        _pen?.Dispose();
        _pen = null;
    }

    /// <summary>Why this lock does not protect the store any more, or null while it does.</summary>
    public string? FindLoss()
    {
        var path = PathOf(_store);
        if (!File.Exists(path)) return "the lock file was removed";
        if (_identity is { } mine && FileIdentity.Of(path) is { } found) return found == mine ? null : $"the lock file was replaced, and {HolderOf(_store)} holds the new one";

        // Where files have no identity, a later holder is known by its card; a card that is gone says nothing.
        return OwnerCard.TryRead(_store) is { } card && card.Nonce != Card.Nonce ? $"{HolderOf(_store)} took it over" : null;
    }

    /// <summary>Lets go of the store.</summary>
    public void Dispose()
    {
        _file.Dispose();
        LayPenDown();
    }

    /// <summary>Whether a process owns a store now: holds its lock, or listens although somebody removed that. Changes nothing.</summary>
    public static bool IsOwned(string store) => IsHeld(store) || OwnerCard.TryRead(store)?.IsListening() == true;

    /// <summary>
    /// Whether the lock is held, as far as may be asked: that of another user, who lets nobody read it, counts as held. A lock
    /// file that is not there was never taken, and is not made.
    /// </summary>
    public static bool IsHeld(string store)
    {
        try
        {
            // Shared with others who ask. An owner that asks for it in this very moment asks again.
            using var file = new FileStream(PathOf(store), FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1);
            return false;
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    /// <summary>The file that is locked.</summary>
    public static string PathOf(string store) => store + ".owner";

    private static OwnerLock? TryTake(string store, OwnerCard card)
    {
        if (LockFile.TryOpen(store, PathOf(store)) is not { } file) return null;

        OwnerPen? pen = null;
        try
        {
            RequireLocking(store);

            // From here to the first commit of a new epoch: a process that is stopped in between and replaced by force must not
            // put its card over that of its successor, or raise the epoch once more.
            pen = OwnerPen.TryTake(store);
            if (pen is null || (FileIdentity.Of(file.SafeFileHandle) is { } mine && FileIdentity.Of(PathOf(store)) is var named && named != mine))
            {
                file.Dispose();
                pen?.Dispose();
                return null;
            }

            // Whoever listens lives, whatever became of the file that it had locked: somebody has removed it.
            var before = OwnerCard.TryRead(store);
            if (before is not null && before.IsListening())
            {
                file.Dispose();
                pen.Dispose();
                return null;
            }

            if (card.IsVisitor && before is not null) card = card with { Nonce = before.Nonce, Socket = before.Socket };
            else if (before is not null) ClearSocket(before, card);
            card.Write(store);
            return new OwnerLock(store, file, pen, card);
        }
        catch (Exception failure) when (failure is UnauthorizedAccessException or IOException)
        {
            file.Dispose();
            pen?.Dispose();
            throw StoreVolume.IsFull(failure) ? StoreFaults.FullAtStart(store, failure) : StoreFaults.ReadOnly(store, failure);
        }
        catch
        {
            file.Dispose();
            pen?.Dispose();
            throw;
        }
    }

    // Each owner has a socket of its own name, so that no owner that comes back removes that of its successor; so the successor
    // clears it away, if it lies where its own will.
    private static void ClearSocket(OwnerCard before, OwnerCard mine)
    {
        if (before.Socket is { } old && mine.Socket is { } own && old != own && Path.GetDirectoryName(old) == Path.GetDirectoryName(own)) File.Delete(old);
    }

    // Asked of the lock itself: a switch of the runtime, or a file system, can make every lock a formality.
    private static void RequireLocking(string store)
    {
        if (LockFile.TryOpen(store, PathOf(store)) is not { } second) return;
        second.Dispose();
        throw StoreFaults.Unsupported(store, "a file that is locked here can be opened a second time, so that two processes could own it. Enable file locking (DOTNET_SYSTEM_IO_DISABLEFILELOCKING), or move it to a volume whose locks hold");
    }

    private static string HolderOf(string store) => OwnerCard.TryRead(store)?.Owner ?? "another process";

    private static void RefuseUnsafe(string store)
    {
        if (!Directory.Exists(Path.GetDirectoryName(store))) throw StoreFaults.Missing(store);
        if (Directory.Exists(store)) throw StoreFaults.Unsupported(store, "it is a folder. Give UseSqlite the path of a file in it");

        var isDisabled = AppContext.TryGetSwitch("System.IO.DisableFileLocking", out var off) && off;
        if (isDisabled || Environment.GetEnvironmentVariable("DOTNET_SYSTEM_IO_DISABLEFILELOCKING") is { } set && (set == "1" || set.Equals("true", StringComparison.OrdinalIgnoreCase)))
        {
            throw StoreFaults.Unsupported(store, "file locking is disabled, by DOTNET_SYSTEM_IO_DISABLEFILELOCKING or the switch System.IO.DisableFileLocking, and two processes could own it. Remove that setting");
        }

        if (FileIdentity.Of(store) is { LinkCount: > 1 } identity)
        {
            throw StoreFaults.Unsupported(store, $"the file has {identity.LinkCount} names (hard links), and under each of them another process could own it. Keep one name");
        }

        if (IsOnNetwork(store))
        {
            throw StoreFaults.Unsupported(store, "it lies on a network file system, whose locks do not hold. Move it to a local volume");
        }
    }

    private static bool IsOnNetwork(string store)
    {
        try
        {
            return new DriveInfo(Path.GetDirectoryName(store)!).DriveType == DriveType.Network;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return false; // A volume that does not tell its type; the check of the journal mode follows.
        }
    }
}
