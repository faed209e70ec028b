using Jobs.Remote.Tests.Kit;
using Jobs.Remote.Tests.Zoo;

namespace Jobs.Remote.Tests;

/// <summary>What another process can ask of an owner is what its own code can.</summary>
public sealed class CallTests
{
    [Fact]
    public async Task Submit_OfAJobClass_CarriesInputStateAndJournal_AndBringsTheResultBack()
    {
        await using var test = await RemoteTest.StartAsync();
        var handle = await test.Client().SubmitAsync(
            new AddJob { Number = 5, Start = 100, Within = new(1, 2) }.With(1000),
            new() { Priority = JobPriority.High, Key = "k", Tags = { ["a"] = "b" } }, RemoteTest.Hang);

        Assert.Equal(1105, await handle.ResultAsync(RemoteTest.Hang));
        var info = (await handle.InfoAsync(RemoteTest.Hang))!;
        Assert.Equal(("add", 3, JobStatus.Completed, JobPriority.High, "k", "b"), (info.Name, info.Version, info.Status, info.Priority, info.Key, info.Tags["a"]));
        Assert.Equal(["no note"], (await test.Client().LogAsync(handle.Id, RemoteTest.Hang)).Select(l => l.Text));
    }

    [Fact]
    public async Task Submit_ByName_TakesJson_AndTheInitializersSayTheRest()
    {
        await using var test = await RemoteTest.StartAsync();
        var submit = await test.Client().SubmitByNameAsync("add", """{"Number": 7, "Within": {"Low": 1, "High": 2}}""", null, RemoteTest.Hang);
        Assert.True(submit.IsChecked);
        Assert.Equal(JobStatus.Completed, (await submit.Handle.WaitAsync(RemoteTest.Hang)).Status);
        Assert.Equal("7", (await test.Client().DetailsAsync(submit.Handle.Id, RemoteTest.Hang))!.ResultJson);
    }

    [Theory]
    [InlineData("""{"Numbr": 7, "Number": 1}""", "Numbr")]
    [InlineData("""{"Number": 1, "Within": {"Low": 1, "High": 2, "Mid": 3}}""", "Within.Mid")]
    [InlineData("""{"Note": "x"}""", "Number")]
    [InlineData("""{"Number": "seven"}""", "Number")]
    [InlineData("[1]", "object")]
    [InlineData("{", "object")]
    [InlineData("{} {}", "object")]
    public async Task Submit_ByName_OfInputThatTheClassDoesNotHave_NamesTheMember(string input, string named)
    {
        await using var test = await RemoteTest.StartAsync();
        var error = await Assert.ThrowsAsync<JobPayloadException>(async () => await test.Client().SubmitByNameAsync("add", input, null, RemoteTest.Hang));
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
        Assert.Contains("add", error.Message, StringComparison.Ordinal);
        Assert.Empty(await test.Client().QueryAsync(new(), RemoteTest.Hang));
    }

    [Fact]
    public async Task Submit_OfANameThatTheOwnerDoesNotKnow_ListsThoseItKnows()
    {
        await using var test = await RemoteTest.StartAsync();
        var error = await Assert.ThrowsAsync<JobUsageException>(async () => await test.Client().SubmitByNameAsync("sub", "{}", null, RemoteTest.Hang));
        Assert.Contains("add, broken, day, gate", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Submit_WithATokenThatWasSeen_ReturnsTheJobThatItMade()
    {
        await using var test = await RemoteTest.StartAsync();
        var first = await test.Client().SubmitAsync(new AddJob { Number = 1 }, new() { IdempotencyToken = "t" }, RemoteTest.Hang);
        var second = await test.Client().SubmitAsync(new AddJob { Number = 2 }, new() { IdempotencyToken = "t" }, RemoteTest.Hang);
        Assert.Equal(first.Id, second.Id);
    }

    [Fact]
    public async Task SubmitMany_BeyondOneFrame_KeepsTheirOrder()
    {
        await using var test = await RemoteTest.StartAsync();
        var handles = await test.Client().SubmitManyAsync(Enumerable.Range(0, 700).Select(IJob<int> (n) => new AddJob { Number = n }), null, RemoteTest.Hang);
        Assert.Equal(700, handles.Count);
        Assert.Equal(handles.Select(h => h.Id).Order(), handles.Select(h => h.Id));
        Assert.Equal(699, await handles[^1].ResultAsync(RemoteTest.Hang));
        Assert.Equal(700, (await test.Client().QueryAsync(new() { Limit = 1000 }, RemoteTest.Hang)).Count);
    }

    [Fact]
    public async Task PauseResumeAndCancel_ReachTheJob_AndTellWhatTheyCameTo()
    {
        await using var test = await RemoteTest.StartAsync();
        var client = test.Client();
        var handle = await client.SubmitAsync(new GateJob(), null, RemoteTest.Hang);
        await test.Probe.HeardAsync("runs");
        Assert.Equal(JobStatus.Running, Assert.Single(await client.QueryAsync(new() { Status = JobStatus.Running }, RemoteTest.Hang)).Status);

        Assert.Equal(CommandOutcome.Applied, await handle.PauseAsync(RemoteTest.Hang));
        Assert.True((await handle.InfoAsync(RemoteTest.Hang))!.IsPaused);
        Assert.Equal(CommandOutcome.Applied, await handle.ResumeAsync(RemoteTest.Hang));
        Assert.False((await handle.InfoAsync(RemoteTest.Hang))!.IsPaused);
        Assert.Equal(CommandOutcome.Applied, await handle.CancelAsync(RemoteTest.Hang));
        Assert.Equal(JobStatus.Cancelled, (await handle.WaitAsync(RemoteTest.Hang)).Status);
        Assert.Equal(CommandOutcome.AlreadyFinishing, await handle.CancelAsync(RemoteTest.Hang));
        Assert.Equal(CommandOutcome.NotFound, await client.CancelAsync(new JobId(5), RemoteTest.Hang));
    }

    [Fact]
    public async Task Wait_ForAJobThatNobodyKnows_SaysSo()
    {
        await using var test = await RemoteTest.StartAsync();
        var error = await Assert.ThrowsAsync<UnknownJobException>(async () => await test.Client().WaitAsync(new JobId(5), RemoteTest.Hang));
        Assert.Equal(new JobId(5), error.Id);
    }

    [Fact]
    public async Task Result_OfAJobThatFailed_ThrowsWithItsError()
    {
        await using var test = await RemoteTest.StartAsync();
        var handle = await test.Client().SubmitAsync(new BrokenJob(), null, RemoteTest.Hang);
        var error = await Assert.ThrowsAsync<JobFailedException>(async () => await handle.ResultAsync(RemoteTest.Hang));
        Assert.Equal(JobStatus.Failed, error.Status);
        Assert.Contains("broken for good", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wait_GivenUp_LeavesTheConnectionToOthers()
    {
        await using var test = await RemoteTest.StartAsync();
        var client = test.Client();
        var handle = await client.SubmitAsync(new GateJob(), null, RemoteTest.Hang);
        await test.Probe.HeardAsync("runs");
        using var enough = new CancellationTokenSource();
        var waiting = handle.WaitAsync(enough.Token).AsTask();
        var other = handle.WaitAsync(RemoteTest.Hang).AsTask();
        Assert.NotNull(await handle.InfoAsync(RemoteTest.Hang));
        await enough.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        test.Probe.Open("gate");
        Assert.Equal(JobStatus.Completed, (await other).Status);
    }

    [Fact]
    public async Task Follow_OfOneJob_TellsItsLifeAndEndsWithIt()
    {
        await using var test = await RemoteTest.StartAsync();
        var client = test.Client();
        var handle = await client.SubmitAsync(new GateJob(), null, RemoteTest.Hang);
        await test.Probe.HeardAsync("runs");
        await using (var events = client.FollowAsync(handle.Id, cancellationToken: RemoteTest.Hang).GetAsyncEnumerator())
        {
            // The job ends while the subscription is under way: seen by the one or by the look after it.
            var next = events.MoveNextAsync();
            test.Probe.Open("gate");
            while (await next && events.Current.Kind != JobEventKind.Ended) next = events.MoveNextAsync();
            Assert.Equal((JobEventKind.Ended, JobStatus.Completed), (events.Current.Kind, events.Current.Status));
            Assert.False(await events.MoveNextAsync());
        }

        var again = new List<JobEvent>();
        await foreach (var notice in client.FollowAsync(handle.Id, cancellationToken: RemoteTest.Hang)) again.Add(notice);
        Assert.Equal((JobEventKind.Ended, JobStatus.Completed), (Assert.Single(again).Kind, again[0].Status));
    }

    [Fact]
    public async Task Stats_TellWhoOwnsTheStore_AndWhatRuns()
    {
        await using var test = await RemoteTest.StartAsync();
        var client = test.Client();
        await client.SubmitAsync(new GateJob(), null, RemoteTest.Hang);
        await test.Probe.HeardAsync("runs");
        var stats = await client.StatsAsync(RemoteTest.Hang);
        Assert.Contains($"pid {Environment.ProcessId}", stats.Owner, StringComparison.Ordinal);
        Assert.Equal([new(JobStatus.Running, 1)], stats.Counts);
        Assert.Equal(["add", "broken", "day", "gate", "nap"], stats.JobNames);
        Assert.Equal(["default"], stats.Pools.Keys);

        await test.StopHostAsync();
        stats = await client.StatsAsync(RemoteTest.Hang);
        Assert.Null(stats.Owner);
        Assert.Equal([new(JobStatus.Ready, 1)], stats.Counts);
    }
}
