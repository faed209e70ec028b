namespace Jobs.Store;

/// <summary>What a failure of a file says of the store's volume.</summary>
internal static class StoreVolume
{
    // What .NET gives as the code of an IOException: the system's own number, and on Windows one made of it.
    private const int NoRoomUnix = 28; // ENOSPC
    private const int ReadOnlyUnix = 30; // EROFS
    private const int NoRoomWindows = unchecked((int)0x80070070); // ERROR_DISK_FULL
    private const int WriteProtectedWindows = unchecked((int)0x80070013); // ERROR_WRITE_PROTECT

    /// <summary>Whether the volume has no room.</summary>
    public static bool IsFull(Exception failure) => failure is IOException { HResult: NoRoomUnix or NoRoomWindows };

    /// <summary>Whether the volume, or the file, may not be written.</summary>
    public static bool IsReadOnly(Exception failure) =>
        failure is UnauthorizedAccessException or IOException { HResult: ReadOnlyUnix or WriteProtectedWindows };

    /// <summary>
    /// Whether the volume of a store that was being written has turned read-only, as one does after errors of its disk. SQLite
    /// has one code for this and for every other failed write, so it is asked by opening a file that was written before.
    /// </summary>
    public static bool HasTurnedReadOnly(string store)
    {
        try
        {
            using var file = new FileStream(OwnerCard.PathOf(store), FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            return false;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return IsReadOnly(failure);
        }
    }
}
