using Jobs.Engine;
using Jobs.Remote;
using Jobs.Store;

namespace Jobs;

/// <summary>
/// Says what a host runs and where it keeps it:
/// <c>services.AddJobs(jobs =&gt; jobs.UseSqlite("jobs.db").AddAcmeFilesJobs())</c>. Not thread-safe.
/// </summary>
public sealed class JobsBuilder : JobCatalogBuilder
{
    private readonly Dictionary<string, int> _pools = new(StringComparer.Ordinal);

    internal JobsBuilder()
    {
    }

    /// <summary>The options.</summary>
    public JobsOptions Options { get; } = new();

    internal TimeProvider Time { get; private set; } = TimeProvider.System;

    /// <summary>The bounds of the socket, for tests of it.</summary>
    internal RemoteLimits RemoteLimits { get; set; } = RemoteLimits.Default;

    internal Func<IJobStore>? StoreFactory { get; private set; }

    /// <summary>Keeps jobs in a SQLite file, which one process at a time owns. The folder must exist.</summary>
    /// <param name="path">The file, made when it is not there.</param>
    /// <exception cref="JobUsageException">The path is empty.</exception>
    public JobsBuilder UseSqlite(string path)
    {
        if (string.IsNullOrWhiteSpace(path)) throw new JobUsageException("UseSqlite was given no path. Give it the path of the file that keeps the jobs, such as \"jobs.db\"; a setting that it is read from may be missing.");
        var full = Path.GetFullPath(path);
        StoreFactory = () => new SqliteStore(full, Time, new SqliteStoreOptions
        {
            Limits = StoreLimits(),
            ReserveBytes = Options.StoreReserveBytes,
            SocketOf = Options.AcceptRemoteClients ? SocketPlace.Of : null,
        });
        return this;
    }

    /// <summary>Keeps jobs in memory: for tests. Everything is lost with the process.</summary>
    public JobsBuilder UseMemory()
    {
        StoreFactory = () => new MemoryStore(new MemoryStoreData(), StoreLimits());
        return this;
    }

    /// <summary>Changes the options.</summary>
    public JobsBuilder Configure(Action<JobsOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        configure(Options);
        return this;
    }

    /// <summary>Adds a pool that tasks name in <see cref="JobTaskAttribute.Pool"/>, or sets the slots of one that is there.</summary>
    /// <param name="name">The pool's name; "default" is the one that tasks take when they name none.</param>
    /// <param name="slots">How many of its tasks run at once, 1 to 10,000.</param>
    public JobsBuilder Pool(string name, int slots)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (slots is < 1 or > 10_000) throw new JobUsageException($"Pool '{name}' was given {slots} slots; 1 to 10,000 are allowed.");
        _pools[name] = slots;
        return this;
    }

    /// <summary>Takes time from another clock, for tests.</summary>
    public JobsBuilder UseTimeProvider(TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        Time = time;
        return this;
    }

    /// <summary>Supplies the store itself, for tests of the engine.</summary>
    internal JobsBuilder UseStore(Func<IJobStore> factory)
    {
        StoreFactory = factory;
        return this;
    }

    internal EngineOptions ToEngineOptions() => new()
    {
        MaxRunningJobs = Options.MaxRunningJobs,
        WindowMax = Options.WindowSize,
        Durability = Options.Durability,
        Limits = Options.Limits,
        Retry = Options.Retry,
        CheckpointInterval = Options.CheckpointInterval,
        StopGrace = Options.StopGrace,
        ZombiesMax = Options.MaxAbandonedAttempts,
        CrashesMax = Options.CrashesBeforeProbation,
        OwnerWait = Options.OwnerWait,
        Pools = _pools,
    };

    private StoreLimits StoreLimits() => new() { HistoryMaxAge = Options.HistoryMaxAge, HistoryMaxCount = Options.HistoryMaxCount };
}
