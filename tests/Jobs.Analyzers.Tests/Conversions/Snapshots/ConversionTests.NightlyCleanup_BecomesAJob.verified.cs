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
public sealed partial class NightlyCleanup
{
    [JobIgnore]
    private IFolders _folders = null!;
    private int _deleted;
    private string[]? _paths;

    public required string Folder { get; init; }

    private async Task<int> RunAsync(Context ctx, IFolders folders)
    {
        _folders = folders;
        _paths ??= _folders.List(Folder);
        foreach (var path in _paths.Skip(_deleted))
        {
            _folders.Delete(path);
            _deleted++;
            await ctx.CheckpointIfDueAsync();
        }

        return _deleted;
    }
}