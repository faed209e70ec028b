using Jobs.Runtime.Tests.Engine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Jobs.Runtime.Tests.Hosting;

public sealed class HostedServiceTests
{
    [Fact]
    public async Task Client_TakenByAHostedServiceThatIsMadeFirst_WaitsForTheStart()
    {
        await using var provider = new ServiceCollection()
            .AddHostedService<Kicker>()
            .AddJobs(jobs => jobs.UseMemory().Add<ScriptJob>())
            .BuildServiceProvider();
        var services = provider.GetServices<IHostedService>().ToArray(); // Every one is made before any is started.
        foreach (var service in services) await service.StartAsync(CancellationToken.None);
        Assert.Equal(7, await services.OfType<Kicker>().Single().Result!);
        foreach (var service in services.Reverse()) await service.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Job_ThatTakesAService_WithoutAContainer_IsToldWhichIsMissing()
    {
        await using var host = await TestHost.StartAsync();
        var job = ScriptJob.Of((_, _) => Task.FromResult(1));
        Assert.Equal(1, await (await host.Client.SubmitAsync(job)).ResultAsync());
        await using var services = new Jobs.Execution.AttemptServices(new Nothing());
        var missing = Assert.Throws<JobUsageException>(() => Jobs.CompilerServices.RequiredServices.Get<IDisposable>(services, "script", "RunAsync"));
        Assert.Contains("RunAsync of job 'script' takes a System.IDisposable", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EndedJob_IsToldWithItsKeyTagsAndLog()
    {
        await using var host = await TestHost.StartAsync();
        var job = ScriptJob.Of((_, ctx) =>
        {
            ctx.Log("one");
            ctx.Log("two");
            return Task.FromResult(1);
        });
        var handle = await host.Client.SubmitAsync(job, new SubmitOptions { Key = "k", Tags = { ["colour"] = "red" } });
        var info = await handle.WaitAsync();
        Assert.Equal("k", info.Key);
        Assert.Equal("red", info.Tags["colour"]);
        Assert.Equal(["one", "two"], (await host.Client.LogAsync(handle.Id)).Select(l => l.Text));
    }

    private sealed class Kicker(IJobClient client) : IHostedService
    {
        public Task<int>? Result { get; private set; }

        public Task StartAsync(CancellationToken cancellationToken)
        {
            Result = RunAsync();
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        private async Task<int> RunAsync() => await (await client.SubmitAsync(ScriptJob.Of((_, _) => Task.FromResult(7)))).ResultAsync();
    }

    private sealed class Nothing : IServiceProvider
    {
        public object? GetService(Type serviceType) => null;
    }
}
