namespace Jobs.Store;

/// <summary>
/// Room held back on the store's volume: a file beside it, deleted when the volume is full, so that running work can record
/// its outcomes, and made again when there is room. Nothing is in it, and nobody needs it but the store while it runs.
/// </summary>
/// <remarks>The writer's alone. The file's own length says whether it is whole: a process may have died while it made it.</remarks>
internal sealed class StoreReserve(string store, int bytes, Func<long>? freeBytes = null)
{
    private const int ChunkBytes = 64 * 1024;

    private readonly string _path = PathOf(store);

    /// <summary>The file of a store's reserve.</summary>
    public static string PathOf(string store) => store + "-reserve";

    /// <summary>Whether the room is held back now, or none is to be.</summary>
    public bool IsWhole => bytes == 0 || (new FileInfo(_path) is { Exists: true } file && file.Length >= bytes);

    /// <summary>Whether the room was given up, and is not held back again yet: what it gave is for recording outcomes alone.</summary>
    public bool IsGivenUp { get; private set; }

    /// <summary>Gives the room up. True when there was some.</summary>
    public bool Release()
    {
        if (!TryDelete()) return false;
        IsGivenUp = true;
        return true;
    }

    /// <summary>
    /// Holds the room back, if the volume has it twice over: with no more than the reserve itself, the first commit afterwards
    /// would find the volume full again.
    /// </summary>
    /// <returns>Whether it is held back now.</returns>
    public bool TryRestore()
    {
        if (!TryMakeWhole()) return false;
        IsGivenUp = false;
        return true;
    }

    private bool TryMakeWhole()
    {
        if (IsWhole) return true;
        if (FreeBytes() is { } free && free < 2L * bytes) return false; // Not tried: others on the volume would find it full meanwhile.
        try
        {
            Fill();
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            TryDelete(); // A part of it is room taken for nothing.
            return false;
        }
    }

    private bool TryDelete()
    {
        try
        {
            if (!File.Exists(_path)) return false;
            File.Delete(_path);
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    // Written, not merely sized, and with bytes that no file system can leave out or compress.
    private void Fill()
    {
        using var file = new FileStream(_path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var chunk = new byte[ChunkBytes];
        for (var left = bytes; left > 0; left -= chunk.Length)
        {
            if (left < chunk.Length) chunk = new byte[left];
            Random.Shared.NextBytes(chunk);
            file.Write(chunk);
        }
    }

    private long? FreeBytes()
    {
        if (freeBytes is not null) return freeBytes();
        try
        {
            return new DriveInfo(Path.GetDirectoryName(_path)!).AvailableFreeSpace;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null; // A volume that does not tell: trying tells.
        }
    }
}
