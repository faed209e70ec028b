#nullable enable
using Jobs;

namespace Converted;

public interface IDisk
{
    long Copy(string file, string target);
}

/// <summary>Copies files to another place.</summary>
[Job("backup")]
public sealed partial class Backup
{
    [JobIgnore]
    private IDisk _disk = null!;
    private long _bytes;

    public required string[] Files { get; init; }
    public required string Target { get; init; }

    [JobTask]
    private static long Copy(string file, string target, TaskContext task, IDisk disk) => disk.Copy(file, target);

    private async Task<long> RunAsync(Context ctx, IDisk disk)
    {
        _disk = disk;
        await foreach (var copied in ctx.TaskDispatcher.Copy.Many(Files, file => new(file, Target)))
        {
            _bytes += copied.Result;
            await ctx.CheckpointIfDueAsync();
        }

        return _bytes;
    }
}