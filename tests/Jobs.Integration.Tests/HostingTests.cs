using Jobs.Integration.Tests.Kit;
using Jobs.Integration.Tests.Zoo;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Jobs.Integration.Tests;

/// <summary>The engine among the services of a program.</summary>
public sealed class HostingTests
{
    [Fact]
    public async Task AddJobs_InAGenericHost_StartsAndStopsTheEngineAndOffersAClient()
    {
        using var store = new TestStore();
        await using var services = new ServiceCollection()
            .AddSingleton<Probe>()
            .AddJobs(jobs => jobs.UseSqlite(store.File).AddJobsIntegrationTestsJobs().Pool("blocks", 2).Pool("steps", 2))
            .BuildServiceProvider();
        var hosted = Assert.Single(services.GetServices<IHostedService>());

        await hosted.StartAsync(TestHost.Hang);
        var client = services.GetRequiredService<IJobClient>();
        var handle = await client.SubmitAsync(new ReadyJob(), null, TestHost.Hang);
        Assert.Equal(1, await handle.ResultAsync(TestHost.Hang));
        await hosted.StopAsync(TestHost.Hang);

        await Assert.ThrowsAnyAsync<JobException>(async () => await client.SubmitAsync(new ReadyJob(), null, TestHost.Hang));
    }

    [Fact]
    public async Task AddJobs_OnAStoreThatIsOwned_LogsInALine_WhoseItIs_SinceWhen_AndWhatToDo()
    {
        using var store = new TestStore();
        await using var first = await JobsHost.StartAsync(jobs => jobs.UseSqlite(store.File));
        var logs = new LastLine();
        await using var services = new ServiceCollection()
            .AddLogging(builder => builder.AddProvider(logs))
            .AddJobs(jobs => jobs.UseSqlite(store.File).Configure(options => options.OwnerWait = TimeSpan.Zero))
            .BuildServiceProvider();
        var error = await Assert.ThrowsAsync<JobStoreException>(() => services.GetServices<IHostedService>().Single().StartAsync(TestHost.Hang));
        Assert.Equal($"The jobs host does not start: {error.Message}", logs.Text);
        Assert.Matches($"is owned by .*\\(pid {Environment.ProcessId}\\), since 2.*Z\\. Stop that process", error.Message);
    }

    [Fact]
    public void AddJobs_CalledTwice_IsRefused_AndSaysWhatToDo()
    {
        var services = new ServiceCollection().AddJobs(jobs => jobs.UseMemory());
        var error = Assert.Throws<JobUsageException>(() => services.AddJobs(jobs => jobs.UseSqlite("other.db")));
        Assert.Contains("Call it once", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(null)]
    public async Task UseSqlite_WithoutAPath_SaysWhatIsMissing(string? path)
    {
        var error = await Assert.ThrowsAsync<JobUsageException>(() => JobsHost.StartAsync(jobs => jobs.UseSqlite(path!)));
        Assert.Contains("UseSqlite was given no path", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Program_WhoseStoreIsLost_EndsWithAnError_UnlessItsOptionsSayOtherwise(bool ends)
    {
        if (!OperatingSystem.IsLinux()) return; // Elsewhere nobody can remove a locked file.
        using var store = new TestStore();
        var life = new Life();
        await using var services = new ServiceCollection()
            .AddSingleton<Probe>()
            .AddSingleton<IHostApplicationLifetime>(life)
            .AddJobs(jobs =>
            {
                jobs.UseSqlite(store.File).AddJobsIntegrationTestsJobs().Pool("blocks", 2).Pool("steps", 2);
                jobs.Options.StopApplicationOnStoreLoss = ends;
            })
            .BuildServiceProvider();
        var hosted = Assert.Single(services.GetServices<IHostedService>());
        await hosted.StartAsync(TestHost.Hang);
        var client = services.GetRequiredService<IJobClient>();
        var host = services.GetRequiredService<JobsHost>();
        try
        {
            File.Delete(store.File + ".owner"); // Another process could take the store now.
            await host.StoreLost.WaitAsync(TestHost.Hang);
            await Assert.ThrowsAsync<JobStoreException>(async () => await client.SubmitAsync(new ReadyJob(), null, TestHost.Hang));
            if (ends) await life.Stopped.WaitAsync(TestHost.Hang);
            await hosted.StopAsync(TestHost.Hang);
            Assert.Equal(ends, life.Stopped.IsCompleted);
            Assert.Equal(ends ? 1 : 0, Environment.ExitCode);
        }
        finally
        {
            Environment.ExitCode = 0; // That of the program that runs the tests.
        }
    }

    [Fact]
    public async Task Services_OfAnAttemptAndOfATask_ComeFromScopesOfTheirOwn()
    {
        await using var test = await TestHost.StartAsync(services: s => s.AddScoped<ScopedThing>());
        var handle = await test.SubmitAsync(new ScopedJob(), new() { Retry = new RetryPolicy { Delay = TimeSpan.FromMilliseconds(1), Jitter = 0 } });
        var numbers = await test.ResultAsync(handle);
        await test.StopAsync();

        // Two attempts and two tasks, whose results the second attempt found again.
        Assert.Equal(3, numbers.Distinct().Count());
        Assert.Equal(4, test.Probe.Count("thing disposed"));
    }

    [Fact]
    public async Task Start_WithAnOptionOutOfRange_NamesIt()
    {
        var error = await Assert.ThrowsAsync<JobUsageException>(() => JobsHost.StartAsync(jobs =>
        {
            jobs.UseMemory();
            jobs.Options.MaxRunningJobs = 0;
        }));
        Assert.Contains("MaxRunningJobs", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Job_ThatThisHostDoesNotKnow_WaitsAndStopsNobody()
    {
        await using var test = await TestHost.StartAsync();
        var handle = await test.SubmitAsync(new SumJob { Count = 5, WaitAfter = 2 });
        await test.Probe.HeardAsync("sum-waits");
        await test.StopAsync();
        await using (var stranger = await JobsHost.StartAsync(jobs => jobs.UseSqlite(test.StoreFile).Add<ReadyJob>()))
        {
            var other = await stranger.Client.SubmitAsync(new ReadyJob(), null, TestHost.Hang);
            Assert.Equal(1, await other.ResultAsync(TestHost.Hang));
            Assert.False((await stranger.Client.FindAsync(handle.Id, TestHost.Hang))!.Status.IsTerminal());
        }

        await using var known = await JobsHost.StartAsync(jobs => jobs.UseSqlite(test.StoreFile).AddJobsIntegrationTestsJobs().Pool("blocks", 2).Pool("steps", 2));
        Assert.NotNull(await known.Client.FindAsync(handle.Id, TestHost.Hang));
    }

    private sealed class Life : IHostApplicationLifetime
    {
        private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Stopped => _stopped.Task;

        public CancellationToken ApplicationStarted => CancellationToken.None;

        public CancellationToken ApplicationStopping => CancellationToken.None;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication() => _stopped.TrySetResult();
    }

    private sealed class LastLine : ILoggerProvider, ILogger
    {
        public string? Text { get; private set; }

        public ILogger CreateLogger(string categoryName) => this;

        public bool IsEnabled(LogLevel logLevel) => logLevel == LogLevel.Critical;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Text = formatter(state, exception);

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public void Dispose()
        {
        }
    }
}
