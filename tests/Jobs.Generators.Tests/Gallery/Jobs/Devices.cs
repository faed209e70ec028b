namespace Gallery.Devices;

[Flags]
public enum Alarms : byte { None, Heat = 1, Smoke = 2, Water = 4 }

public readonly record struct Sample(long At, float Value);

public sealed class Device
{
    public required string Serial { get; init; }
    public Version? Firmware { get; set; }
    public Alarms Alarms { get; set; }
#if GEN2
    public Half Battery { get; set; } = (Half)1;
#endif
}

[Job("firmware-rollout")]
public sealed partial class FirmwareRolloutJob
{
    public required Version Release { get; init; }
    public required ImmutableArray<string> Serials { get; init; }
    private readonly JournaledList<string> _failed = [];
    private int _updated;

    private async Task<int> RunAsync(Context ctx)
    {
        await foreach (var update in ctx.TaskDispatcher.Update.Many(Serials, s => new(s, Release), options: new() { MaxParallel = 4 }))
        {
            if (update.IsFaulted) _failed.Add(Serials[update.Index]);
            else _updated++;
            await ctx.CheckpointIfDueAsync();
        }

        return _updated;
    }

    [JobTask("update", MaxAttempts = 5, RetryDelayMs = 1000)]
    private static Task Update(string serial, Version release, CancellationToken ct) => Task.CompletedTask;
}

[Job("meter-reading")]
public sealed partial class MeterReadingJob
{
    public required List<string> Meters { get; init; }
    private readonly Dictionary<string, decimal> _read = [];
#if GEN2
    private readonly List<string> _silent = [];
#endif

    private Task RunAsync(Context ctx) => ctx.CheckpointAsync().AsTask();
}

[Job("sensor-rollup")]
public sealed partial class SensorRollupJob
{
    public required TimeSpan Window { get; init; }
    private Sample[] _tail = [];
    private readonly SortedDictionary<DateTime, double> _means = [];

    private Task RunAsync(Context ctx) => ctx.CheckpointAsync().AsTask();
}

[Job("fleet-check")]
public sealed partial class FleetCheckJob
{
    public required IReadOnlyList<Device> Devices { get; init; }
    private readonly Dictionary<string, Alarms> _raised = [];

    private Task RunAsync(Context ctx) => ctx.CheckpointAsync().AsTask();
}

[Job("key-rotation")]
public sealed partial class KeyRotationJob
{
    public required Guid Key { get; init; }
    private byte[] _wrapped = [];
    private Int128 _serial;
#if GEN2
    [FormerlyNamed("rotated")] private DateTimeOffset _at;
#else
    private DateTimeOffset _rotated;
#endif

    private Task RunAsync(Context ctx) => ctx.CheckpointAsync().AsTask();
}

[Job("robot-path")]
public sealed partial class RobotPathJob
{
    public required char[][] Map { get; init; }
    private readonly LinkedList<(short X, short Y)> _path = new();
    private Rune _heading = new('N');

    private Task RunAsync(Context ctx) => ctx.CheckpointAsync().AsTask();
}

[Job("light-show")]
public sealed partial class LightShowJob
{
    public required Memory<byte> Pattern { get; init; }
    private readonly Queue<(TimeSpan At, byte[] Colours)> _cues = new();

    private Task RunAsync(Context ctx) => ctx.CheckpointAsync().AsTask();
}

[Job("irrigation")]
public sealed partial class IrrigationJob
{
    public Dictionary<DayOfWeek, TimeOnly> Plan { get; init; } = [];
    private double _litres = double.NaN;
    private float _moisture = float.NegativeInfinity;
#if !GEN3
    private bool _isRaining;
#endif

    private Task RunAsync(Context ctx) => ctx.CheckpointAsync().AsTask();
}

[Job("log-pull")]
public sealed partial class LogPullJob
{
    public required string Serial { get; init; }
#if GEN2
    private long _offset;
#else
    private uint _offset;
#endif
    private ImmutableQueueStandIn _lines = new([]);

    private Task RunAsync(Context ctx) => ctx.CheckpointAsync().AsTask();

    // A wrapper that an author writes for a type that state cannot have.
    private sealed record ImmutableQueueStandIn(ImmutableArray<string> Items);
}

[Job("self-test")]
public sealed partial class SelfTestJob
{
    public required string Serial { get; init; }
    public bool? IsThorough { get; init; }
    private readonly Dictionary<string, bool?> _results = [];
    private int? _code;

    private async Task<int?> RunAsync(Context ctx)
    {
        _results["x"] = null;
        _code = 0;
        await ctx.CheckpointAsync();
        return _code;
    }
}
