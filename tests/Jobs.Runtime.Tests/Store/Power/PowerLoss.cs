namespace Jobs.Runtime.Tests.Store.Power;

/// <summary>
/// A disk that loses power. Of each file it has everything up to the last sync, and of what was written later nothing, all,
/// or any part: whole writes, or sectors of 512 bytes, with garbage where a file had grown. A name that was made or taken
/// away since the last sync of the folder is there or not.
/// </summary>
internal sealed class PowerLoss(IReadOnlyList<DiskEvent> events)
{
    private const int SectorBytes = 512;

    private readonly Dictionary<int, DiskFile> _files = [];
    private readonly Dictionary<string, DiskFile> _names = [];
    private Dictionary<string, DiskFile> _namesOnDisk = [];
    private int _at;

    /// <summary>The highest number that the test was told.</summary>
    public long Told { get; private set; } = -1;

    /// <summary>Goes on to a later moment: so many events have happened.</summary>
    public void AdvanceTo(int moment)
    {
        for (; _at < moment; _at++) Apply(events[_at]);
    }

    /// <summary>Writes what the disk has at this moment into a folder.</summary>
    public void WriteTo(string folder, Random random)
    {
        foreach (var name in _names.Keys.Union(_namesOnDisk.Keys).Order(StringComparer.Ordinal).ToList())
        {
            var file = (random.Next(2) == 0 ? _names : _namesOnDisk).GetValueOrDefault(name);
            if (file is not null) File.WriteAllBytes(Path.Combine(folder, name), Content(file, random));
        }
    }

    private void Apply(DiskEvent what)
    {
        switch (what.Kind)
        {
            case DiskEventKind.Created:
                _names[what.Name] = _files[what.File] = new DiskFile();
                break;
            case DiskEventKind.Deleted:
                _names.Remove(what.Name);
                break;
            case DiskEventKind.FolderSynced:
                _namesOnDisk = new Dictionary<string, DiskFile>(_names);
                break;
            case DiskEventKind.Written or DiskEventKind.Truncated:
                _files[what.File].Later.Add(what);
                break;
            case DiskEventKind.Synced:
                var file = _files[what.File];
                foreach (var later in file.Later) file.OnDisk = Change(file.OnDisk, later, static (_, _) => true);
                file.Later.Clear();
                break;
            case DiskEventKind.Told:
                Told = what.Offset;
                break;
        }
    }

    private static byte[] Content(DiskFile file, Random random)
    {
        var way = random.Next(5);
        var content = (byte[])file.OnDisk.Clone();
        if (way == 0) return content;
        var firsts = random.Next(file.Later.Count + 1);
        for (var i = 0; i < file.Later.Count; i++)
        {
            var (write, isFirst) = (file.Later[i], i < firsts);
            if ((way == 2 && !isFirst) || (way == 3 && random.Next(2) == 0)) continue;
            content = Change(content, write, (grown, sector) => way != 4 || random.Next(3) != 0 ? true : grown && random.Next(2) == 0 ? null : false);
        }

        return content;
    }

    // What a sector comes to: written, left as it was, or garbage.
    private static byte[] Change(byte[] content, DiskEvent what, Func<bool, long, bool?> sectorIsWritten)
    {
        if (what.Kind == DiskEventKind.Truncated)
        {
            if (sectorIsWritten(false, 0) != false) Array.Resize(ref content, (int)what.Offset);
            return content;
        }

        var bytes = what.Bytes!;
        var before = content.Length;
        for (var from = 0; from < bytes.Length;)
        {
            var at = what.Offset + from;
            var count = Math.Min(bytes.Length - from, SectorBytes - (int)(at % SectorBytes));
            var isWritten = sectorIsWritten(at >= before, at);
            if (isWritten != false)
            {
                if (content.Length < at + count) Array.Resize(ref content, (int)(at + count));
                var target = content.AsSpan((int)at, count);
                if (isWritten == true) bytes.AsSpan(from, count).CopyTo(target);
                else target.Fill(0xA5);
            }

            from += count;
        }

        return content;
    }

    private sealed class DiskFile
    {
        public byte[] OnDisk { get; set; } = [];

        public List<DiskEvent> Later { get; } = [];
    }
}
