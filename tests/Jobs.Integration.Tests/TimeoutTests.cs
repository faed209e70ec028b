using Jobs.Integration.Tests.Kit;
using Jobs.Integration.Tests.Zoo;
using Jobs.TestKit.Time;

namespace Jobs.Integration.Tests;

/// <summary>Timeouts, and code that does not hear of them.</summary>
public sealed class TimeoutTests
{
    [Fact]
    public async Task Job_WhenItTakesTooLong_IsInterruptedAndFails()
    {
        var time = new ManualTimeProvider();
        await using var test = await TestHost.StartAsync(jobs => jobs.UseTimeProvider(time));
        var handle = await test.SubmitAsync(new SlowJob());
        await test.Probe.HeardAsync("slow");
        await test.AdvanceAsync(time, TimeSpan.FromSeconds(4));
        Assert.Equal(JobStatus.Running, (await handle.InfoAsync(TestHost.Hang))!.Status);
        await test.AdvanceAsync(time, TimeSpan.FromSeconds(1));
        var info = await test.WaitAsync(handle);
        Assert.Equal(JobStatus.DeadLettered, info.Status);
        Assert.Equal("Timeout", info.Error!.Type);
    }

    [Fact]
    public async Task Task_WhenItTakesTooLong_FailsAndTheJobHearsOfIt()
    {
        var time = new ManualTimeProvider();
        await using var test = await TestHost.StartAsync(jobs => jobs.UseTimeProvider(time));
        var handle = await test.SubmitAsync(new SlowJob { InTask = true });
        await test.Probe.HeardAsync("slow");
        await test.AdvanceAsync(time, TimeSpan.FromSeconds(2));
        Assert.Equal("Timeout", await test.ResultAsync(handle));
    }

    [Fact]
    public async Task Job_WhenItDoesNotHearOfItsCancellation_IsGivenUpAndItsPermitGoesToOthers()
    {
        var time = new ManualTimeProvider();
        await using var test = await TestHost.StartAsync(jobs =>
        {
            jobs.UseTimeProvider(time);
            jobs.Options.MaxRunningJobs = 1;
            jobs.Options.StopGrace = TimeSpan.FromSeconds(5);
        });
        var handle = await test.SubmitAsync(new DeafJob());
        await test.Probe.HeardAsync("deaf");
        Assert.Equal(CommandOutcome.Applied, await handle.CancelAsync(TestHost.Hang));
        await test.Probe.HeardAsync("deaf-heard");

        // Its code still runs when the job is over, and the only permit has gone to the job that makes the loop look.
        await test.AdvanceAsync(time, TimeSpan.FromSeconds(5));
        Assert.Equal(JobStatus.Cancelled, (await test.WaitAsync(handle)).Status);
        test.Probe.Open("deaf");
    }

    [Fact]
    public async Task Retry_WhenTheBackoffHasNotPassed_IsNotMade()
    {
        var time = new ManualTimeProvider();
        await using var test = await TestHost.StartAsync(jobs => jobs.UseTimeProvider(time));
        var handle = await test.SubmitAsync(
            new FlakyJob { Failures = 1 }, new() { Retry = new RetryPolicy { Delay = TimeSpan.FromMinutes(10), MaxDelay = TimeSpan.FromHours(1), Jitter = 0 } });
        await test.UntilAsync(handle, JobStatus.Scheduled);
        await test.RestartAsync();
        await test.AdvanceAsync(time, TimeSpan.FromMinutes(9));
        Assert.Equal(["flaky 1"], test.Probe.Log);
        await test.AdvanceAsync(time, TimeSpan.FromMinutes(1));
        Assert.Equal("attempt 2, saved 2, unsaved 1", await test.ResultAsync(handle));
    }
}
