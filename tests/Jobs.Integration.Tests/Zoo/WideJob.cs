namespace Jobs.Integration.Tests.Zoo;

/// <summary>Has a member of every kind, for readers of spoilt payloads.</summary>
[Job("wide")]
public sealed partial class WideJob
{
    private readonly JournaledList<string> _lines = [];
    private readonly JournaledDictionary<string, int> _counts = [];
    private readonly JournaledSet<long> _seen = [];
    private Dictionary<Guid, List<DateTimeOffset>> _map = [];
    private (int, string?)[]? _pairs;
    private decimal? _price;
    private double _ratio = double.NaN;
    private DayOfWeek _day;
    private TimeSpan _span;
    private byte[]? _bytes;
    private char _letter = 'x';
    private Part? _part;

    public required string Name { get; init; }

    public required int[] Numbers { get; init; }

    public Uri? Where { get; init; }

    private Task RunAsync(Context ctx)
    {
        _ = (_map, _pairs, _price, _ratio, _day, _span, _bytes, _letter, _part, _lines, _counts, _seen, Where);
        return Task.CompletedTask;
    }

    public static WideJob Make()
    {
        var job = new WideJob { Name = "näme \u0001", Numbers = [1, -2, int.MaxValue], Where = new Uri("https://example.org/x") };
        job._lines.Add("one");
        job._counts["two"] = 2;
        job._seen.Add(3);
        job._map[Guid.Empty] = [DateTimeOffset.UnixEpoch];
        job._pairs = [(1, "a"), (2, null)];
        (job._price, job._day, job._span, job._bytes) = (1.5m, DayOfWeek.Friday, TimeSpan.FromDays(1), [1, 2, 3]);
        job._part = new Part("inner", new Part("innermost", null));
        return job;
    }

    public sealed record Part(string Name, Part? Next);
}
