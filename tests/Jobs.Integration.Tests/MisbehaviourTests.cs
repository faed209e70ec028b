using System.Diagnostics;
using Jobs.Integration.Tests.Kit;
using Jobs.Integration.Tests.Zoo;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace Jobs.Integration.Tests;

/// <summary>User code that does what it should not. It may cost itself; never a slot, another job, or the process.</summary>
public sealed class MisbehaviourTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Job_WhenItThrowsAlways_IsDeadLetteredAfterItsAttempts()
    {
        await using var test = await TestHost.StartAsync(Small);
        var handle = await test.SubmitAsync(new BrokenJob(), new() { Retry = Quickly });
        var info = await test.WaitAsync(handle);
        Assert.Equal(JobStatus.DeadLettered, info.Status);
        Assert.Equal(3, info.FailedAttempts);
        Assert.Equal("broken", info.Error!.Message);
        Assert.Equal(["broken 1", "broken 2", "broken 3"], test.Probe.Log);
        await OthersStillRun(test);
    }

    [Fact]
    public async Task Job_WhenItThrowsAPermanentError_FailsAtOnce()
    {
        await using var test = await TestHost.StartAsync(Small);
        var info = await test.WaitAsync(await test.SubmitAsync(new BrokenJob { IsPermanent = true }, new() { Retry = Quickly }));
        Assert.Equal(JobStatus.Failed, info.Status);
        Assert.Equal(1, test.Probe.CountOf("broken"));
        await OthersStillRun(test);
    }

    [Fact]
    public async Task Job_WhenItReturnsNoTask_Fails()
    {
        await using var test = await TestHost.StartAsync(Small);
        var info = await test.WaitAsync(await test.SubmitAsync(new NullTaskJob(), new() { Retry = RetryPolicy.None }));
        Assert.True(info.Status is JobStatus.Failed or JobStatus.DeadLettered, info.Status.ToString());
        await OthersStillRun(test);
    }

    [Fact]
    public async Task Job_WhenItReturnsNullForAValue_EndsAndHarmsNobody()
    {
        await using var test = await TestHost.StartAsync(Small);
        var info = await test.WaitAsync(await test.SubmitAsync(new NullResultJob(), new() { Retry = RetryPolicy.None }));
        Assert.True(info.Status.IsTerminal());
        await OthersStillRun(test);
    }

    [Fact]
    public async Task Job_WhenItReturnsWhileTasksRun_FailsAfterTheyHaveEnded()
    {
        await using var test = await TestHost.StartAsync(jobs => jobs.Pool("default", slots: 3));
        var handle = await test.SubmitAsync(new LeakyJob(), new() { Retry = RetryPolicy.None });
        await test.Probe.HeardAsync("leaky-task", 3);
        test.Probe.Open("leaky-return");
        var info = await test.WaitAsync(handle);
        Assert.Equal(JobStatus.Failed, info.Status);
        Assert.Equal(3, test.Probe.Count("leaky-task ended"));
        await OthersStillRun(test);
    }

    [Fact]
    public async Task Job_WhenItSwallowsItsToken_IsCancelledAllTheSame()
    {
        await using var test = await TestHost.StartAsync(Small);
        var handle = await test.SubmitAsync(new DeafJob());
        await test.Probe.HeardAsync("deaf");
        Assert.Equal(CommandOutcome.Applied, await handle.CancelAsync(TestHost.Hang));
        await test.Probe.HeardAsync("deaf-heard");
        test.Probe.Open("deaf");

        // It returned a result, but the cancellation was acknowledged before.
        Assert.Equal(JobStatus.Cancelled, (await test.WaitAsync(handle)).Status);
        await OthersStillRun(test);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Jobs_WhenSixtyFourBlockTheirThreads_DisturbNoOthers(bool inTasks)
    {
        const int Blockers = 64;
        using var block = new ThreadBlock(Blockers);
        await using var test = await TestHost.StartAsync(
            jobs =>
            {
                jobs.Options.MaxRunningJobs = 2 * Blockers;
                jobs.Pool("blocks", slots: Blockers);
            },
            services => services.AddSingleton(block));
        await OthersStillRun(test); // Compiled once, before anything is measured.
        var blockers = await test.Client.SubmitManyAsync(
            Enumerable.Repeat(new BlockingJob { InTask = inTasks }, Blockers), null, TestHost.Hang);
        try
        {
            Assert.True(await Task.Factory.StartNew(
                () => block.WaitUntilAllBlock(TimeSpan.FromSeconds(30)), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default));
            var (times, clock) = (new List<double>(), new Stopwatch());
            for (var i = 0; i < 50; i++)
            {
                clock.Restart();
                var handle = await test.SubmitAsync(new SleepyJob { Delay = TimeSpan.FromMilliseconds(1) });
                times.Add(clock.Elapsed.TotalMilliseconds);
                await test.ResultAsync(handle);
                await OthersStillRun(test);
            }

            // Said, not asserted: how long an acknowledgement takes says as much about the machine as about us. That all of
            // the above comes to its end while every blocked thread stays blocked is the claim.
            times.Sort();
            output.WriteLine($"acknowledgements beside {Blockers} blocked threads: median {times[25]:0.00} ms, longest {times[^1]:0.00} ms");
        }
        finally
        {
            block.Open();
        }

        foreach (var blocker in blockers) Assert.Equal(JobStatus.Completed, (await test.WaitAsync(blocker)).Status);
    }

    [Fact]
    public async Task Task_WhenItFailsLessOftenThanItMay_Succeeds()
    {
        await using var test = await TestHost.StartAsync(Small);
        Assert.Equal("attempt 4", await test.ResultAsync(await test.SubmitAsync(new RetriedTaskJob { Failures = 3 })));
    }

    [Fact]
    public async Task Task_WhenItsAttemptsAreSpent_HandsItsLastErrorToTheJob()
    {
        await using var test = await TestHost.StartAsync(Small);
        Assert.Equal("not at attempt 4", await test.ResultAsync(await test.SubmitAsync(new RetriedTaskJob { Failures = 9 })));
        Assert.Equal(4, test.Probe.Log.Count);
    }

    [Fact]
    public async Task Task_WhenItsErrorIsPermanent_IsNotTriedAgain()
    {
        await using var test = await TestHost.StartAsync(Small);
        Assert.Equal("never", await test.ResultAsync(await test.SubmitAsync(new RetriedTaskJob { Failures = 9, IsPermanent = true })));
        Assert.Single(test.Probe.Log);
    }

    private static RetryPolicy Quickly => new() { MaxAttempts = 3, Delay = TimeSpan.FromMilliseconds(1), Jitter = 0 };

    private static void Small(JobsBuilder jobs)
    {
        jobs.Options.MaxRunningJobs = 1;
        jobs.Pool("default", slots: 1);
    }

    /// <summary>Needs the permit and the slot that the culprit had, and the store.</summary>
    private static async Task OthersStillRun(TestHost test)
    {
        var report = await test.ResultAsync(await test.SubmitAsync(new SumJob { Count = 3 }));
        Assert.Equal(SumReport.Expected(3), report.Sum);
    }
}
