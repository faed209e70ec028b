namespace Gallery.Science;

public readonly record struct Vector(double X, double Y, double Z);

public sealed record Particle(int Id, Vector At, Vector Speed)
{
#if GEN2
    public double Mass { get; init; } = 1;
#endif
}

[Job("n-body")]
public sealed partial class NBodyJob
{
    public required TimeSpan Step { get; init; }
    private ImmutableArray<Particle> _bodies = [];
    private long _steps;

    private async Task<long> RunAsync(Context ctx)
    {
        for (; _steps < 10; _steps++)
        {
            ctx.Progress.Report(_steps, 10);
            await ctx.CheckpointIfDueAsync();
        }

        return _steps;
    }
}

[Job("prime-search")]
public sealed partial class PrimeSearchJob
{
    public BigInteger From { get; init; } = 2;
    private BigInteger _at = 2;
    private readonly JournaledList<BigInteger> _found = [];

    private Task RunAsync(Context ctx) => ctx.CheckpointAsync().AsTask();
}

[Job("grid-sweep")]
public sealed partial class GridSweepJob
{
    public required Dictionary<string, double[]> Axes { get; init; }
    private readonly Dictionary<(int A, int B), double> _scores = [];
#if GEN2
    [FormerlyNamed("best")] private (int A, int B)? _winner;
#else
    private (int A, int B)? _best;
#endif

    private Task RunAsync(Context ctx) => ctx.CheckpointAsync().AsTask();
}

[Job("genome-align")]
public sealed partial class GenomeAlignJob
{
    public required string Reference { get; init; }
    public required List<string> Reads { get; init; }
    private readonly SortedDictionary<long, List<int>> _hits = [];

    private Task RunAsync(Context ctx) => ctx.CheckpointAsync().AsTask();
}

[Job("monte-carlo")]
public sealed partial class MonteCarloJob
{
    public int Samples { get; init; } = 1000;
    private ulong[] _generator = [1, 2, 3, 4];
    private double _sum, _sumOfSquares;
#if GEN3
    private float _confidence = 0.99f;
#endif

    private Task RunAsync(Context ctx) => ctx.CheckpointAsync().AsTask();
}

[Job("telescope-plan")]
public sealed partial class TelescopePlanJob
{
    public required DateOnly Night { get; init; }
    private readonly List<Slot> _slots = [];

    private Task RunAsync(Context ctx) => ctx.CheckpointAsync().AsTask();

    public readonly record struct Slot(TimeOnly From, TimeOnly To, string Target)
    {
#if GEN2
        public Half Airmass { get; init; }
#endif
    }
}

[Job("lab-protocol")]
public sealed partial class LabProtocolJob
{
    public required IReadOnlyList<Step> Steps { get; init; }
    private int _step;
    private Dictionary<string, Reading?> _readings = [];

    private Task RunAsync(Context ctx) => ctx.CheckpointAsync().AsTask();

    public sealed record Step(string Name, TimeSpan Takes, Step? Then = null);

    public readonly record struct Reading(decimal Value, string Unit);
}

[Job("weather-model")]
public sealed partial class WeatherModelJob
{
    public required float[,] Pressure { get; init; }
    private float[][] _wind = [];
#if !GEN3
    private int _hour;
#else
    [FormerlyNamed("hour")] private long _hours;
#endif

    private Task RunAsync(Context ctx) => ctx.CheckpointAsync().AsTask();
}

[Job("proof-search")]
public sealed partial class ProofSearchJob
{
    public required string Goal { get; init; }
    private readonly Stack<Frame> _stack = new();

    private Task RunAsync(Context ctx) => ctx.CheckpointAsync().AsTask();

    private sealed class Frame
    {
        public string Tactic { get; set; } = "";
        public List<string> Goals { get; set; } = [];
        public Frame? Below { get; set; }
#if GEN2
        public int Cost { get; set; }
#endif
    }
}

[Job("calibration")]
public sealed partial class CalibrationJob
{
    public required string Instrument { get; init; }
    private KeyValuePair<double, double>[] _points = [];
    private double _offset = double.NegativeInfinity, _scale = double.Epsilon;

    private Task RunAsync(Context ctx) => ctx.CheckpointAsync().AsTask();
}
