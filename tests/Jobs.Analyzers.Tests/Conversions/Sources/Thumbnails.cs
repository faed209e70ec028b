#nullable enable
using Jobs;

namespace Converted;

public interface IImages
{
    Task<long> ShrinkAsync(string picture, CancellationToken cancellationToken = default);
}

/// <summary>Makes a small picture of each, several at a time.</summary>
[Job("thumbnails")]
public sealed class Thumbnails
{
    private readonly IImages _images;
    private long _bytes;

    public Thumbnails(IImages images)
    {
        _images = images;
    }

    public required string[] Pictures { get; init; }

    public async Task<long> ShrinkAllAsync()
    {
        await Parallel.ForEachAsync(Pictures, async (picture, ct) => _bytes += await _images.ShrinkAsync(picture, ct));
        return _bytes;
    }
}
