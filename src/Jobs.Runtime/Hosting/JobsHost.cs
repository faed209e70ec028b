using Jobs.Catalog;
using Jobs.Engine;
using Jobs.Remote;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Jobs;

/// <summary>
/// A running engine: owns the store, runs the jobs. Thread-safe. Programs with a generic host register it with
/// <c>services.AddJobs(…)</c>; others start it themselves with <see cref="StartAsync(Action{JobsBuilder}, IServiceProvider, CancellationToken)"/>.
/// </summary>
public sealed class JobsHost : IAsyncDisposable
{
    private readonly JobEngine _engine;
    private readonly JobsOptions _options;
    private readonly OwnerServer? _server;

    private JobsHost(JobEngine engine, JobsOptions options, OwnerServer? server)
    {
        _engine = engine;
        _options = options;
        _server = server;
    }

    /// <summary>Submits jobs and speaks of submitted ones.</summary>
    public IJobClient Client => _engine;

    /// <summary>
    /// Completes when the store cannot be written any more, with the error that says why: nothing runs from then on, and the
    /// host should be stopped and started again. Never completes while all is well, nor by a stop.
    /// </summary>
    public Task<JobStoreException> StoreLost => _engine.Lost;

    internal JobEngine Engine => _engine;

    /// <summary>Opens the store, recovers what the last owner left, and begins to run jobs.</summary>
    /// <param name="configure">Says which store, which jobs and which options.</param>
    /// <param name="services">Where jobs and tasks get their services; null for none.</param>
    /// <param name="cancellationToken">Gives up before the start; not afterwards.</param>
    /// <exception cref="JobStoreException">The store cannot be opened; the message says why and what to do.</exception>
    /// <exception cref="JobUsageException">No store was named, or an option is out of range.</exception>
    public static Task<JobsHost> StartAsync(
        Action<JobsBuilder> configure, IServiceProvider? services = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var builder = new JobsBuilder();
        configure(builder);
        return StartAsync(builder, services ?? NoServices.Instance, cancellationToken);
    }

    /// <summary>
    /// Notices of what happens to jobs, from now on. Lifecycle events are lossless while the subscriber is at most
    /// <paramref name="capacity"/> behind; beyond it a <see cref="JobEventKind.Missed"/> tells how many were left out.
    /// Progress gives way first.
    /// </summary>
    /// <param name="id">One job, or null for all.</param>
    /// <param name="capacity">How many events are kept for the subscriber, 2 or more.</param>
    public IAsyncEnumerable<JobEvent> Subscribe(JobId? id = null, int capacity = 1024) => _engine.Events.Subscribe(id, capacity);

    /// <summary>How the pool of this name is used: slots, tasks running now, and the most that ran at once.</summary>
    /// <exception cref="JobUsageException">There is no such pool.</exception>
    public PoolUse PoolUse(string name) =>
        _engine.Pools.TryGetValue(name, out var pool)
            ? new PoolUse(pool.Slots, pool.Running, pool.PeakRunning)
            : throw new JobUsageException($"This host has no pool '{name}'.");

    /// <summary>
    /// How the host is now. Unhealthy while its store can take nothing in, and while more abandoned attempts go on than
    /// <see cref="JobsOptions.MaxAbandonedAttempts"/>. Never waits.
    /// </summary>
    public JobsHealth Health => _engine.Health;

    /// <summary>Stops with the deadlines of the options.</summary>
    /// <inheritdoc cref="StopAsync(TimeSpan, TimeSpan)"/>
    public Task<int> StopAsync() => StopAsync(_options.ShutdownSoftDeadline, _options.ShutdownHardDeadline);

    /// <summary>
    /// Stops: takes in nothing more; lets running jobs be until the soft deadline; then interrupts them, so that they can
    /// save; at the hard one leaves them to recovery. Nothing acknowledged is lost. Calling again can only hurry it.
    /// </summary>
    /// <returns>How many jobs were left to recovery.</returns>
    public Task<int> StopAsync(TimeSpan softDeadline, TimeSpan hardDeadline) 
    {
        _server?.BeginStop(); // It goes on to answer until the engine lets go of the store.
        return _engine.StopAsync(softDeadline, hardDeadline);
    }

    /// <summary>Stops with the deadlines of the options.</summary>
    public async ValueTask DisposeAsync() => await StopAsync().ConfigureAwait(false);

    /// <summary>Where a host logs; nowhere, when the services have no logging.</summary>
    internal static ILogger LoggerOf(IServiceProvider services) =>
        (services.GetService(typeof(ILoggerFactory)) as ILoggerFactory ?? NullLoggerFactory.Instance).CreateLogger("Jobs");

    internal static async Task<JobsHost> StartAsync(JobsBuilder builder, IServiceProvider services, CancellationToken cancellationToken)
    {
        builder.Options.Validate();
        var factory = builder.StoreFactory
            ?? throw new JobUsageException("No store was named. Say where jobs are kept: jobs.UseSqlite(\"jobs.db\").");
        var catalog = new JobCatalog(builder);
        var logger = LoggerOf(services);
        var executors = new EngineExecutors { Time = builder.Time };

        // Opening waits for disks and other owners: not on the caller's thread.
        var engine = await Task.Run(() => new JobEngine(builder.ToEngineOptions(), executors, catalog, factory(), services, logger), cancellationToken).ConfigureAwait(false);
        engine.Start();
        return new JobsHost(engine, builder.Options, OwnerServer.Start(engine, builder.RemoteLimits, logger));
    }

    private sealed class NoServices : IServiceProvider
    {
        public static NoServices Instance { get; } = new();

        public object? GetService(Type serviceType) => null;
    }
}
