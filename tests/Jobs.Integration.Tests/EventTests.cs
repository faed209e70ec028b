using Jobs.Integration.Tests.Kit;
using Jobs.Integration.Tests.Zoo;

namespace Jobs.Integration.Tests;

/// <summary>What subscribers hear, and what a job says of itself.</summary>
public sealed class EventTests
{
    [Fact]
    public async Task Events_OfAJobThatIsRetried_TellItsLifeInOrder()
    {
        await using var test = await TestHost.StartAsync();
        var events = test.Host.Subscribe();
        var handle = await test.SubmitAsync(
            new FlakyJob { Failures = 1 }, new() { Retry = new RetryPolicy { Delay = TimeSpan.FromMilliseconds(1), Jitter = 0 } });
        await test.ResultAsync(handle);
        await test.StopAsync();

        var told = await ReadAsync(events);
        Assert.All(told, e => Assert.Equal(handle.Id, e.Id));
        Assert.Equal(
            [JobEventKind.Submitted, JobEventKind.Started, JobEventKind.Retrying, JobEventKind.Started, JobEventKind.Ended],
            told.Select(e => e.Kind));
        Assert.Equal("flaky 1", told[2].Error!.Message);
        Assert.Equal(JobStatus.Completed, told[^1].Status);
    }

    [Fact]
    public async Task Progress_ThatAJobReports_IsHeardToItsLast()
    {
        await using var test = await TestHost.StartAsync();
        var events = test.Host.Subscribe();
        var handle = await test.SubmitAsync(new ReportingJob());
        await test.WaitAsync(handle);
        await test.StopAsync();

        var last = (await ReadAsync(events)).Last(e => e.Kind == JobEventKind.Progressed).Progress!;
        Assert.Equal(new JobProgress(10, 10, 100, 200, "counting"), last);
    }

    /// <summary>Everything up to the end of the subscription, which is that of the host.</summary>
    private static async Task<List<JobEvent>> ReadAsync(IAsyncEnumerable<JobEvent> events)
    {
        var told = new List<JobEvent>();
        await foreach (var notice in events.WithCancellation(TestHost.Hang)) told.Add(notice);
        return told;
    }
}
