using Jobs.Integration.Tests.Kit;
using Jobs.Integration.Tests.Zoo;

namespace Jobs.Integration.Tests;

/// <summary>The smallest host there is: one job at once, one slot. Nothing may wait for itself.</summary>
public sealed class LimitTests
{
    [Fact]
    public async Task Tasks_WithOnePermitAndOneSlot_AllComplete()
    {
        await using var test = await TestHost.StartAsync(Smallest);
        var report = await test.ResultAsync(await test.SubmitAsync(new SumJob { Count = 1000 }));
        Assert.Equal(SumReport.Expected(1000), report.Sum);
    }

    [Fact]
    public async Task Children_WithOnePermit_CompleteAtADepthOf256()
    {
        await using var test = await TestHost.StartAsync(Smallest);
        Assert.Equal(256, await test.ResultAsync(await test.SubmitAsync(new ChainJob { Depth = 256 })));
    }

    [Fact]
    public async Task Jobs_WithOnePermit_RunOneAfterTheOther()
    {
        await using var test = await TestHost.StartAsync(Smallest);
        var first = await test.SubmitAsync(new DeafJob());
        await test.Probe.HeardAsync("deaf");
        var second = await test.SubmitAsync(new ReadyJob());
        Assert.Equal(JobStatus.Ready, (await second.InfoAsync(TestHost.Hang))!.Status);
        test.Probe.Open("deaf");
        Assert.Equal("deaf", await test.ResultAsync(first));
        Assert.Equal(1, await test.ResultAsync(second));
    }

    [Fact]
    public async Task Priority_AmongWaitingJobs_DecidesWhoIsNext()
    {
        await using var test = await TestHost.StartAsync(Smallest);
        var blocker = await test.SubmitAsync(new DeafJob());
        await test.Probe.HeardAsync("deaf");
        foreach (var (count, priority) in new[] { (1, JobPriority.Low), (2, JobPriority.Normal), (3, JobPriority.Urgent) })
            await test.SubmitAsync(new SumJob { Count = count }, new() { Priority = priority });
        test.Probe.Open("deaf");
        await test.ResultAsync(blocker);
        await test.ResultAsync(await test.SubmitAsync(new SumJob { Count = 4 }, new() { Priority = JobPriority.Idle }));

        Assert.Equal(
            ["sum begins with 0 of 0/3", "sum begins with 0 of 0/2", "sum begins with 0 of 0/1", "sum begins with 0 of 0/4"],
            test.Probe.Log.Where(l => l.StartsWith("sum", StringComparison.Ordinal)));
    }

    private static void Smallest(JobsBuilder jobs)
    {
        jobs.Options.MaxRunningJobs = 1;
        jobs.Pool("default", slots: 1);
    }
}
