#nullable enable
using Jobs;

namespace Converted;

public interface IWeb
{
    Task<string[]> LinksAsync(string page, CancellationToken cancellationToken = default);
}

/// <summary>Follows links from a page, each once, and passes over what cannot be read.</summary>
[Job("crawler")]
public sealed partial class Crawler
{
    [JobIgnore]
    private IWeb _web = null!;
    private readonly HashSet<string> _seen = new();
    private readonly List<string> _open = new();

    public required string Start { get; init; }

    private async Task<int> RunAsync(Context ctx, IWeb web)
    {
        _web = web;
        _open.Add(Start);
        while (_open.Count > 0)
        {
            var page = _open[_open.Count - 1];
            _open.RemoveAt(_open.Count - 1);
            if (!_seen.Add(page)) continue;
            try
            {
                _open.AddRange(await _web.LinksAsync(page, ctx.CancellationToken));
            }
            catch (Exception e)
            {
                Console.WriteLine($"{page}: {e.Message}");
            }

            await ctx.CheckpointIfDueAsync();
        }

        return _seen.Count;
    }
}