using Jobs.Remote.Tests.Kit;
using Jobs.Remote.Tests.Zoo;

namespace Jobs.Remote.Tests;

/// <summary>An ended job is run again for another process, with an owner and without.</summary>
public sealed class RetryTests
{
    [Fact]
    public async Task Retry_OfACancelledJob_RunsItAgain_AndLinksTheTwo()
    {
        await using var test = await RemoteTest.StartAsync();
        var client = test.Client();
        var handle = await client.SubmitAsync(new GateJob(), new() { Key = "k", Tags = { ["a"] = "b" } }, RemoteTest.Hang);
        await test.Probe.HeardAsync("runs");
        Assert.Equal(RetryOutcome.NotEnded, (await handle.RetryAsync(null, RemoteTest.Hang)).Outcome);
        await handle.CancelAsync(RemoteTest.Hang);
        await handle.WaitAsync(RemoteTest.Hang);

        var retry = await handle.RetryAsync(new RetryOptions { FromStart = true, Durability = Durability.Flushed }, RemoteTest.Hang);
        Assert.Equal(RetryOutcome.Retried, retry.Outcome);
        Assert.Equal(new JobRetry(RetryOutcome.AlreadyRetried, retry.JobId), await handle.RetryAsync(null, RemoteTest.Hang));
        test.Probe.Open("gate");
        Assert.Equal("opened", await client.ResultAsync<string>(retry.JobId, RemoteTest.Hang));
        var (was, now) = ((await handle.InfoAsync(RemoteTest.Hang))!, (await client.FindAsync(retry.JobId, RemoteTest.Hang))!);
        Assert.Equal((JobStatus.Cancelled, retry.JobId), (was.Status, was.RetriedAs));
        Assert.Equal((JobStatus.Completed, handle.Id, "k", "b"), (now.Status, now.RetryOf, now.Key, now.Tags["a"]));
        Assert.Equal(RetryOutcome.Completed, (await client.RetryAsync(retry.JobId, null, RemoteTest.Hang)).Outcome);
        Assert.Equal(RetryOutcome.NotFound, (await client.RetryAsync(new JobId(5), null, RemoteTest.Hang)).Outcome);
    }

    [Fact]
    public async Task Retry_AtRest_IsRunByTheNextOwner()
    {
        await using var test = await RemoteTest.StartAsync();
        var client = test.Client();
        var broken = await client.SubmitAsync(new BrokenJob(), null, RemoteTest.Hang);
        Assert.Equal(JobStatus.Failed, (await broken.WaitAsync(RemoteTest.Hang)).Status);
        await test.StopHostAsync();

        var retry = await broken.RetryAsync(null, RemoteTest.Hang);
        Assert.Equal(RetryOutcome.Retried, retry.Outcome);
        Assert.Equal(JobStatus.Ready, (await client.FindAsync(retry.JobId, RemoteTest.Hang))!.Status);
        Assert.Equal(RetryOutcome.AlreadyRetried, (await broken.RetryAsync(null, RemoteTest.Hang)).Outcome);

        await test.StartHostAsync();
        var ended = await client.WaitAsync(retry.JobId, RemoteTest.Hang);
        Assert.Equal((JobStatus.Failed, broken.Id), (ended.Status, ended.RetryOf));
        Assert.Contains("attempt 1", ended.Error!.Message, StringComparison.Ordinal);
    }
}
