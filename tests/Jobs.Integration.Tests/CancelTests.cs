using Jobs.Integration.Tests.Kit;
using Jobs.Integration.Tests.Zoo;

namespace Jobs.Integration.Tests;

/// <summary>Cancellation.</summary>
public sealed class CancelTests
{
    [Fact]
    public async Task Cancel_OfAParent_EndsItsWholeTree()
    {
        await using var test = await TestHost.StartAsync();
        var root = await test.SubmitAsync(new FamilyJob { Generations = 4 });
        var leaves = await test.Probe.HeardAsync("family-leaf", 8);

        Assert.Equal(CommandOutcome.Applied, await root.CancelAsync(TestHost.Hang));

        Assert.Equal(JobStatus.Cancelled, (await test.WaitAsync(root)).Status);
        foreach (var leaf in leaves)
        {
            var info = await test.Client.WaitAsync(JobId.Parse(leaf), TestHost.Hang);
            Assert.Equal(JobStatus.Cancelled, info.Status);
            Assert.Equal(root.Id, info.RootId);
        }

        var all = await test.Client.QueryAsync(new JobQuery { Name = "family" }, TestHost.Hang);
        Assert.Equal(15, all.Count);
        foreach (var job in all) Assert.Equal(JobStatus.Cancelled, (await test.Client.WaitAsync(job.Id, TestHost.Hang)).Status);
    }

    [Fact]
    public async Task Cancel_OfAReadyJob_EndsItWithoutAStart()
    {
        await using var test = await TestHost.StartAsync(jobs => jobs.Options.MaxRunningJobs = 1);
        var blocker = await test.SubmitAsync(new DeafJob());
        await test.Probe.HeardAsync("deaf");
        var waiting = await test.SubmitAsync(new NeverJob());
        Assert.Equal(CommandOutcome.Applied, await waiting.CancelAsync(TestHost.Hang));
        Assert.Equal(JobStatus.Cancelled, (await test.WaitAsync(waiting)).Status);
        test.Probe.Open("deaf");
        await test.ResultAsync(blocker);
        Assert.Equal(0, test.Probe.Count("never"));
    }

    [Fact]
    public async Task Cancel_WhenTheHostStopsBeforeTheJobDoes_IsCarriedOutByTheNext()
    {
        await using var test = await TestHost.StartAsync();
        var handle = await test.SubmitAsync(new DeafJob());
        await test.Probe.HeardAsync("deaf");
        Assert.Equal(CommandOutcome.Applied, await handle.CancelAsync(TestHost.Hang));
        await test.StopAsync(hardDeadline: TimeSpan.FromMilliseconds(1));
        await test.StartHostAsync();
        Assert.Equal(JobStatus.Cancelled, (await test.WaitAsync(handle)).Status);
        test.Probe.Open("deaf");
    }

    [Fact]
    public async Task Result_OfACancelledJob_Throws()
    {
        await using var test = await TestHost.StartAsync();
        var handle = await test.SubmitAsync(new NeverJob());
        await test.Probe.HeardAsync("never");
        await handle.CancelAsync(TestHost.Hang);
        var failure = await Assert.ThrowsAsync<JobFailedException>(async () => await test.Client.ResultAsync<NoResult>(handle.Id, TestHost.Hang));
        Assert.Equal(JobStatus.Cancelled, failure.Status);
    }
}
