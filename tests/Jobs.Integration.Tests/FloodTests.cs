using System.Globalization;
using Jobs.Integration.Tests.Kit;
using Jobs.Integration.Tests.Zoo;

namespace Jobs.Integration.Tests;

/// <summary>Floods of what a job says, code that blocks where it should await, and waits that nobody ends.</summary>
public sealed class FloodTests
{
    private static readonly int Times =
        Environment.GetEnvironmentVariable("JOBS_SCALE") is { Length: > 0 } text ? 10 * int.Parse(text, CultureInfo.InvariantCulture) : 200_000;

    [Fact]
    public async Task Progress_InATightLoop_DelaysNobody_AndItsLastIsStored()
    {
        await using var test = await TestHost.StartAsync();
        var handle = await test.SubmitAsync(new FloodJob { Times = Times });
        await test.Probe.HeardAsync("flood");
        for (var i = 0; i < 20; i++) await test.NudgeAsync(); // They end beside it, or never.
        test.Probe.Open("flood");
        var said = await handle.ResultAsync();
        Assert.InRange(said, Times, int.MaxValue);
        Assert.Equal(new JobProgress(said, Times), (await test.WaitAsync(handle)).Progress);
    }

    [Fact]
    public async Task Log_InATightLoop_DelaysNobody_AndKeepsItsNewestThousandLines()
    {
        await using var test = await TestHost.StartAsync();
        var handle = await test.SubmitAsync(new FloodJob { Times = Times / 10, InLog = true });
        await test.Probe.HeardAsync("flood");
        for (var i = 0; i < 20; i++) await test.NudgeAsync();
        test.Probe.Open("flood");
        var said = await handle.ResultAsync();
        var lines = await test.Client.LogAsync(handle.Id);
        Assert.Equal(Enumerable.Range(said - 999, 1000), lines.Select(l => int.Parse(l.Text, CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task SyncOverAsync_InAsManyJobsAsThereArePermits_DeadlocksNobody()
    {
        const int Many = 32;
        await using var test = await TestHost.StartAsync(jobs =>
        {
            jobs.Options.MaxRunningJobs = Many;
            jobs.Pool("default", slots: 1);
        });
        var handles = await test.Client.SubmitManyAsync(Enumerable.Range(0, Many).Select(_ => new SyncJob()), null, TestHost.Hang);
        await test.Probe.HeardAsync("sync", Many); // All of them block a thread at once.
        test.Probe.Open("sync");
        foreach (var handle in handles) Assert.Equal(1 + 2 + 3 + 4, await test.ResultAsync(handle));
    }

    [Fact]
    public async Task SyncOverAsync_WithOnePermitAndOneSlot_DeadlocksNobody()
    {
        await using var test = await TestHost.StartAsync(jobs =>
        {
            jobs.Options.MaxRunningJobs = 1;
            jobs.Pool("default", slots: 1);
        });
        test.Probe.Open("sync");
        for (var i = 0; i < 3; i++) Assert.Equal(10, await test.ResultAsync(await test.SubmitAsync(new SyncJob())));
    }

    [Fact]
    public async Task Continuation_ThatNeverReturns_HoldsUpNobodyElse()
    {
        using var block = new ThreadBlock(3);
        await using var test = await TestHost.StartAsync();
        ThreadPool.GetMinThreads(out var workers, out var ports);
        ThreadPool.SetMinThreads(workers + 16, ports); // Three of them will block; what is proved is that no thread of the host does.
        try
        {
            var events = test.Host.Subscribe();
            _ = Task.Run(async () =>
            {
                await foreach (var notice in events) block.Enter();
            });
            var handle = await test.SubmitAsync(new SumJob { Count = 3 });
            _ = handle.ResultAsync().AsTask().ContinueWith(_ => block.Enter(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            _ = test.SubmitAsync(new ReadyJob()).AsTask().ContinueWith(_ => block.Enter(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            Assert.True(await Task.Factory.StartNew(
                () => block.WaitUntilAllBlock(TimeSpan.FromSeconds(30)), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default));

            var next = await test.SubmitAsync(new SumJob { Count = 3 });
            Assert.Equal(SumReport.Expected(3), (await test.ResultAsync(next)).Sum);
            Assert.Equal(CommandOutcome.AlreadyFinishing, await next.CancelAsync(TestHost.Hang));
        }
        finally
        {
            block.Open();
            ThreadPool.SetMinThreads(workers, ports);
        }
    }

    [Fact]
    public async Task Task_ThatIgnoresTheShutdown_IsLeftBehindAndRunsAgainWithTheNextStart()
    {
        await using var test = await TestHost.StartAsync();
        var handle = await test.SubmitAsync(new DeafTaskJob());
        await test.Probe.HeardAsync("deaf-task");
        Assert.Equal(1, await test.Host.StopAsync(TimeSpan.Zero, TimeSpan.FromMilliseconds(1))); // It says how many did not end.
        await test.RestartAsync();
        await test.Probe.HeardAsync("deaf-task");
        test.Probe.Open("deaf-task");
        Assert.Equal(5, await test.ResultAsync(handle));
    }
}
