using System.Diagnostics.Metrics;
using Jobs.Catalog;
using Jobs.Diagnostics;
using Jobs.Events;
using Jobs.Execution;
using Jobs.Store;
using Jobs.TaskLoop;
using Jobs.WorkerPool;
using Microsoft.Extensions.Logging;

namespace Jobs.Engine;

/// <summary>
/// One running engine: the loop, the writer, the reader, the lanes and the pools, put together. Its members may be called
/// from any thread; whatever they change, they change through a lane of the loop.
/// </summary>
/// <remarks>Partial: this half composes and stops; <c>JobEngine.Ports.cs</c> is what attempts and the loop ask; <c>JobEngine.Client.cs</c> what clients do.</remarks>
internal sealed partial class JobEngine : IDisposable
{
    private const string DefaultPool = "default";
    private const int LaneThreadsMax = 1024; // Blocked user code is given a thread each, up to here.

    // A task that reads, writes or flushes a file holds its thread inside the system, which nobody can see: four slots then
    // need four threads. Pools with more slots than this hold tasks that await.
    private const int SlotThreadsMax = 32;

    private readonly EngineOptions _options;
    private readonly EngineExecutors _executors;
    private readonly IServiceProvider _services;
    private readonly IJobStore _store;
    private readonly EngineState _state;
    private readonly TaskLoop<EngineState> _loop;
    private readonly LoopThread<EngineState> _loopThread;
    private readonly StoreWriter _writer;
    private readonly StoreReads _reads;
    private readonly ElasticScheduler? _ownJobLane;
    private readonly ElasticScheduler? _ownTaskLane;
    private readonly IWorkExecutor _jobLane;
    private readonly Dictionary<string, SlotPool> _pools;
    private readonly Lane<EngineState> _control;
    private readonly Lane<EngineState> _commits;
    private readonly Lane<EngineState> _submits;
    private readonly Lane<EngineState> _queries;
    private readonly Lane<EngineState> _notes;
    private int _isStopping; // Set once, by the first call of StopAsync.

    /// <summary>Opens the store and composes; nothing runs before <see cref="Start"/>.</summary>
    /// <exception cref="JobStoreException">The store cannot be opened.</exception>
    public JobEngine(
        EngineOptions options, EngineExecutors executors, JobCatalog catalog, IJobStore store, IServiceProvider services, ILogger logger)
    {
        _options = options;
        _executors = executors;
        _services = services;
        _store = store;
        RequirePools(catalog, options);
        Events = new EventHub();
        var session = Open(store);
        logger.StoreOpened(session.Epoch, session.WasUnclean ? "unclean" : "clean", session.Suspects.Count);

        if (executors.JobLane is null) _ownJobLane = NewLane("Jobs lane", 0, executors.Time, logger);
        if (executors.TaskLane is null) _ownTaskLane = NewLane("Jobs pool", Math.Min(SlotThreadsMax, SlotsOf(options)), executors.Time, logger);
        _jobLane = executors.JobLane ?? _ownJobLane!;
        var taskLane = executors.TaskLane ?? _ownTaskLane!;
        _pools = options.Pools.ToDictionary(p => p.Key, p => new SlotPool(p.Key, p.Value, taskLane), StringComparer.Ordinal);
        _pools.TryAdd(DefaultPool, new SlotPool(DefaultPool, options.DefaultPoolSlots, taskLane));

        _state = new EngineState(options, catalog, session, executors.Time, executors.Random, logger, Events,
            new JobsMeter(services.GetService(typeof(IMeterFactory)) as IMeterFactory));
        _loop = new TaskLoop<EngineState>(
            _state, new LoopOptions(), executors.LoopWait, new JobLaneRunner(_jobLane), new TurnEnd(), fault => logger.LoopFault(fault));
        _commits = _loop.AddLane("commit", LaneClass.Urgent);
        _control = _loop.AddLane("control", LaneClass.Urgent);
        _submits = _loop.AddLane("submit", LaneClass.Urgent);
        _queries = _loop.AddLane("query", LaneClass.Held);
        _notes = _loop.AddLane("progress", LaneClass.Held);
        _loopThread = new LoopThread<EngineState>(_loop, "Jobs loop");
        _writer = new StoreWriter(store, executors.Time, report =>
        {
            if (report is { Outcome: BatchOutcome.Broken, Error: { } error })
            {
                StoreLost?.Invoke();
                _lost.TrySetResult(error);
            }

            _commits.Post(new ApplyReport(report));
        });
        _reads = new StoreReads(store);
        _state.Ports = this;
        _control.Post(new Recover());
    }

    public EventHub Events { get; }

    public JobCatalog Catalog => _state.Catalog;

    public EngineOptions Options => _options;

    /// <summary>The pools, for counts.</summary>
    public IReadOnlyDictionary<string, SlotPool> Pools => _pools;

    /// <summary>The writer, for a test that steps it.</summary>
    public StoreWriter Writer => _writer;

    /// <summary>The reads, for a test that steps them.</summary>
    public StoreReads Reads => _reads;

    /// <summary>The scheduling state, for a test that turns the loop itself.</summary>
    public EngineState State => _state;

    /// <summary>Abandoned attempts whose code still runs; read without the loop, for health and counts.</summary>
    public int Zombies => _state.Zombies;

    /// <summary>Read without the loop: a moment old at most.</summary>
    public JobsHealth Health => (_state.Broken ?? _state.Full) is { } store
        ? new JobsHealth(false, store.Message)
        : _state.HasTooManyZombies
            ? new JobsHealth(false, $"{_state.Zombies} attempts that were given up go on, more than the {_options.ZombiesMax} allowed, and nothing new is started until " +
                "some of them end. Restart the process: what they were doing runs again. The log names their jobs.")
            : new JobsHealth(true, null);

    /// <summary>Starts the threads, unless the executors leave them to a test.</summary>
    public void Start()
    {
        if (!_executors.OwnThreads) return;
        _reads.Start();
        _writer.Start();
        _loopThread.Start();
    }

    /// <summary>One turn of the loop, for a test; true when more is ready.</summary>
    public bool RunTurn() => _loop.RunTurn();

    /// <summary>
    /// Stops: takes in nothing more, lets what runs end until the soft deadline, interrupts it until the hard one, leaves
    /// the rest to recovery, and closes the store. A second call may bring the deadlines forward.
    /// </summary>
    /// <returns>How many attempts were left to recovery.</returns>
    public async Task<int> StopAsync(TimeSpan soft, TimeSpan hard)
    {
        var stopped = NewAnswer<int>();
        if (!_control.Post(new BeginStop(soft, hard, stopped))) return 0; // It has stopped already.
        var abandoned = await stopped.Task.ConfigureAwait(false);
        if (Interlocked.Exchange(ref _isStopping, 1) == 0) Close();
        return abandoned;
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isStopping, 1) == 0) Close();
    }

    private void Close()
    {
        Closing?.Invoke();
        if (_executors.OwnThreads) _loopThread.Stop();
        Refuse(_loop.Close());
        _reads.Stop();
        _writer.Stop();
        _writer.Dispose();
        _ownJobLane?.Dispose();
        _ownTaskLane?.Dispose();
        _store.Dispose();
        Events.Complete();
    }

    /// <summary>A pool that is forgotten is found at the start, before it can fail a job.</summary>
    private static void RequirePools(JobCatalog catalog, EngineOptions options)
    {
        foreach (var job in catalog.Descriptors)
        {
            foreach (var task in job.Tasks)
            {
                if (task.Pool == DefaultPool || options.Pools.ContainsKey(task.Pool)) continue;
                throw new JobUsageException(
                    $"Task '{task.Name}' of job '{job.Name}' wants the pool '{task.Pool}', which this host does not have. Add it where the " +
                    $"host is built: jobs.Pool(\"{task.Pool}\", slots: 4).");
            }
        }
    }

    private StoreSession Open(IJobStore store)
    {
        try
        {
            return store.Open(new StoreOpening(_executors.Time.GetUtcNow(), OwnerCard.ThisProcess, _options.OwnerWait));
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    /// <summary>Answers what was posted too late: nobody waits for ever for a loop that has stopped.</summary>
    private void Refuse(IReadOnlyList<MainTask<EngineState>> late)
    {
        _state.Close();
        var followUps = default(FollowUps<EngineState>)!; // No main task of a stopped engine names any.
        foreach (var task in late) task.Run(_state, followUps);
    }

    private static int SlotsOf(EngineOptions options) =>
        options.Pools.Values.Sum() + (options.Pools.ContainsKey(DefaultPool) ? 0 : options.DefaultPoolSlots);

    private static ElasticScheduler NewLane(string name, int threads, TimeProvider time, ILogger logger) =>
        new(name, Math.Max(Math.Max(2, Environment.ProcessorCount), threads), LaneThreadsMax, time)
        {
            // Without it an async void method that throws would end the process, and every other job with it.
            OnUnhandled = error => logger.UserCodeUnhandled(error),
        };

    /// <summary>Runs background tasks on the job lane.</summary>
    private sealed class JobLaneRunner(IWorkExecutor lane) : IBackgroundRunner<EngineState>
    {
        public void Start(BackgroundTask<EngineState> task) =>
            lane.Post(static t => _ = ((BackgroundTask<EngineState>)t!).ExecuteAsync().AsTask(), task);
    }
}
