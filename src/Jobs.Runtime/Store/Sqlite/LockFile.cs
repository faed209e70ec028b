namespace Jobs.Store;

/// <summary>A file that is locked while it is open, and let go of by the system on any death.</summary>
internal static class LockFile
{
    /// <summary>Opens and locks one; null while another does.</summary>
    /// <param name="store">The store that it belongs to, for errors.</param>
    /// <param name="path">The file, made when it is not there.</param>
    /// <exception cref="JobStoreException">It can be neither opened nor made.</exception>
    public static FileStream? TryOpen(string store, string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
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
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
        catch (IOException failure)
        {
            throw StoreFaults.ReadOnly(store, failure);
        }
    }
}
