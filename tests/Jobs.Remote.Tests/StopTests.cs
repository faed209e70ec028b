using System.Collections.Concurrent;
using Jobs.Integration.Tests.Kit;
using Jobs.Remote.Tests.Kit;
using Jobs.Remote.Tests.Zoo;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Jobs.Remote.Tests;

/// <summary>A clean stop is no trouble: it is logged as a stop, whatever the listener and its connections are in.</summary>
public sealed class StopTests
{
    [Fact]
    public async Task Stop_OfManyHostsAtOnce_WarnsOfNothing()
    {
        var log = new Warnings();
        await using var services = new ServiceCollection().AddSingleton(new Probe()).AddSingleton<ILoggerFactory>(log).BuildServiceProvider();

        // The one who accepts hears of the closed listener at a moment of his own: where many stop at once, at a late one.
        for (var round = 0; round < 2; round++)
        {
            var stores = Enumerable.Range(0, 8).Select(_ => new TestStore()).ToList();
            var hosts = await Task.WhenAll(stores.Select(store => JobsHost.StartAsync(jobs => jobs.UseSqlite(store.File).AddJobsRemoteTestsJobs(), services, RemoteTest.Hang)));
            await Task.WhenAll(hosts.Select(host => Task.Run(() => host.StopAsync(TimeSpan.Zero, TimeSpan.FromSeconds(30)))));
            stores.ForEach(store => store.Dispose());
        }

        Assert.Empty(log.Told);
    }

    private sealed class Warnings : ILoggerFactory, ILogger
    {
        public ConcurrentQueue<string> Told { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel)) Told.Enqueue($"{eventId.Id} {formatter(state, exception)}");
        }

        public void Dispose()
        {
        }
    }
}
