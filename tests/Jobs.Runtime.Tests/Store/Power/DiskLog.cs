namespace Jobs.Runtime.Tests.Store.Power;

/// <summary>Everything that SQLite asked of the disk for the files of one folder, in order. Any thread.</summary>
internal sealed class DiskLog
{
    private readonly Lock _gate = new();
    private readonly List<DiskEvent> _events = [];
    private readonly Dictionary<string, int> _files = [];
    private int _made;

    public IReadOnlyList<DiskEvent> Events => _events;

    /// <summary>Notes what the test was told at this moment.</summary>
    public void Tell(int number)
    {
        lock (_gate) _events.Add(new DiskEvent(DiskEventKind.Told, Offset: number));
    }

    public int Open(string name)
    {
        lock (_gate)
        {
            if (_files.TryGetValue(name, out var file)) return file;
            file = ++_made;
            _files.Add(name, file);
            _events.Add(new DiskEvent(DiskEventKind.Created, file, name));
            return file;
        }
    }

    public void Write(int file, long offset, ReadOnlySpan<byte> bytes)
    {
        var copy = bytes.ToArray();
        lock (_gate) _events.Add(new DiskEvent(DiskEventKind.Written, file, Offset: offset, Bytes: copy));
    }

    public void Truncate(int file, long length)
    {
        lock (_gate) _events.Add(new DiskEvent(DiskEventKind.Truncated, file, Offset: length));
    }

    public void Sync(int file, bool withFolder)
    {
        lock (_gate)
        {
            _events.Add(new DiskEvent(DiskEventKind.Synced, file));
            if (withFolder) _events.Add(new DiskEvent(DiskEventKind.FolderSynced));
        }
    }

    public void Delete(string name, bool withFolder)
    {
        lock (_gate)
        {
            if (_files.Remove(name, out var file)) _events.Add(new DiskEvent(DiskEventKind.Deleted, file, name));
            if (withFolder) _events.Add(new DiskEvent(DiskEventKind.FolderSynced));
        }
    }
}
