using Jobs.Catalog;
using Jobs.Engine;
using Jobs.Simulation.Faults;
using Jobs.Simulation.Work;
using Jobs.Store;
using Jobs.TaskLoop;
using Microsoft.Extensions.Logging;

namespace Jobs.Simulation.Worlds;

/// <summary>The engine's life: opened, crashed, stopped, opened again on what is durable.</summary>
internal sealed partial class World : IServiceProvider, ILogger, ILoopWait
{
    private MemoryStoreData _data = new();
    private readonly StoreLimits _limits;
    private readonly string? _folder;
    private StepQueue _jobLane = null!;
    private StepQueue _taskLane = null!;
    private StepQueue _clients = null!;
    private JobEngine? _engine;
    private FaultyStore? _store;
    private bool _isStopping;
    private bool _isCalm; // Nothing goes wrong any more.
    private bool _knowsGuests;
    private int _generation;

    public CommitFault? NextCommitFault()
    {
        if (_isCalm) return null;
        var drawn = _chance.Below(1000);
        for (var fault = 0; fault < _options.FaultPerMille.Length; fault++)
        {
            if ((drawn -= _options.FaultPerMille[fault]) < 0) return (CommitFault)fault;
        }

        return null;
    }

    object? IServiceProvider.GetService(Type serviceType) => serviceType == typeof(World) ? this : null;

    void ILoopWait.Signal() => RequireOwnThread();

    void ILoopWait.Wait(TimeSpan timeout) => throw new InvalidOperationException("The world turns the loop.");

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    bool ILogger.IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (eventId.Id == Diagnostics.EventIds.LoopFault && exception is not JobStoreException) Violate($"a main task threw: {exception}");
        else Say($"log: {formatter(state, exception)}");
    }

    private void Open()
    {
        _generation++;
        _jobLane = new StepQueue(this, hasContext: true);
        _taskLane = new StepQueue(this, hasContext: true);
        _clients = new StepQueue(this, hasContext: false);
        _store = new FaultyStore(_folder is null ? new MemoryStore(_data, _limits) : new SqliteStore(Path.Combine(_folder, "jobs.db"), _time, new SqliteStoreOptions { Limits = _limits }), this);
        _engine = new JobEngine(
            new EngineOptions
            {
                MaxRunningJobs = _options.MaxRunningJobs,
                WindowMax = _options.WindowMax,
                BatchAtomsMax = _options.BatchAtomsMax,
                EndingsMax = _options.EndingsMax,
                CrashesMax = _options.CrashesMax,
                CrashesAlone = _options.CrashesAlone,
                SuspendedMax = _options.SuspendedMax,
                StopGrace = _options.StopGrace,
                CheckpointInterval = _options.CheckpointInterval,
                Durability = _options.OnDisk ? Durability.Committed : _options.Durability, // A disk that flushes takes its time.
                Limits = new JobLimits { UnacknowledgedOutcomesMax = _options.UnacknowledgedMax },
                DefaultPoolSlots = _options.Slots,
                Pools = new Dictionary<string, int> { ["io"] = _options.IoSlots },
            },
            new EngineExecutors
            {
                Time = _time, LoopWait = this, JobLane = _jobLane, TaskLane = _taskLane, Clients = _clients, Random = new EngineChance(_chance), OwnThreads = false,
            },
            new JobCatalog(Classes()), _store, this, this);
        _events = _engine.Events.Open(null, _options.EventsMax);
        Say($"open: epoch {_engine.State.Session.Epoch}, {(_engine.State.Session.WasUnclean ? "after a crash" : "clean")}");
    }

    /// <summary>Some hosts do not know every class.</summary>
    private JobCatalogBuilder Classes()
    {
        var classes = new JobCatalogBuilder().Add<SimJob>();
        _knowsGuests = _isCalm || !_options.Troubles.HasFlag(Trouble.Strangers) || _chance.OneIn(2);
        return _knowsGuests ? classes.Add<GuestJob>() : classes;
    }

    /// <summary>Another process takes the store, as it may from one that was suspended, and dies in its turn.</summary>
    private void Usurp()
    {
        Say("another owner opens the store");
        var opening = new StoreOpening(_time.GetUtcNow(), "another", TimeSpan.Zero);
        Log.Opened(opening);
        Model.OnOpened(new MemoryStore(_data, _limits).Open(opening));
    }

    /// <summary>Whether a read fails, on which attempts of these jobs depend.</summary>
    public bool NextReadFails(params JobId[] owners)
    {
        if (_isCalm || _options.ReadFaultPerMille == 0 || !_chance.PerMille(_options.ReadFaultPerMille)) return false;
        Say($"a read fails{string.Concat(owners.Where(o => !o.IsNone).Select(o => $", for job {o}"))}");
        foreach (var owner in owners) _unread.Add(owner.Value);
        return true;
    }

    private void BeginStop()
    {
        _isStopping = true;
        var soft = TimeSpan.FromSeconds(_chance.Of(0, 0, 1, 10));
        var hard = soft + TimeSpan.FromSeconds(_chance.Of(0, 1, 30));
        Watch($"stop in {soft.TotalSeconds} s to {hard.TotalSeconds} s", new ValueTask<int>(_engine!.StopAsync(soft, hard)), _ => Forget());
    }

    /// <summary>Whatever the engine had in memory is gone, and so is all code that ran.</summary>
    private void Forget()
    {
        _engine = null;
        _store = null;
        _isStopping = false;
        _io.Clear();
        _resuming.Clear();
        _patience.Clear();
        _unanswered.Clear();
        _lastMark = null;
        _liveMost = 0;
        ForgetLives();
        ForgetEvents();
    }

    /// <summary>The world ends with its thread's last step: there is nothing to wait for.</summary>
    public void Dispose()
    {
        _store?.Drop();
        if (_folder is not null) Directory.Delete(_folder, recursive: true);
    }
}
