using Jobs.Store;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Jobs.Crash.Worker;

/// <summary>The host that all modes run.</summary>
internal sealed class WorkerHost : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly Task _outcomes;

    private WorkerHost(JobsHost jobs, Ledger ledger, ServiceProvider services)
    {
        (Jobs, Ledger, _services) = (jobs, ledger, services);
        _outcomes = WriteOutcomesAsync(jobs.Subscribe(capacity: 100_000));
    }

    public JobsHost Jobs { get; }

    public Ledger Ledger { get; }

    public IJobClient Client => Jobs.Client;

    public Gate Gate => _services.GetRequiredService<Gate>();

    public static async Task<WorkerHost> StartAsync(string store, bool tellsLogs = false, KillAt? killAt = null, bool isStamped = false)
    {
        var ledger = new Ledger { IsStamped = isStamped };
        var kill = killAt is null ? null : new KillPoint(killAt.Point, killAt.Hits, ledger);
        ledger.BeforeLine = kill is null ? null : kill.BeforeLine;
        var collection = new ServiceCollection().AddSingleton(ledger).AddSingleton<Gate>();
        if (tellsLogs) collection.AddLogging(logs => logs.AddProvider(new LedgerLogs(ledger)));
        var services = collection.BuildServiceProvider();
        var jobs = await JobsHost.StartAsync(
            builder =>
            {
                if (kill is null) builder.UseSqlite(store);
                else builder.UseStore(() => new SqliteStore(store, TimeProvider.System, Busy(kill)));
                builder.AddJobsCrashWorkerJobs();
                builder.Pool("default", slots: 4);
                builder.Options.MaxRunningJobs = 16;
            },
            services);
        var host = new WorkerHost(jobs, ledger, services);
        ledger.Write("ready");
        return host;
    }

    /// <summary>As a program should end that has lost its store.</summary>
    public static int TellLoss(JobStoreException error)
    {
        Console.Error.WriteLine(error.Message);
        return 3;
    }

    // Folds its WAL and walks through history all the time, a little of it each, so that a kill there need not be waited for.
    private static SqliteStoreOptions Busy(KillPoint kill) => new()
    {
        Failpoint = kill, WalPagesWhenQuiet = 10, WalPagesMax = 100, Limits = new StoreLimits { MaintainChunk = 3, RetentionInterval = TimeSpan.FromMilliseconds(50) },
    };

    public async ValueTask DisposeAsync()
    {
        await Jobs.StopAsync(TimeSpan.Zero, TimeSpan.FromSeconds(30));
        await Jobs.DisposeAsync();
        await _outcomes;
        await _services.DisposeAsync();
    }

    /// <summary>An outcome that is told twice, in one life or in two, was recorded twice.</summary>
    private async Task WriteOutcomesAsync(IAsyncEnumerable<JobEvent> events)
    {
        await foreach (var notice in events)
        {
            if (notice.Kind == JobEventKind.Ended) Ledger.Write($"outcome {notice.Id} {notice.Status}");
            if (notice.Kind == JobEventKind.Missed) Ledger.Write($"missed {notice.Missed}");
        }
    }
}

/// <summary>The point at which the process is to end itself, and at which time that it is reached.</summary>
internal sealed record KillAt(string Point, int Hits);
