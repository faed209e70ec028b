namespace Jobs.Store;

/// <summary>
/// The second lock of a store: held by its owner for as long as it writes anything outside of a transaction, such as a fold
/// of the WAL, its card or the reserve, and by whoever takes the store by force. Ownership is asked for with the pen in hand.
/// </summary>
/// <remarks>
/// A process may be stopped at any instruction, also between asking whether it owns the store and what it does because it does.
/// If that is in a transaction, SQLite's own lock shows it, and the transaction reads the epoch; for everything else there is
/// the pen. So a take-over that got both knows that the old owner is stopped at a place from where it asks first.
/// </remarks>
internal sealed class OwnerPen : IDisposable
{
    private readonly FileStream _file;

    private OwnerPen(FileStream file) => _file = file;

    /// <summary>Takes it; null while another process writes.</summary>
    /// <exception cref="JobStoreException">Its file can be neither opened nor made.</exception>
    public static OwnerPen? TryTake(string store) => LockFile.TryOpen(store, PathOf(store)) is { } file ? new OwnerPen(file) : null;

    /// <summary>Lays it down. The file stays, as a lock file must.</summary>
    public void Dispose() => _file.Dispose();

    private static string PathOf(string store) => store + ".owner.pen";
}
