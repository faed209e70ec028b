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

    public static async Task<WorkerHost> StartAsync(string store, bool tellsLogs = false)
    {
        var ledger = new Ledger();
        var collection = new ServiceCollection().AddSingleton(ledger).AddSingleton<Gate>();
        if (tellsLogs) collection.AddLogging(logs => logs.AddProvider(new LedgerLogs(ledger)));
        var services = collection.BuildServiceProvider();
        var jobs = await JobsHost.StartAsync(
            builder =>
            {
                builder.UseSqlite(store);
                builder.AddJobsCrashWorkerJobs();
                builder.Pool("default", slots: 4);
                builder.Options.MaxRunningJobs = 16;
            },
            services);
        var host = new WorkerHost(jobs, ledger, services);
        ledger.Write("ready");
        return host;
    }

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
