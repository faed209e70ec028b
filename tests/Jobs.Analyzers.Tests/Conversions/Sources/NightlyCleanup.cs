#nullable enable
using Jobs;

namespace Converted;

public interface IFolders
{
    string[] List(string folder);

    void Delete(string path);
}

/// <summary>Deletes what is in a folder.</summary>
[Job("nightly-cleanup")]
public sealed class NightlyCleanup
{
    private readonly IFolders _folders;
    private int _deleted;

    public NightlyCleanup(IFolders folders)
    {
        _folders = folders;
    }

    public int Clean(string folder)
    {
        foreach (var path in _folders.List(folder))
        {
            _folders.Delete(path);
            _deleted++;
        }

        return _deleted;
    }
}
