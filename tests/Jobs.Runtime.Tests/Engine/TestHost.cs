using Jobs.Store;

namespace Jobs.Runtime.Tests.Engine;

/// <summary>An engine on a memory store that outlives it, so that a test can stop, crash and restart.</summary>
internal sealed class TestHost : IAsyncDisposable
{
    private readonly JobsHost _host;

    private TestHost(JobsHost host, MemoryStore store)
    {
        _host = host;
        Store = store;
    }

    public MemoryStore Store { get; }

    public IJobClient Client => _host.Client;

    public JobsHost Host => _host;

    public static async Task<TestHost> StartAsync(MemoryStoreData? data = null, Action<JobsBuilder>? configure = null)
    {
        var store = new MemoryStore(data ?? new MemoryStoreData());
        var host = await JobsHost.StartAsync(jobs =>
        {
            jobs.UseStore(() => store).Add<ScriptJob>();
            configure?.Invoke(jobs);
        });
        return new TestHost(host, store);
    }

    /// <summary>Stops at once: what runs is interrupted.</summary>
    public Task<int> StopAsync() => _host.StopAsync(TimeSpan.Zero, TimeSpan.FromSeconds(30));

    public async ValueTask DisposeAsync() => await _host.StopAsync(TimeSpan.Zero, TimeSpan.FromSeconds(30));
}
