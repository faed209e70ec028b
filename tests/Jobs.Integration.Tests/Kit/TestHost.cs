using Jobs.TestKit.Time;
using Microsoft.Extensions.DependencyInjection;

namespace Jobs.Integration.Tests.Kit;

/// <summary>
/// A real host on a real SQLite file, with this assembly's generated jobs. <see cref="RestartAsync"/> stops it and starts
/// another on the same file.
/// </summary>
public sealed class TestHost : IAsyncDisposable
{
    // Turns a hang into a failed test; nothing passes because of it.
    private static readonly TimeSpan HangAfter = TimeSpan.FromSeconds(60);

    private readonly TestStore _store = new();
    private readonly ServiceProvider _services;
    private readonly Action<JobsBuilder>? _configure;
    private JobsHost? _host;

    private TestHost(Action<JobsBuilder>? configure, Action<IServiceCollection>? addServices)
    {
        _configure = configure;
        var services = new ServiceCollection().AddSingleton(Probe);
        addServices?.Invoke(services);
        _services = services.BuildServiceProvider();
    }

    public Probe Probe { get; } = new();

    public IJobClient Client => Host.Client;

    public JobsHost Host => _host ?? throw new InvalidOperationException("The host is stopped.");

    public string StoreFile => _store.File;

    /// <summary>Fires when a test must have hung.</summary>
    public static CancellationToken Hang => new CancellationTokenSource(HangAfter).Token;

    public static async Task<TestHost> StartAsync(Action<JobsBuilder>? configure = null, Action<IServiceCollection>? services = null)
    {
        var test = new TestHost(configure, services);
        await test.StartHostAsync();
        return test;
    }

    /// <summary>Stops as a host does that has no time: what runs is interrupted at once, and given up soon.</summary>
    public async Task StopAsync(TimeSpan? hardDeadline = null)
    {
        if (_host is null) return;
        await _host.StopAsync(TimeSpan.Zero, hardDeadline ?? TimeSpan.FromSeconds(30));
        await _host.DisposeAsync();
        _host = null;
    }

    public async Task StartHostAsync() => _host = await JobsHost.StartAsync(
        jobs =>
        {
            jobs.UseSqlite(_store.File);
            jobs.AddJobsIntegrationTestsJobs();
            jobs.Pool("blocks", slots: 2).Pool("steps", slots: 2); // A host has every pool that its jobs name; tests set their own slots.
            _configure?.Invoke(jobs);
        },
        _services,
        Hang);

    public async Task RestartAsync()
    {
        await StopAsync();
        await StartHostAsync();
    }

    public ValueTask<JobHandle<T>> SubmitAsync<T>(IJob<T> job, SubmitOptions? options = null) => Client.SubmitAsync(job, options, Hang);

    /// <summary>
    /// Time passes, for a host that was given this clock: its loop, which waits in real time, is made to look at it.
    /// </summary>
    public async Task AdvanceAsync(ManualTimeProvider time, TimeSpan by)
    {
        time.Advance(by);
        await NudgeAsync();
    }

    /// <summary>Lets the loop go round, and everything that was due before this call happen.</summary>
    public async Task NudgeAsync() => await ResultAsync(await SubmitAsync(new Zoo.ReadyJob()));

    /// <summary>Waits until a job is seen in a status. There is no event for some of them, so it looks again and again.</summary>
    public async Task UntilAsync(JobHandle handle, JobStatus status)
    {
        var hang = Hang;
        while ((await Client.FindAsync(handle.Id, hang))?.Status != status) await NudgeAsync();
    }

    /// <summary>A result by its id, from whichever host runs now.</summary>
    public ValueTask<T> ResultAsync<T>(JobHandle<T> handle) => Client.ResultAsync<T>(handle.Id, Hang);

    public ValueTask<JobInfo> WaitAsync(JobHandle handle) => Client.WaitAsync(handle.Id, Hang);

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _services.DisposeAsync();
        _store.Dispose();
    }
}
