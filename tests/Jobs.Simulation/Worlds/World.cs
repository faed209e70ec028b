using Jobs.Engine;
using Jobs.Simulation.Faults;
using Jobs.Simulation.Reference;
using Jobs.Store;
using Jobs.TestKit.Time;

namespace Jobs.Simulation.Worlds;

/// <summary>
/// One simulated world: the real engine, jobs and clients, and a seed that decides which of them steps next and what goes
/// wrong. Runs on the thread that calls it, and on no other.
/// </summary>
/// <remarks>Partial: the walk; the engine's life; crashes; clients; events; what jobs tell; order and marks; the settling at the end.</remarks>
internal sealed partial class World : IDisposable
{
    private readonly WorldOptions _options;
    private readonly Chance _chance;
    private readonly ManualTimeProvider _time = new();
    private readonly Trace _trace;
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private readonly int[] _weights = new int[Enum.GetValues<Actor>().Length];
    private volatile string? _violation; // Written once; by another thread only when something left the executors.
    private int _step;

    public World(WorldOptions options, int traceKept = 200)
    {
        _options = options;
        _chance = new Chance(options.Seed);
        _trace = new Trace(traceKept);
        Model = NewModel();
        _limits = new StoreLimits { TreeRowsMax = options.TreeRowsMax };
        Log = new PowerLog(_limits);
        if (options.OnDisk) _folder = Directory.CreateTempSubdirectory("jobs-simulation-").FullName;
    }

    public Model Model { get; private set; }

    public ulong TraceHash => _trace.Hash;

    public IEnumerable<string> TraceLines => _trace.Lines;

    public int Steps => _step;

    /// <summary>Walks so many steps, then lets everything come to its end.</summary>
    /// <exception cref="WorldFailure">An invariant did not hold.</exception>
    public void Run(int steps)
    {
        Say($"seed {_options.Seed}: {_options}");
        while (_step < steps) Step();
        Settle();
    }

    /// <summary>Notes what happens.</summary>
    public void Say(string what) => _trace.Add($"step {_step} {what}");

    /// <summary>An invariant does not hold: the walk ends with this step.</summary>
    public void Violate(string what)
    {
        _violation ??= what;
        Say($"VIOLATED: {what}");
    }

    public void Require(bool holds, string otherwise)
    {
        if (!holds) Violate(otherwise);
    }

    /// <summary>Called wherever the engine hands something over: all of it happens here, or no seed decides it.</summary>
    public void RequireOwnThread()
    {
        if (Environment.CurrentManagedThreadId == _thread) return;
        _violation ??= $"something left the executors: {Environment.StackTrace}";
        throw new InvalidOperationException("This thread is not the world's.");
    }

    private void Step()
    {
        _step++;
        Take(Draw());
        if (!_killer.IsNone) Crash();
        Check();
    }

    private void Check()
    {
        if (_violation is { } violation) throw new WorldFailure(violation);
    }

    private Actor Draw()
    {
        if (_engine is null) return Actor.Crash; // Nothing runs: the next step opens the store.
        if (_options.CrashPerMille > 0 && _chance.PerMille(_engine.State.Broken is null ? _options.CrashPerMille : 100)) return Actor.Crash;
        if (_engine.State.Broken is not null && _chance.OneIn(20)) return Actor.Crash; // An operator restarts it.
        var sum = 0;
        for (var actor = 0; actor < _weights.Length; actor++) sum += _weights[actor] = Weight((Actor)actor);
        var drawn = _chance.Below(sum);
        for (var actor = 0; ; actor++)
        {
            if ((drawn -= _weights[actor]) < 0) return (Actor)actor;
        }
    }

    private int Weight(Actor actor)
    {
        var can = actor switch
        {
            Actor.Jobs => _jobLane.Count > 0,
            Actor.Tasks => _taskLane.Count > 0,
            Actor.Clients => _clients.Count > 0,
            Actor.Io => _io.Count > 0,
            Actor.Stop => !_isStopping && _chance.OneIn(20),
            Actor.Usurp => _chance.OneIn(40),
            _ => true,
        };
        return can ? _options.Weights[(int)actor] : 0;
    }

    private void Take(Actor actor)
    {
        switch (actor)
        {
            case Actor.Loop: Turn(); break;
            case Actor.Jobs: RunOne(_jobLane, "jobs"); break;
            case Actor.Tasks: RunOne(_taskLane, "tasks"); break;
            case Actor.Clients: RunOne(_clients, "clients"); break;
            case Actor.Writer: Say($"writer {_engine!.Writer.Step()}"); break;
            case Actor.Reader: Say($"reader {_engine!.Reads.Step()}"); break;
            case Actor.Io: CompleteIo(_chance.Below(_io.Count)); break;
            case Actor.Ask: Ask(); break;
            case Actor.Clock: Advance(NextAdvance()); break;
            case Actor.Jump: JumpClock(); break;
            case Actor.Crash when _engine is null: Open(); break;
            case Actor.Crash: Crash(); break;
            case Actor.Stop: BeginStop(); break;
            case Actor.Events: ReadEvents(_chance.Between(1, 5)); break;
            case Actor.Usurp: Usurp(); break;
        }
    }

    private void Turn()
    {
        NoteReady();
        var more = _engine!.RunTurn();
        Say($"turn{(more ? ", more" : "")}; {_engine.State.Jobs.Count} jobs, {_engine.State.Permits.Taken} permits");
        CheckTurn();
    }

    private void RunOne(StepQueue queue, string name)
    {
        // Mostly the oldest: work in order is what runs deep; work out of order is what breaks.
        var place = _chance.OneIn(3) ? _chance.Below(queue.Count) : 0;
        Say($"{name} {place} of {queue.Count}");
        queue.Run(place);
    }

    private TimeSpan NextAdvance() => _chance.Below(10) switch
    {
        < 5 => TimeSpan.FromMilliseconds(_chance.Between(1, 50)),
        < 8 => UntilNext(),
        < 9 => TimeSpan.FromMilliseconds(_chance.Between(100, 3000)),
        _ => TimeSpan.FromSeconds(_chance.Between(3, 90)),
    };

    private TimeSpan UntilNext()
    {
        var until = _engine!.State.Clock.UntilNext();
        return until == Timeout.InfiniteTimeSpan || until > TimeSpan.FromMinutes(10) ? TimeSpan.FromSeconds(1) : until + TimeSpan.FromTicks(1);
    }

    private void Advance(TimeSpan by)
    {
        Say($"clock +{by.TotalMilliseconds:0.###} ms");
        _time.Advance(by);
    }

    private void JumpClock()
    {
        var by = TimeSpan.FromSeconds(_chance.Between(-3600, 3600));
        Say($"wall clock jumps by {by.TotalSeconds:0} s");
        _time.JumpWallClock(by);
    }
}
