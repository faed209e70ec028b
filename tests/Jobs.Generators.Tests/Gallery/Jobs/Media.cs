namespace Gallery.Media;

[Flags]
public enum Channels
{
    None,
    Left = 1,
    Right = 2,
    Stereo = 3,
#if GEN2
    Lfe = 8,
#endif
}

public readonly record struct Size(int Width, int Height);

public sealed record Frame(TimeSpan At, Size Size, byte[] Hash);

[Job("thumbnails")]
public sealed partial class ThumbnailsJob
{
    public required ImmutableArray<string> Pictures { get; init; }
    public Size Size { get; init; } = new(160, 120);
    private readonly JournaledList<string> _failed = [];
    private int _made;

    private async Task<int> RunAsync(Context ctx)
    {
        await foreach (var thumbnail in ctx.TaskDispatcher.Make.Many(Pictures, p => new(p, Size)))
        {
            if (thumbnail.IsFaulted) _failed.Add(Pictures[thumbnail.Index]);
            else _made++;
            await ctx.CheckpointIfDueAsync();
        }

        return _made;
    }

    [JobTask("make", Pool = "io")]
    private static Task<long> Make(string picture, Size size, CancellationToken ct) => Task.FromResult((long)picture.Length);
}

[Job("transcode")]
public sealed partial class TranscodeJob
{
    public required string Source { get; init; }
    public Channels Channels { get; init; } = Channels.Stereo;
    private TimeSpan _position;
    private readonly List<Frame> _keyFrames = [];
#if GEN2
    private float? _quality;
#endif

    private Task RunAsync(Context ctx) => ctx.CheckpointAsync().AsTask();
}

[Job("playlist")]
public sealed partial class PlaylistJob
{
    public required string Name { get; init; }
#if GEN2
    private readonly List<Track> _tracks = [];
#else
    private Track[] _tracks = [];
#endif

    private Task RunAsync(Context ctx) => ctx.CheckpointAsync().AsTask();

    public sealed record Track(string Title, string? Artist, uint Seconds);
}

[Job("subtitles")]
public sealed partial class SubtitlesJob
{
    public required string Language { get; init; }
    private readonly SortedSet<TimeSpan> _cuts = [];
    private char _separator = '-';
    private Rune _marker = new('♪');

    private Task RunAsync(Context ctx) => ctx.CheckpointAsync().AsTask();
}

[Job("face-index")]
public sealed partial class FaceIndexJob
{
    public required Uri Library { get; init; }
    private readonly Dictionary<Guid, float[]> _vectors = [];
#if GEN2
    [FormerlyNamed("threshold")] private double _limit = 0.8;
#else
    private double _threshold = 0.8;
#endif

    private Task RunAsync(Context ctx) => ctx.CheckpointAsync().AsTask();
}

[Job("waveform")]
public sealed partial class WaveformJob
{
    public required string Track { get; init; }
    public required ReadOnlyMemory<byte> Header { get; init; }
    private sbyte[] _peaks = [];
    private ushort _rate = 44100;

    private Task RunAsync(Context ctx) => ctx.CheckpointAsync().AsTask();
}

[Job("photo-dedupe")]
public sealed partial class PhotoDedupeJob
{
    public required string Folder { get; init; }
    private readonly Dictionary<ulong, List<string>> _byHash = [];
#if !GEN3
    private int _threads = 4;
#endif

    private async Task RunAsync(Context ctx)
    {
        _byHash[0] = ["a"];
        await ctx.CheckpointAsync();
    }
}

[Job("colour-grade")]
public sealed partial class ColourGradeJob
{
    public required Curve Red { get; init; }
    public Curve? Green { get; init; }
    public Curve? Blue { get; init; }
    private Range _rows = ..;
    private Index _next = ^1;

    private Task RunAsync(Context ctx) => ctx.CheckpointAsync().AsTask();

    public sealed class Curve(double gamma, double gain = 1)
    {
        public double Gamma { get; } = gamma;
        public double Gain { get; } = gain;
    }
}

[Job("live-stream")]
public sealed partial class LiveStreamJob
{
    public required string Key { get; init; }
    private readonly Queue<Segment> _window = new();
    private long _sequence;

    private Task RunAsync(Context ctx) => ctx.CheckpointAsync().AsTask();

    public readonly record struct Segment(long Number, TimeSpan Length)
    {
#if GEN2
        public bool IsGap { get; init; }
#endif
    }
}

[Job("cover-art")]
public sealed partial class CoverArtJob
{
    public required string Album { get; init; }
    private byte[]? _picture;
    private KeyValuePair<string, int> _best = new("", 0);

    private async Task<byte[]?> RunAsync(Context ctx)
    {
        _picture ??= [1];
        await ctx.CheckpointAsync();
        return _picture;
    }
}
