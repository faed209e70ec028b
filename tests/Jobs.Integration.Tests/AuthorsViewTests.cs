using Jobs.Integration.Tests.Kit;
using Jobs.Integration.Tests.Zoo;
using Jobs.TestKit.Time;

namespace Jobs.Integration.Tests;

/// <summary>What an author sees when all goes well.</summary>
public sealed class AuthorsViewTests
{
    [Fact]
    public async Task Submit_WhenTheJobCompletes_ReturnsItsResult()
    {
        await using var test = await TestHost.StartAsync();
        var handle = await test.SubmitAsync(new ReadyJob { Number = 41 });
        Assert.Equal(42, await handle.ResultAsync(TestHost.Hang));
    }

    [Fact]
    public async Task Result_AfterARestart_IsFoundByTheId()
    {
        await using var test = await TestHost.StartAsync();
        var handle = await test.SubmitAsync(new ReadyJob { Number = 1 });
        await handle.ResultAsync(TestHost.Hang);

        await test.RestartAsync();

        Assert.Equal(2, await test.ResultAsync(handle));
        Assert.Equal(JobStatus.Completed, (await test.WaitAsync(handle)).Status);
    }

    [Fact]
    public async Task SubmitMany_WhenAllComplete_ReturnsHandlesInOrder()
    {
        await using var test = await TestHost.StartAsync();
        var handles = await test.Client.SubmitManyAsync(Enumerable.Range(0, 500).Select(n => new ReadyJob { Number = n }), null, TestHost.Hang);
        for (var n = 0; n < handles.Count; n++) Assert.Equal(n + 1, await test.ResultAsync(handles[n]));
    }

    [Fact]
    public async Task Submit_WithAnActiveKey_ReturnsTheJobThatHasIt()
    {
        await using var test = await TestHost.StartAsync();
        var first = await test.SubmitAsync(new NeverJob(), new() { Key = "k" });
        var second = await test.SubmitAsync(new NeverJob(), new() { Key = "k" });
        Assert.Equal(first.Id, second.Id);
        await first.CancelAsync(TestHost.Hang);
        await test.WaitAsync(first);

        var third = await test.SubmitAsync(new NeverJob(), new() { Key = "k" });
        Assert.NotEqual(first.Id, third.Id);
    }

    [Fact]
    public async Task Submit_WithATokenSeenBefore_ReturnsTheJobItMade()
    {
        await using var test = await TestHost.StartAsync();
        var first = await test.SubmitAsync(new ReadyJob(), new() { IdempotencyToken = "t" });
        await test.ResultAsync(first);
        await test.RestartAsync();
        Assert.Equal(first.Id, (await test.SubmitAsync(new ReadyJob(), new() { IdempotencyToken = "t" })).Id);
    }

    [Fact]
    public async Task Query_ByTag_FindsTheJobActiveOrEnded()
    {
        await using var test = await TestHost.StartAsync();
        var ended = await test.SubmitAsync(new ReadyJob(), new() { Tags = { ["volume"] = "d" } });
        await test.ResultAsync(ended);
        var active = await test.SubmitAsync(new NeverJob(), new() { Tags = { ["volume"] = "d" } });
        await test.SubmitAsync(new NeverJob(), new() { Tags = { ["volume"] = "e" } });

        var found = await test.Client.QueryAsync(new JobQuery { Tag = new("volume", "d") }, TestHost.Hang);

        Assert.Equal([active.Id, ended.Id], found.Select(f => f.Id));
    }

    [Fact]
    public async Task Tasks_WhenStreamed_AreEachReceivedOnce()
    {
        await using var test = await TestHost.StartAsync();
        var report = await test.ResultAsync(await test.SubmitAsync(new SumJob { Count = 300 }));
        Assert.Equal(SumReport.Expected(300), report.Sum);
        Assert.Equal(Enumerable.Range(1, 300), report.Received.Order());
        Assert.Equal(300, report.Completed);
    }

    [Fact]
    public async Task Result_OfAnUnknownId_Throws()
    {
        await using var test = await TestHost.StartAsync();
        await Assert.ThrowsAsync<UnknownJobException>(async () => await test.Client.WaitAsync(new JobId(12345), TestHost.Hang));
        Assert.Null(await test.Client.FindAsync(new JobId(12345), TestHost.Hang));
    }

    [Fact]
    public async Task Submit_WhenDueLater_StartsThenAndNotBefore()
    {
        var time = new ManualTimeProvider();
        await using var test = await TestHost.StartAsync(jobs => jobs.UseTimeProvider(time));
        var handle = await test.SubmitAsync(new ReadyJob(), new() { DueAt = time.GetUtcNow().AddHours(1) });
        Assert.Equal(JobStatus.Scheduled, (await handle.InfoAsync(TestHost.Hang))!.Status);
        await test.AdvanceAsync(time, TimeSpan.FromHours(1));
        Assert.Equal(1, await test.ResultAsync(handle));
    }
}
