namespace Gallery.Web;

public sealed record Page(Uri Address, int Status, string? Title)
{
    public ImmutableArray<Uri> Links { get; init; } = [];
#if GEN2
    public DateTimeOffset? Expires { get; init; }
#endif
}

[Job("crawler")]
public sealed partial class CrawlerJob
{
    public required Uri Start { get; init; }
    public int Depth { get; init; } = 3;
    private readonly JournaledSet<string> _seen = [];
    private readonly Queue<string> _frontier = new();

    private async Task<int> RunAsync(Context ctx)
    {
        string[] level = [Start.OriginalString];
        await foreach (var page in ctx.TaskDispatcher.Fetch.Many(level, a => new(a)))
        {
            _seen.Add(level[page.Index]);
            if (!page.IsFaulted) _frontier.Enqueue(page.Result.Address.OriginalString);
            await ctx.CheckpointIfDueAsync();
        }

        return _seen.Count;
    }

    [JobTask("fetch", Pool = "io", TimeoutSeconds = 30)]
    private static Task<Page> Fetch(string address, CancellationToken ct) => Task.FromResult(new Page(new(address), 200, null));
}

[Job("sitemap")]
public sealed partial class SitemapJob
{
    public required Uri Site { get; init; }
    private readonly SortedSet<string> _pages = [];
    private DateTimeOffset? _last;

    private Task RunAsync(Context ctx) => ctx.CheckpointAsync().AsTask();
}

[Job("link-check")]
public sealed partial class LinkCheckJob
{
    public required List<Uri> Links { get; init; }
#if GEN2
    [FormerlyNamed("dead")] private readonly Dictionary<string, int> _broken = [];
#else
    private readonly Dictionary<string, int> _dead = [];
#endif
    private int _next;

    private Task RunAsync(Context ctx) => ctx.CheckpointAsync().AsTask();
}

[Job("price-watch")]
public sealed partial class PriceWatchJob
{
    public required ImmutableDictionary<string, decimal> Limits { get; init; }
    private readonly Dictionary<string, List<(DateTimeOffset At, decimal Price)>> _history = [];

    private Task RunAsync(Context ctx) => ctx.CheckpointAsync().AsTask();
}

[Job("webhook-delivery")]
public sealed partial class WebhookDeliveryJob
{
    public required Uri Endpoint { get; init; }
    public required string Body { get; init; }
    public Dictionary<string, string>? Headers { get; init; }
    private readonly List<Attempt> _attempts = [];

    private Task RunAsync(Context ctx) => ctx.CheckpointAsync().AsTask();

    private readonly record struct Attempt(DateTimeOffset At, int? Status, string? Error);
}

[Job("feed-poll")]
public sealed partial class FeedPollJob
{
    public required Uri Feed { get; init; }
    private string? _etag;
#if GEN3
    private ImmutableSortedSet<string> _known = [];
#else
    private SortedSet<string> _known = [];
#endif

    private Task RunAsync(Context ctx) => ctx.CheckpointAsync().AsTask();
}

[Job("screenshot")]
public sealed partial class ScreenshotJob
{
    public required Uri Address { get; init; }
    public (int Width, int Height) Window { get; init; } = (1280, 800);
#if GEN2
    public bool IsDark { get; init; }
#endif
    private byte[]? _png;

    private Task RunAsync(Context ctx) => ctx.CheckpointAsync().AsTask();
}

[Job("cache-warm")]
public sealed partial class CacheWarmJob
{
    public required string[] Paths { get; init; }
    private bool[] _done = [];
    private BitSize _size;

    private Task RunAsync(Context ctx) => ctx.CheckpointAsync().AsTask();

    public readonly record struct BitSize(ulong Bits)
    {
        public ulong Bytes => Bits / 8;
    }
}

[Job("robots-audit")]
public sealed partial class RobotsAuditJob
{
    public required HashSet<string> Hosts { get; init; }
    private readonly Dictionary<string, Rule[]> _rules = [];
#if !GEN2
    private int _agents;
#endif

    private Task RunAsync(Context ctx) => ctx.CheckpointAsync().AsTask();

    public sealed record Rule(string Path, bool Allows);
}

[Job("ab-report")]
public sealed partial class AbReportJob
{
    public required string Experiment { get; init; }
    private Arm _a = new();
    private Arm _b = new();

    private Task RunAsync(Context ctx) => ctx.CheckpointAsync().AsTask();

    public sealed class Arm
    {
        public long Views { get; set; }
        public long Hits { get; set; }
#if GEN2
        public double Rate { get; set; } = double.NaN;
#endif
    }
}
