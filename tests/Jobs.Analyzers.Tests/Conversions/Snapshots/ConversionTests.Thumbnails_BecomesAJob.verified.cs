#nullable enable
using Jobs;

namespace Converted;

public interface IImages
{
    Task<long> ShrinkAsync(string picture, CancellationToken cancellationToken = default);
}

/// <summary>Makes a small picture of each, several at a time.</summary>
[Job("thumbnails")]
public sealed partial class Thumbnails
{
    [JobIgnore]
    private IImages _images = null!;
    private long _bytes;

    public required string[] Pictures { get; init; }

    [JobTask]
    private static Task<long> Shrink(string picture, TaskContext task, IImages images) => images.ShrinkAsync(picture, task.CancellationToken);

    private async Task<long> RunAsync(Context ctx, IImages images)
    {
        _images = images;
        await foreach (var size in ctx.TaskDispatcher.Shrink.Many(Pictures)) { _bytes += size.Result; await ctx.CheckpointIfDueAsync(); }
        return _bytes;
    }
}