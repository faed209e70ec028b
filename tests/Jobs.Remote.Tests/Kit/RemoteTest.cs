using Jobs.Integration.Tests.Kit;
using Microsoft.Extensions.DependencyInjection;

namespace Jobs.Remote.Tests.Kit;

/// <summary>A store, hosts that own it one after the other, and clients that find it by its path alone.</summary>
public sealed class RemoteTest : IAsyncDisposable
{
    // Turns a hang into a failed test; nothing passes because of it.
    private static readonly TimeSpan HangAfter = TimeSpan.FromSeconds(60);

    private readonly TestStore _store = new();
    private readonly ServiceProvider _services;
    private readonly List<JobsClient> _clients = [];
    private JobsHost? _host;

    public RemoteTest() => _services = new ServiceCollection().AddSingleton(Probe).BuildServiceProvider();

    public Probe Probe { get; } = new();

    public string StoreFile => _store.File;

    public string Folder => _store.Folder;

    public JobsHost Host => _host ?? throw new InvalidOperationException("The host is stopped.");

    /// <summary>Fires when a test must have hung.</summary>
    public static CancellationToken Hang => new CancellationTokenSource(HangAfter).Token;

    public static async Task<RemoteTest> StartAsync(Action<JobsBuilder>? configure = null)
    {
        var test = new RemoteTest();
        await test.StartHostAsync(configure);
        return test;
    }

    public async Task StartHostAsync(Action<JobsBuilder>? configure = null) => _host = await JobsHost.StartAsync(
        jobs =>
        {
            jobs.UseSqlite(_store.File).AddJobsRemoteTestsJobs();
            configure?.Invoke(jobs);
        },
        _services,
        Hang);

    public async Task StopHostAsync()
    {
        if (_host is null) return;
        await _host.StopAsync(TimeSpan.Zero, TimeSpan.FromSeconds(30));
        _host = null;
    }

    public JobsClient Client(Action<JobsClientBuilder>? configure = null)
    {
        var client = JobsClient.ForStore(_store.File, jobs =>
        {
            jobs.AddJobsRemoteTestsJobs();
            configure?.Invoke(jobs);
        });
        _clients.Add(client);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients) await client.DisposeAsync();
        await StopHostAsync();
        await _services.DisposeAsync();
        _store.Dispose();
    }
}
