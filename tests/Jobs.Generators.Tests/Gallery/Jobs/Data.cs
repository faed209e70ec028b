namespace Gallery.Data;

public enum ColumnKind { Text, Number, Date }

public sealed record Column(string Name, ColumnKind Kind)
{
#if GEN2
    public int? Width { get; init; }
#endif
}

public sealed class Failure
{
    public long Row { get; init; }
    public string? Text { get; init; }
}

[Job("csv-import")]
public sealed partial class CsvImportJob
{
    public required string Path { get; init; }
    public char Separator { get; init; } = ',';
    public required IReadOnlyList<Column> Columns { get; init; }
    private readonly JournaledList<Failure> _failures = [];
#if GEN2
    [FormerlyNamed("row")] private long _line;
#else
    private int _row;
#endif

    private async Task<int> RunAsync(Context ctx)
    {
        int[] chunks = [1, 2, 3];
        await foreach (var chunk in ctx.TaskDispatcher.Insert.Many(chunks, c => new(Path, c), c => $"chunk {c}"))
        {
            if (chunk.IsFaulted) _failures.Add(new Failure { Row = chunk.Index, Text = chunk.Error.Message });
            await ctx.CheckpointIfDueAsync();
        }

        return _failures.Count;
    }

    [JobTask("insert")]
    private static Task<int> Insert(string path, int chunk, CancellationToken ct) => Task.FromResult(chunk);
}

[Job("table-export")]
public sealed partial class TableExportJob
{
    public required string Table { get; init; }
    public long? FromId { get; init; }
    private long _lastId = -1;
    private int _parts;

    private async Task RunAsync(Context ctx)
    {
        _lastId++;
        _parts++;
        await ctx.CheckpointAsync();
    }
}

[Job("schema-migration")]
public sealed partial class SchemaMigrationJob
{
    public required Version To { get; init; }
    private readonly List<string> _done = [];
#if GEN3
    private Phase _phase = Phase.Planning;
#else
    private Phase _phase;
#endif

    private Task RunAsync(Context ctx) => ctx.CheckpointAsync().AsTask();

    public enum Phase : short
    {
        Planning = 1,
        Copying = 10,
#if GEN2
        Verifying = 15,
#endif
        Switching = 20,
    }
}

[Job("reindex")]
public sealed partial class ReindexJob
{
    public required string Index { get; init; }
    private readonly Dictionary<int, Guid> _segments = [];
    private Half _fill;
#if !GEN2
    private short _tries;
#endif

    private Task RunAsync(Context ctx) => ctx.CheckpointAsync().AsTask();
}

[Job("dedupe-customers")]
public sealed partial class DedupeCustomersJob
{
    public double Likeness { get; init; } = 0.9;
    private readonly List<(long Kept, long Dropped)> _merged = [];
    private readonly HashSet<long> _reviewed = [];

    private Task RunAsync(Context ctx) => ctx.CheckpointAsync().AsTask();
}

[Job("cube-build")]
public sealed partial class CubeBuildJob
{
    public required Dictionary<string, string[]> Dimensions { get; init; }
    private long[,] _cells = new long[0, 0];
    private double[][] _margins = [];

    private Task RunAsync(Context ctx) => ctx.CheckpointAsync().AsTask();
}

[Job("change-feed")]
public sealed partial class ChangeFeedJob
{
    public required string Slot { get; init; }
    private UInt128 _position;
    private readonly LinkedList<Change> _pending = new();

    private Task RunAsync(Context ctx) => ctx.CheckpointAsync().AsTask();

    private sealed record Change(string Table, string Key, string? Before, string? After)
    {
#if GEN3
        public DateTimeOffset At { get; init; }
#endif
    }
}

[Job("anonymize")]
public sealed partial class AnonymizeJob
{
    public required ImmutableSortedSet<string> Columns { get; init; }
#if GEN2
    [FormerlyNamed("Salt")] public Guid Seed { get; init; }
#else
    public Guid Salt { get; init; }
#endif
    private long _rows;

    private Task RunAsync(Context ctx) => ctx.CheckpointAsync().AsTask();
}

[Job("stats-refresh")]
public sealed partial class StatsRefreshJob
{
    public required string Schema { get; init; }
    private readonly SortedDictionary<string, Stats> _tables = [];

    private Task RunAsync(Context ctx) => ctx.CheckpointAsync().AsTask();

    public readonly record struct Stats(long Rows, double Average, double Deviation);
}

[Job("partition-drop")]
public sealed partial class PartitionDropJob
{
    public required DateOnly Before { get; init; }
    private readonly Queue<DateOnly> _left = new();
    private DateOnly? _current;
#if GEN2
    private TimeSpan _took;
#endif

    private Task RunAsync(Context ctx) => ctx.CheckpointAsync().AsTask();
}
