namespace Gallery.Mail;

public enum Cadence { Daily, Weekly, Monthly }

public sealed record Headline(string Subject, string From, DateTimeOffset At)
{
#if GEN2
    public bool IsUrgent { get; init; }
#endif
}

public readonly record struct Bounce(string Address, int Code, string? Reason);

[Job("mail-digest")]
public sealed partial class MailDigestJob
{
    public required string Address { get; init; }
    public Cadence Cadence { get; init; }
    private readonly List<Headline> _headlines = [];
#if GEN2
    [FormerlyNamed("sent")] private int _delivered;
#else
    private int _sent;
#endif

    private async Task<int> RunAsync(Context ctx)
    {
        await foreach (var headline in ctx.TaskDispatcher.Summarize.Many(_headlines, h => new(h)))
        {
#if GEN2
            _delivered += headline.IsFaulted ? 0 : 1;
#else
            _sent += headline.IsFaulted ? 0 : 1;
#endif
            await ctx.CheckpointIfDueAsync();
        }

        return _headlines.Count;
    }

    [JobTask("summarize")]
    private static string Summarize(Headline headline) => headline.Subject;
}

[Job("newsletter")]
public sealed partial class NewsletterJob
{
    public required Guid Issue { get; init; }
#if GEN3
    public required ImmutableArray<string> Recipients { get; init; }
#else
    public required List<string> Recipients { get; init; }
#endif
    private readonly JournaledList<Bounce> _bounces = [];
    private int _next;
#if GEN2
    private TimeSpan? _pauseBetween;
#endif

    private async Task RunAsync(Context ctx)
    {
        _next++;
        await ctx.CheckpointAsync();
    }
}

#if GEN2
[Job("mailbox-import"), FormerlyNamed("mbox-import")]
#else
[Job("mbox-import")]
#endif
public sealed partial class MailboxImportJob
{
    public required string Path { get; init; }
#if GEN3
    private long _offset;
#else
    private int _offset;
#endif
    private int _messages;
    private readonly Dictionary<string, int> _perFolder = [];

    private Task RunAsync(Context ctx) => ctx.CheckpointAsync().AsTask();
}

[Job("mail-merge")]
public sealed partial class MailMergeJob
{
    public required string Template { get; init; }
    public required Dictionary<string, string> Fields { get; init; }
#if GEN2
    public CultureName Culture { get; init; } = new("en-GB");
#endif
    private (int Done, int Skipped) _counts;
    private string? _lastError;

    private async Task RunAsync(Context ctx)
    {
        _counts.Done++;
        _lastError = null;
        await ctx.CheckpointAsync();
    }
}

#if GEN2
public readonly record struct CultureName(string Value);
#endif

[Job("unsubscribe-sweep")]
public sealed partial class UnsubscribeSweepJob
{
    public DateTime Before { get; init; }
#if !GEN3
    private int _scanned; // Nobody asked for it.
#endif
    private readonly HashSet<string> _gone = [];

    private async Task<int> RunAsync(Context ctx)
    {
        _gone.Add("nobody");
        await ctx.CheckpointAsync();
        return _gone.Count;
    }
}

[Job("spam-training")]
public sealed partial class SpamTrainingJob
{
    public int Epochs { get; init; } = 3;
#if GEN2
    private double[] _weights = [];
#else
    private float[] _weights = [];
#endif
    private double? _loss;
    private Half _rate = (Half)0.5;

    private async Task<double?> RunAsync(Context ctx)
    {
        for (; ; _loss = 0) await ctx.CheckpointAsync();
    }
}

[Job("attachment-scan")]
public sealed partial class AttachmentScanJob
{
    public required byte[] Key { get; init; }
    public required Uri Source { get; init; }
    private readonly SortedDictionary<string, Verdict> _verdicts = [];

    private Task RunAsync(Context ctx) => ctx.CheckpointAsync().AsTask();

    public enum Verdict
    {
        Unknown,
        Clean,
        Infected,
#if GEN2
        Suspicious,
#endif
    }
}

[Job("mail-relay")]
public sealed partial class MailRelayJob
{
    public required Queue<string> Outbox { get; init; }
    private readonly Stack<string> _undo = new();
#if GEN2
    [FormerlyNamed("tries")] private readonly Dictionary<string, long> _attempts = [];
#else
    private readonly Dictionary<string, int> _tries = [];
#endif

    private async Task RunAsync(Context ctx)
    {
        _undo.Push("x");
        await ctx.CheckpointAsync();
    }
}

[Job("signature-update")]
public sealed partial class SignatureUpdateJob
{
    public required string Domain { get; init; }
    public Version Release { get; init; } = new(1, 0);
    private DateOnly _since;
    private TimeOnly _at;
#if GEN2
    private DateTimeOffset? _confirmed;
#endif

    private Task RunAsync(Context ctx) => Task.CompletedTask;
}

[Job("mail-archive")]
public sealed partial class MailArchiveJob
{
    public required string Account { get; init; }
#if GEN3
    [FormerlyNamed("Years"), FormerlyNamed("KeepYears")] public int Keep { get; init; } = 7;
#elif GEN2
    [FormerlyNamed("Years")] public int KeepYears { get; init; } = 7;
#else
    public int Years { get; init; } = 7;
#endif
    private readonly JournaledSet<Guid> _archived = [];

    private async Task RunAsync(Context ctx)
    {
        _archived.Add(Guid.Empty);
        await ctx.CheckpointAsync();
    }
}
