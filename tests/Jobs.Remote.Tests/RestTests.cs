using Jobs.Remote.Tests.Kit;
using Jobs.Remote.Tests.Zoo;

namespace Jobs.Remote.Tests;

/// <summary>A store that no process owns is served all the same, and is found by its next owner as if nobody had been there.</summary>
public sealed class RestTests
{
    [Fact]
    public async Task Submit_AtRest_IsRunByTheNextOwner()
    {
        await using var test = await RemoteTest.StartAsync();
        await test.StopHostAsync();
        var client = test.Client();
        var typed = await client.SubmitAsync(new AddJob { Number = 5, Start = 100 }.With(1000), new() { Tags = { ["a"] = "b" } }, RemoteTest.Hang);
        var named = await client.SubmitByNameAsync("add", """{"Number": 7}""", null, RemoteTest.Hang);
        Assert.False(named.IsChecked);
        Assert.Equal([JobStatus.Ready, JobStatus.Ready], (await client.QueryAsync(new(), RemoteTest.Hang)).Select(j => j.Status));

        var waiting = typed.ResultAsync(RemoteTest.Hang).AsTask();
        await test.StartHostAsync();
        Assert.Equal(1105, await waiting);
        await named.Handle.WaitAsync(RemoteTest.Hang);
        Assert.Equal("7", (await client.DetailsAsync(named.Handle.Id, RemoteTest.Hang))!.ResultJson);
        Assert.Equal(3, (await named.Handle.InfoAsync(RemoteTest.Hang))!.Version); // As the newest job of that name was stored.
    }

    [Fact]
    public async Task Commands_AtRest_AreObeyedByTheNextOwner()
    {
        await using var test = await RemoteTest.StartAsync();
        await test.StopHostAsync();
        var client = test.Client();
        var paused = await client.SubmitAsync(new AddJob { Number = 1 }, null, RemoteTest.Hang);
        var cancelled = await client.SubmitAsync(new AddJob { Number = 2 }, null, RemoteTest.Hang);
        Assert.Equal(CommandOutcome.Applied, await paused.PauseAsync(RemoteTest.Hang));
        Assert.Equal(CommandOutcome.Applied, await cancelled.CancelAsync(RemoteTest.Hang));
        Assert.Equal(CommandOutcome.NotFound, await client.PauseAsync(new JobId(5), RemoteTest.Hang));

        await test.StartHostAsync();
        Assert.Equal(JobStatus.Cancelled, (await cancelled.WaitAsync(RemoteTest.Hang)).Status);
        Assert.True((await paused.InfoAsync(RemoteTest.Hang))!.IsPaused);
        await paused.ResumeAsync(RemoteTest.Hang);
        Assert.Equal(1, await paused.ResultAsync(RemoteTest.Hang));
    }

    [Fact]
    public async Task Wait_AtRest_ForAJobThatEndedLongAgo_NeedsNoOwner()
    {
        await using var test = await RemoteTest.StartAsync();
        var client = test.Client();
        var handle = await client.SubmitAsync(new AddJob { Number = 4 }, null, RemoteTest.Hang);
        Assert.Equal(4, await handle.ResultAsync(RemoteTest.Hang));
        await test.StopHostAsync();

        Assert.Equal(4, await handle.ResultAsync(RemoteTest.Hang));
        await Assert.ThrowsAsync<UnknownJobException>(async () => await client.WaitAsync(new JobId(5), RemoteTest.Hang));
        Assert.Equal(["no note"], (await client.LogAsync(handle.Id, RemoteTest.Hang)).Select(l => l.Text));
    }

    [Fact]
    public async Task Wait_GoesOnWithTheNextOwner_AndSoDoFollowers()
    {
        await using var test = await RemoteTest.StartAsync();
        var client = test.Client();
        var handle = await client.SubmitAsync(new GateJob(), null, RemoteTest.Hang);
        await test.Probe.HeardAsync("runs");
        var waiting = handle.WaitAsync(RemoteTest.Hang).AsTask();
        var kinds = FollowAsync(client, handle.Id);
        Assert.NotNull(await handle.InfoAsync(RemoteTest.Hang));

        await test.StopHostAsync();
        Assert.False(waiting.IsCompleted);
        await test.StartHostAsync();
        await test.Probe.HeardAsync("runs");
        test.Probe.Open("gate");
        Assert.Equal(JobStatus.Completed, (await waiting).Status);
        Assert.Equal(JobEventKind.Ended, (await kinds)[^1]);
    }

    [Fact]
    public async Task Call_WithoutAStore_SaysWhichPathItMissed_AndMakesNothing()
    {
        await using var test = new RemoteTest();
        var error = await Assert.ThrowsAsync<JobStoreException>(async () => await test.Client().QueryAsync(new(), RemoteTest.Hang));
        Assert.Equal(JobStoreFault.Missing, error.Fault);
        Assert.Contains(test.StoreFile, error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(test.Folder));
    }

    [Fact]
    public async Task Call_OfAnOwnerThatTakesNoClients_NamesIt()
    {
        await using var test = await RemoteTest.StartAsync(jobs => jobs.Options.AcceptRemoteClients = false);
        var client = test.Client(c => c.OwnerWait = TimeSpan.Zero);
        var error = await Assert.ThrowsAsync<JobStoreException>(async () => await client.QueryAsync(new(), RemoteTest.Hang));
        Assert.Equal(JobStoreFault.Owned, error.Fault);
        Assert.Contains($"pid {Environment.ProcessId}", error.Message, StringComparison.Ordinal);
        Assert.Contains("does not listen", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("this host", error.Message, StringComparison.Ordinal); // Whoever asks is none.
        error = await Assert.ThrowsAsync<JobStoreException>(async () => await client.WaitAsync(new JobId(5), RemoteTest.Hang));
        Assert.Equal(JobStoreFault.Owned, error.Fault);
    }

    private static async Task<List<JobEventKind>> FollowAsync(JobsClient client, JobId id)
    {
        var kinds = new List<JobEventKind>();
        await foreach (var notice in client.FollowAsync(id, cancellationToken: RemoteTest.Hang)) kinds.Add(notice.Kind);
        return kinds;
    }
}
