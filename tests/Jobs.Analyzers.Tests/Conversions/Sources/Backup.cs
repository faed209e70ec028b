#nullable enable
using Jobs;

namespace Converted;

public interface IDisk
{
    long Copy(string file, string target);
}

/// <summary>Copies files to another place.</summary>
[Job("backup")]
public sealed class Backup
{
    private readonly IDisk _disk;
    private long _bytes;

    public Backup(IDisk disk)
    {
        _disk = disk;
    }

    public async Task<long> CopyAllAsync(string[] files, string target)
    {
        foreach (var file in files)
        {
            _bytes += await Task.Run(() => _disk.Copy(file, target));
        }

        return _bytes;
    }
}
