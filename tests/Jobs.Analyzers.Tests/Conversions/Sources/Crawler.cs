#nullable enable
using Jobs;

namespace Converted;

public interface IWeb
{
    Task<string[]> LinksAsync(string page, CancellationToken cancellationToken = default);
}

/// <summary>Follows links from a page, each once, and passes over what cannot be read.</summary>
[Job("crawler")]
public sealed class Crawler
{
    private readonly IWeb _web;
    private readonly HashSet<string> _seen = new();
    private readonly List<string> _open = new();

    public Crawler(IWeb web)
    {
        _web = web;
    }

    public async Task<int> CrawlAsync(string start)
    {
        _open.Add(start);
        while (_open.Count > 0)
        {
            var page = _open[_open.Count - 1];
            _open.RemoveAt(_open.Count - 1);
            if (!_seen.Add(page)) continue;
            try
            {
                _open.AddRange(await _web.LinksAsync(page));
            }
            catch (Exception e)
            {
                Console.WriteLine($"{page}: {e.Message}");
            }
        }

        return _seen.Count;
    }
}
