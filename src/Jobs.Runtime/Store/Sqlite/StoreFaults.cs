using System.Globalization;
using Jobs.Sqlite;

namespace Jobs.Store;

/// <summary>Every way in which a store cannot be used, as a message: the file, the cause, what to do.</summary>
internal static class StoreFaults
{
    public static JobStoreException Owned(string path, string owner) => new(
        JobStoreFault.Owned,
        $"The job store '{path}' is owned by {owner}. Stop that process, let it do the work, or give this host a file of its own.");

    /// <summary>As the next owner is told of the one that holds the store.</summary>
    public static JobStoreException Owned(string path, OwnerCard? holder) => holder is not null && OwnerProcess.IsStopped(holder)
        ? new(
            JobStoreFault.Owned,
            $"The job store '{path}' is owned by {holder.Owner}, and that process is stopped (SIGSTOP, a debugger): it lives, and nobody else may write. Let it go on (kill -CONT {holder.ProcessId}), or end it, which loses nothing acknowledged (kill -9 {holder.ProcessId}). If it can be neither, 'jobs take-over' takes the store from it.")
        : Owned(path, holder is null ? "another process" : holder.Owner + Since(path));

    // The card is written once, as its owner takes the store.
    private static string Since(string path) => File.GetLastWriteTimeUtc(OwnerCard.PathOf(path)) is { Year: > 1601 } at
        ? string.Create(CultureInfo.InvariantCulture, $", since {at:yyyy-MM-dd HH:mm:ss'Z'}")
        : "";

    /// <summary>As a client is told of an owner that it could not speak with.</summary>
    public static JobStoreException Unreached(string path, OwnerCard? holder, string cause) => new(
        JobStoreFault.Owned,
        $"The job store '{path}' is owned by {holder?.Owner ?? "another process"}, which cannot be spoken with: {cause}. If it starts or stops just now, ask again, or wait longer (OwnerWait, --wait-for-owner); if it takes no clients (JobsOptions.AcceptRemoteClients), ask in its own process, or when it has ended.");

    public static JobStoreException OfAnotherUser(string path, OwnerCard? holder, string? user) => new(
        JobStoreFault.Denied,
        $"The job store '{path}' is owned by {holder?.Owner ?? "a process"} of {UserText(user)}, which listens to its own user alone, and to root as little. Run this as that user{Sudo(user)}.");

    public static JobStoreException Unreadable(string path, Exception? inner = null)
    {
        var user = UnixUser.OtherOwnerOf(path);
        return new(
            JobStoreFault.Denied,
            $"The job store '{path}' cannot be read by this process{(user is null ? "" : $": it belongs to {UserText(user)}")}. {(user is null ? "" : $"Run this as that user{Sudo(user)}, or grant it the file. ")}{(File.Exists(path + "-wal") ? $"Beside '{path}-wal' SQLite needs to make a -shm: copy both into a folder that may be written, and read them there." : "It needs to read the file, and to enter its folder.")}",
            inner);
    }

    public static JobStoreException Locked(string path, SqliteFailure failure) => new(
        JobStoreFault.Owned,
        $"The job store '{path}' is locked by a program that is not its owner, such as a database tool or a backup. Close that program, or end its transaction, and ask again; a host that gave up over it is to be started again.",
        failure);

    public static JobStoreException OwnershipLost(string path, string cause) => new(
        JobStoreFault.Owned,
        $"This process does not own the job store '{path}' any more: {cause}. Nothing more is written. It may have been taken by 'jobs take-over' while this process was stopped, and then this one is not needed; otherwise find out what replaced or removed '{path}.owner', and start this host again when nobody owns the store.");

    public static JobStoreException Stuck(string path, string owner, int process) => new(
        JobStoreFault.Owned,
        $"The job store '{path}' cannot be taken from {owner}: that process was stopped while it wrote, or another program holds the file's lock. Nothing was changed. End it, which loses nothing acknowledged: kill -9 {process}");

    public static JobStoreException Missing(string path, Exception? inner = null) => new(
        JobStoreFault.Missing,
        $"The job store '{path}' cannot be reached: its folder does not exist, or went away. Create the folder, or correct the path given to UseSqlite.",
        inner);

    public static JobStoreException NoStore(string path) => new(
        JobStoreFault.Missing,
        Directory.Exists(path)
            ? $"'{path}' is not a store of Jobs: it is a folder. Give the path of the file in it, as a host gives it to UseSqlite."
            : $"There is no job store '{path}'. Give the path that a host gives to UseSqlite; the file is made when that host first starts.");

    public static JobStoreException Empty(string path) => new(
        JobStoreFault.Missing,
        $"The file '{path}' is empty: no host has made a job store of it yet. Start the host, or give the path that it gives to UseSqlite.");

    public static JobStoreException ReadOnly(string path, Exception? inner = null) => new(
        JobStoreFault.ReadOnly,
        $"The job store '{path}' cannot be written. {OwnUser(path)}This process needs to write the file and to create files beside it: grant it that, or choose another folder.",
        inner);

    public static JobStoreException TurnedReadOnly(string path, Exception inner) => new(
        JobStoreFault.ReadOnly,
        $"The volume of the job store '{path}' has turned read-only, as one does when its disk fails ({inner.Message}). Nothing more is written. Check the volume, make it writable, and start this host again; acknowledged work is recovered.",
        inner);

    public static JobStoreException Foreign(string path) => NotAStore(path, "it is a SQLite database of another program");

    public static JobStoreException NotAStore(string path, string what, Exception? inner = null) => new(
        JobStoreFault.Foreign,
        $"'{path}' is not a store of Jobs: {what}. Nothing was changed. Give the path that a host gives to UseSqlite; the host makes the file when it is not there.",
        inner);

    public static JobStoreException Newer(string path, int found, int known) => new(
        JobStoreFault.Newer,
        $"The job store '{path}' was written by a newer version of Jobs: its schema is {found}, this one knows {known}. Use that version or a later one; an older one never writes a newer file.");

    public static JobStoreException Older(string path, int found, int known) => new(
        JobStoreFault.Older,
        $"The job store '{path}' was written by an older version of Jobs: its schema is {found}, this one's is {known}. A client does not change it, because a host of that version could then not open it any more. Start a host of this version once, which brings it up, or use a client of that version.");

    public static JobStoreException Corrupt(string path, string finding, Exception? inner = null) => new(
        JobStoreFault.Corrupt,
        $"The job store '{path}' is damaged: {finding}. Nothing more is written. Move the file and its -wal and -shm aside and restore a backup, or recover what is left with the sqlite3 command '.recover'.",
        inner);

    public static JobStoreException Full(string path, Exception? inner = null) => new(
        JobStoreFault.Full,
        $"No room is left for the job store '{path}'. Make room on its volume: twice the store's reserve, 8 MiB unless it was set otherwise. What was acknowledged is kept, nothing new is taken in meanwhile, and work goes on by itself.",
        inner);

    public static JobStoreException FullAtStart(string path, Exception? inner = null) => new(
        JobStoreFault.Full,
        $"No room is left for the job store '{path}', and it needs some to open. Make room on its volume and start this host again; what was acknowledged is kept.",
        inner);

    public static JobStoreException Unsupported(string path, string cause) => new(
        JobStoreFault.Unsupported,
        $"The job store '{path}' cannot be owned safely: {cause}.");

    public static JobStoreException Io(string path, Exception inner) => new(
        JobStoreFault.Io,
        $"The job store '{path}' failed: {inner.Message}. Nothing more is written, because what a failed write left behind is unknown. Check the volume, then start this host again; acknowledged work is recovered.",
        inner);

    public static JobStoreException OutOfMemory(string path, Exception inner) => new(
        JobStoreFault.OutOfMemory,
        $"There was no memory left for the job store '{path}'. Nothing more is written, because what was under way may be half done. Give this process more memory, or lower MaxRunningJobs and the slots of its pools, and start this host again; acknowledged work is recovered.",
        inner);

    /// <summary>Nothing fails by it before the volume is full.</summary>
    public static string NoReserve(string path, int bytes) =>
        $"The volume of the job store '{path}' has too little room for the reserve of {Math.Max(1, bytes / (1024 * 1024))} MiB that is held back beside it, so that running work could record its outcomes on a full volume. Make room for twice as much; it is then made by itself.";

    /// <summary>Nothing fails by it; the volume fills.</summary>
    public static string WalPinned(string path, int pages, int pagesMax) =>
        $"The write-ahead log '{path}-wal' holds {MiB(pages)} MiB, more than the {MiB(pagesMax)} MiB that it should: a program keeps a read of the store open, such as a database tool, a backup or a dashboard ('lsof {path}-shm' lists them). Close it or end its transaction; the log is then emptied by itself.";

    private static string UserText(string? user) => user is null ? "another user" : $"user '{user}'";

    private static string Sudo(string? user) => user is null ? "" : $": sudo -u {user} …";

    private static string OwnUser(string path) => UnixUser.OtherOwnerOf(path) is { } user ? $"It belongs to {UserText(user)}: run this as that user{Sudo(user)}. " : "";

    private static long MiB(int pages) => pages * 4096L / (1024 * 1024);

    /// <summary>An error of SQLite, as what it means for the store.</summary>
    public static JobStoreException Of(string path, SqliteFailure failure) => failure.Kind switch
    {
        SqliteErrorKind.Busy => Locked(path, failure),
        SqliteErrorKind.Full => Full(path, failure),
        SqliteErrorKind.Corrupt => Corrupt(path, failure.Message, failure),
        SqliteErrorKind.NotADatabase => Corrupt(path, "it is no SQLite database any more", failure),
        SqliteErrorKind.ReadOnly => ReadOnly(path, failure),
        SqliteErrorKind.CannotOpen when !Directory.Exists(Path.GetDirectoryName(path)) => Missing(path, failure),
        SqliteErrorKind.CannotOpen => ReadOnly(path, failure),
        SqliteErrorKind.NoMemory => OutOfMemory(path, failure),
        _ => StoreVolume.HasTurnedReadOnly(path) ? TurnedReadOnly(path, failure) : Io(path, failure),
    };

    /// <summary>An error of SQLite, as what it means to who only reads.</summary>
    public static JobStoreException OfReading(string path, SqliteFailure failure) =>
        failure.Kind is SqliteErrorKind.CannotOpen or SqliteErrorKind.ReadOnly && Directory.Exists(Path.GetDirectoryName(path)) ? Unreadable(path, failure) : Of(path, failure);

    /// <summary>An error of SQLite, as what it means for a commit.</summary>
    public static StoreCommitException OfCommit(string path, SqliteFailure failure)
    {
        var fault = Of(path, failure);
        var kind = failure.Kind switch
        {
            SqliteErrorKind.Busy => CommitFailure.Busy,
            SqliteErrorKind.Full => CommitFailure.Full,
            _ => CommitFailure.Broken,
        };
        return new StoreCommitException(kind, fault.Message, fault);
    }

    /// <summary>The loss of ownership, as what it means for a commit.</summary>
    public static StoreCommitException OwnerLost(string path, string cause)
    {
        var fault = OwnershipLost(path, cause);
        return new StoreCommitException(CommitFailure.OwnerLost, fault.Message, fault);
    }
}
