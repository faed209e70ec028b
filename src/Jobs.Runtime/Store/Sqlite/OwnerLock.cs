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
    private readonly string _card;

    private OwnerLock(string store, FileStream file, string card)
    {
        _store = store;
        _file = file;
        _card = card;
        _identity = FileIdentity.Of(PathOf(store));
    }

    /// <summary>Takes the lock of a store, waiting for a transient holder.</summary>
    /// <param name="store">The canonical path of the database.</param>
    /// <param name="owner">Who takes it: what a second owner is told.</param>
    /// <param name="wait">How long to wait.</param>
    /// <param name="time">The clock of the wait.</param>
    /// <exception cref="JobStoreException">Owned, read-only, missing or unsupported.</exception>
    public static OwnerLock Take(string store, string owner, TimeSpan wait, TimeProvider time)
    {
        RefuseUnsafe(store);
        if (TryTake(store, owner) is { } free) return free;

        // No system tells when a file lock is let go of; it can only be asked for again.
        var started = time.GetTimestamp();
        var isDue = new AutoResetEvent(initialState: false); // Left to the collector: a timer that was disposed of may be ringing still.
        using var timer = time.CreateTimer(static signal => ((AutoResetEvent)signal!).Set(), isDue, AskAgain, AskAgain);
        while (time.GetElapsedTime(started) < wait)
        {
            isDue.WaitOne();
            if (TryTake(store, owner) is { } freed) return freed;
        }

        throw StoreFaults.Owned(store, HolderOf(store));
    }

    /// <summary>Why this lock does not protect the store any more, or null while it does.</summary>
    public string? FindLoss()
    {
        var path = PathOf(_store);
        if (!File.Exists(path)) return "the lock file was removed";
        if (_identity is { } mine && FileIdentity.Of(path) is { } found) return found == mine ? null : "the lock file was replaced";

        // Where files have no identity, a later holder is known by its card; a card that is gone says nothing.
        return TryReadCard(_store) is { } card && card != _card ? $"{HolderOf(_store)} took it over" : null;
    }

    /// <summary>Lets go of the store.</summary>
    public void Dispose() => _file.Dispose();

    private static string PathOf(string store) => store + ".owner";

    /// <summary>The file that says who holds the lock of a store.</summary>
    public static string CardOf(string store) => store + ".owner.txt";

    private static OwnerLock? TryTake(string store, string owner)
    {
        if (TryOpen(store) is not { } file) return null;

        try
        {
            // The nonce tells this holder from a later one of the same name.
            var card = $"{owner} ({Guid.NewGuid():N})";
            File.WriteAllText(CardOf(store), card);
            return new OwnerLock(store, file, card);
        }
        catch (Exception failure) when (failure is UnauthorizedAccessException or IOException)
        {
            file.Dispose();
            throw StoreVolume.IsFull(failure) ? StoreFaults.FullAtStart(store, failure) : StoreFaults.ReadOnly(store, failure);
        }
    }

    private static FileStream? TryOpen(string store)
    {
        try
        {
            return new FileStream(PathOf(store), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
        }
        catch (DirectoryNotFoundException failure)
        {
            throw StoreFaults.Missing(store, failure);
        }
        catch (Exception failure) when (StoreVolume.IsReadOnly(failure))
        {
            throw StoreFaults.ReadOnly(store, failure); // Before what follows: a lock file on a read-only volume is held by nobody.
        }
        catch (IOException failure) when (StoreVolume.IsFull(failure))
        {
            throw StoreFaults.FullAtStart(store, failure);
        }
        catch (IOException) when (File.Exists(PathOf(store)))
        {
            return null;
        }
        catch (IOException failure)
        {
            throw StoreFaults.ReadOnly(store, failure);
        }
    }

    private static string HolderOf(string store)
    {
        var card = TryReadCard(store);
        if (string.IsNullOrEmpty(card)) return "another process";
        return card.LastIndexOf(" (", StringComparison.Ordinal) is > 0 and var nonce ? card[..nonce] : card;
    }

    private static string? TryReadCard(string store)
    {
        try
        {
            return File.ReadAllText(CardOf(store));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static void RefuseUnsafe(string store)
    {
        if (!Directory.Exists(Path.GetDirectoryName(store))) throw StoreFaults.Missing(store);
        if (Directory.Exists(store)) throw StoreFaults.Unsupported(store, "it is a folder. Give UseSqlite the path of a file in it");

        var isDisabled = AppContext.TryGetSwitch("System.IO.DisableFileLocking", out var off) && off;
        if (isDisabled || Environment.GetEnvironmentVariable("DOTNET_SYSTEM_IO_DISABLEFILELOCKING") is "1" or "true" or "True")
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
