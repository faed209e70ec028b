namespace Gallery.Files;

public sealed record Entry(string Path, long Bytes, DateTime Written)
{
#if GEN2
    public string? Target { get; init; }
#endif
}

public sealed class Tree
{
    public string Name { get; set; } = "";
    public List<Tree> Children { get; set; } = [];
#if GEN3
    public bool IsHidden { get; set; }
#endif
}

[Job("backup")]
public sealed partial class BackupJob
{
    public required string Root { get; init; }
    public required string Target { get; init; }
    private readonly JournaledDictionary<string, long> _stored = [];
    private long _bytes;

    private async Task<long> RunAsync(Context ctx)
    {
        string[] files = [Root];
        await foreach (var copy in ctx.TaskDispatcher.Copy.Many(files, f => new(f, Target)))
        {
            if (!copy.IsFaulted) _bytes += copy.Result;
            _stored[files[copy.Index]] = _bytes;
            await ctx.CheckpointIfDueAsync();
        }

        return _bytes;
    }

    [JobTask("copy", Version = 2, MaxAttempts = 4)]
    private static Task<long> Copy(string file, string target, CancellationToken ct) => Task.FromResult(1L);
}

[Job("nightly-cleanup")]
public sealed partial class NightlyCleanupJob
{
    public TimeSpan OlderThan { get; init; } = TimeSpan.FromDays(30);
#if GEN2
    public ImmutableArray<string> Spare { get; init; } = [];
#endif
    private int _deleted;
    private readonly List<string> _denied = [];

    private Task<int> RunAsync(Context ctx) => Task.FromResult(_deleted + _denied.Count);
}

[Job("folder-sync")]
public sealed partial class FolderSyncJob
{
    public required string Left { get; init; }
    public required string Right { get; init; }
#if GEN2
    [FormerlyNamed("Mode")] public SyncDirection Direction { get; init; }
#else
    public SyncDirection Mode { get; init; }
#endif
    private readonly Dictionary<string, Entry> _seen = [];

    private Task RunAsync(Context ctx) => ctx.CheckpointAsync().AsTask();

    public enum SyncDirection { Both, ToRight, ToLeft }
}

[Job("checksum")]
public sealed partial class ChecksumJob
{
    public required List<Entry> Files { get; init; }
    private readonly Dictionary<string, byte[]> _sums = [];
    private Int128 _total;

    private Task RunAsync(Context ctx) => ctx.CheckpointAsync().AsTask();
}

[Job("disk-usage")]
public sealed partial class DiskUsageJob
{
    public required string Drive { get; init; }
    private Tree _tree = new();
    private readonly Stack<string> _path = new();

    private async Task<Tree> RunAsync(Context ctx)
    {
        _tree = new Tree { Name = Drive };
        _path.Push(Drive);
        await ctx.CheckpointAsync();
        return _tree;
    }
}

[Job("archive-pack")]
public sealed partial class ArchivePackJob
{
    public required IReadOnlyCollection<string> Files { get; init; }
    public int Level { get; init; } = 5;
#if GEN3
    private ulong _written;
#else
    private uint _written;
#endif

    private Task RunAsync(Context ctx) => ctx.CheckpointAsync().AsTask();
}

[Job("file-watch-replay")]
public sealed partial class FileWatchReplayJob
{
    public DateTimeOffset From { get; init; }
    private readonly List<Change> _changes = [];

    private Task RunAsync(Context ctx) => ctx.CheckpointAsync().AsTask();

    public readonly record struct Change(string Path, ChangeKind Kind, long At);

    public enum ChangeKind : byte { Created, Changed, Deleted, [JobName("moved")] Renamed }
}

[Job("quota-mail")]
public sealed partial class QuotaMailJob
{
    public required IReadOnlyDictionary<string, long> Quotas { get; init; }
    private readonly SortedDictionary<string, double> _used = [];
#if GEN2
    private bool _isMuted;
#endif

    private Task RunAsync(Context ctx) => ctx.CheckpointAsync().AsTask();
}

[Job("secure-wipe")]
public sealed partial class SecureWipeJob
{
    public required string Device { get; init; }
    public byte Passes { get; init; } = 3;
    private byte _pass;
    private long _block;
#if !GEN2
    private string? _operator;
#endif

    private Task RunAsync(Context ctx) => ctx.CheckpointAsync().AsTask();
}

[Job("log-rotate")]
public sealed partial class LogRotateJob
{
    public required string Pattern { get; init; }
    private readonly ImmutableSortedDictionary<DateOnly, string> _kept = ImmutableSortedDictionary<DateOnly, string>.Empty;
    private ImmutableHashSet<int> _ids = [];

    private Task RunAsync(Context ctx) => ctx.CheckpointAsync().AsTask();
}
