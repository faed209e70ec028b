using Jobs.Integration.Tests.Kit;
using Jobs.Integration.Tests.Zoo;
using Jobs.TestKit.Time;

namespace Jobs.Integration.Tests;

/// <summary>What re-running means: a job starts at its top with the state of its last checkpoint, and nothing that was done is done again.</summary>
public sealed class ResumeTests
{
    [Fact]
    public async Task Group_AfterACheckpoint_YieldsOnlyWhatNoCheckpointCovers()
    {
        await using var test = await TestHost.StartAsync();
        var handle = await test.SubmitAsync(new SumJob { Count = 10, CheckpointEvery = 4, WaitAfter = 4 });
        await test.Probe.HeardAsync("sum-waits");
        await test.StopAsync();

        test.Probe.Open("sum");
        await test.StartHostAsync();
        var report = await test.ResultAsync(handle);

        Assert.Equal(1, test.Probe.Count("sum begins with 4 of 4/10"));
        Assert.Equal(Enumerable.Range(1, 10), report.Received.Order());
        Assert.Equal(SumReport.Expected(10), report.Sum);
        Assert.Equal(10, report.Completed);
    }

    [Fact]
    public async Task Group_WhenResultsAreStoredButNotCovered_YieldsThemAgainWithoutRunningThem()
    {
        await using var test = await TestHost.StartAsync();
        var handle = await test.SubmitAsync(new SumJob { Count = 5, WaitAfter = 5 });
        await test.Probe.HeardAsync("sum-waits");
        await test.StopAsync();

        test.Probe.Open("sum");
        await test.StartHostAsync();
        var report = await test.ResultAsync(handle);

        // Nothing was covered, so the state began anew and every result was delivered to it again.
        Assert.Equal(2, test.Probe.Count("sum begins with 0 of 0/5"));
        Assert.Equal(SumReport.Expected(5), report.Sum);
        for (var n = 1; n <= 5; n++) Assert.Equal(1, test.Probe.Count($"square {n}"));
    }

    [Fact]
    public async Task AwaitedTask_AfterARestart_ReturnsTheStoredValue()
    {
        await using var test = await TestHost.StartAsync();
        var handle = await test.SubmitAsync(new OnceJob());
        await test.Probe.HeardAsync("once-waits");
        await test.RestartAsync();
        await test.Probe.HeardAsync("once-waits");
        test.Probe.Open("once");

        Assert.Equal("first#1 second#1", await test.ResultAsync(handle));
        Assert.Equal(1, test.Probe.Count("stamp first"));
    }

    [Fact]
    public async Task FinalFailures_AfterARestart_AreDeliveredAgainAndNotTriedAgain()
    {
        await using var test = await TestHost.StartAsync();
        var handle = await test.SubmitAsync(new TroubledJob { Count = 6, Waits = true });
        await test.Probe.HeardAsync("troubled-waits");
        await test.StopAsync();

        test.Probe.Open("troubled");
        await test.StartHostAsync();

        Assert.Equal("3 good, 3 bad", await test.ResultAsync(handle));
        for (var n = 0; n < 6; n++) Assert.Equal(1, test.Probe.Count($"try {n}"));
    }

    [Fact]
    public async Task FinalFailures_WhenTheJobIsRetried_AreTriedAgain()
    {
        await using var test = await TestHost.StartAsync();
        var handle = await test.SubmitAsync(new TroubledJob { Count = 4, FailsOnce = true }, Quickly);
        Assert.Equal("2 good, 2 bad", await test.ResultAsync(handle));
        Assert.Equal([1, 2, 1, 2], Enumerable.Range(0, 4).Select(n => test.Probe.Count($"try {n}")));
    }

    [Fact]
    public async Task FinalFailures_WhenACheckpointCoversThem_AreNotTriedAgain()
    {
        await using var test = await TestHost.StartAsync();
        var handle = await test.SubmitAsync(new TroubledJob { Count = 4, FailsOnce = true, Checkpoints = true }, Quickly);
        Assert.Equal("2 good, 2 bad", await test.ResultAsync(handle));
        for (var n = 0; n < 4; n++) Assert.Equal(1, test.Probe.Count($"try {n}"));
    }

    [Fact]
    public async Task State_WhenAnAttemptFails_IsThatOfTheLastCheckpoint()
    {
        await using var test = await TestHost.StartAsync();
        var handle = await test.SubmitAsync(new FlakyJob { Failures = 2 }, Quickly);
        Assert.Equal("attempt 3, saved 3, unsaved 1", await test.ResultAsync(handle));
    }

    [Theory]
    [InlineData("keyed", 2)]
    [InlineData("forgotten", 2)]
    [InlineData("in one group", 3)]
    public async Task EqualArguments_WhereTheyAreAllowed_EachRun(string way, int runs)
    {
        await using var test = await TestHost.StartAsync();
        Assert.Equal(runs, await test.ResultAsync(await test.SubmitAsync(new IdentityJob { Way = way })));
        Assert.Equal(runs, test.Probe.Count("echo"));
    }

    [Fact]
    public async Task EqualArguments_WhenDispatchedTwice_ThrowAndNameTheWaysOut()
    {
        await using var test = await TestHost.StartAsync();
        var handle = await test.SubmitAsync(new IdentityJob { Way = "twice" }, new() { Retry = RetryPolicy.None });
        var failure = await Assert.ThrowsAsync<JobFailedException>(async () => await test.ResultAsync(handle));
        Assert.Equal(typeof(JobUsageException).FullName, failure.Error!.Type);
        Assert.Contains("Key", failure.Error.Message, StringComparison.Ordinal);
        Assert.Contains("Remember = false", failure.Error.Message, StringComparison.Ordinal);
        Assert.Equal(1, test.Probe.Count("echo"));
    }

    [Fact]
    public async Task Sleep_AfterARestart_WaitsOnlyForWhatIsLeft()
    {
        var time = new ManualTimeProvider();
        await using var test = await TestHost.StartAsync(jobs => jobs.UseTimeProvider(time));
        var handle = await test.SubmitAsync(new SleepyJob { Delay = TimeSpan.FromHours(2) });
        await test.UntilAsync(handle, JobStatus.Sleeping);
        await test.AdvanceAsync(time, TimeSpan.FromHours(1));
        await test.RestartAsync();
        await test.NudgeAsync();
        Assert.False((await test.Client.FindAsync(handle.Id, TestHost.Hang))!.Status.IsTerminal());
        await test.AdvanceAsync(time, TimeSpan.FromHours(1));
        Assert.True(await test.ResultAsync(handle));
    }

    [Fact]
    public async Task Child_AfterARestart_IsFoundAgainAndNotSubmittedAgain()
    {
        await using var test = await TestHost.StartAsync();
        var handle = await test.SubmitAsync(new ParentJob());
        var child = await test.Probe.HeardAsync("parent");
        await test.Probe.HeardAsync("deaf");
        await test.StopAsync(hardDeadline: TimeSpan.FromMilliseconds(1));
        await test.StartHostAsync();

        Assert.Equal(child, await test.Probe.HeardAsync("parent"));
        test.Probe.Open("deaf");
        Assert.Equal("deaf", await test.ResultAsync(handle));
        Assert.Single(await test.Client.QueryAsync(new JobQuery { ParentId = handle.Id }, TestHost.Hang));
    }

    private static SubmitOptions Quickly => new() { Retry = new RetryPolicy { MaxAttempts = 5, Delay = TimeSpan.FromMilliseconds(1), Jitter = 0 } };
}
