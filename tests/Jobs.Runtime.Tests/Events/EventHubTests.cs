using Jobs.Events;

namespace Jobs.Runtime.Tests.Events;

public sealed class EventHubTests
{
    [Fact]
    public async Task Subscriber_WithinItsBound_MissesNothing()
    {
        var hub = new EventHub();
        var events = hub.Subscribe(null, capacity: 100);
        for (var i = 1; i <= 100; i++) hub.Publish(Ended(i));
        hub.Complete();
        Assert.Equal(Enumerable.Range(1, 100).Select(i => (long)i), (await ReadAsync(events)).Select(e => e.Id.Value));
    }

    [Fact]
    public async Task Subscriber_ThatFallsBehind_IsToldHowFar()
    {
        var hub = new EventHub();
        var events = hub.Subscribe(null, capacity: 4).GetAsyncEnumerator();
        for (var i = 1; i <= 10; i++) hub.Publish(Ended(i));
        for (var i = 1; i <= 4; i++)
        {
            Assert.True(await events.MoveNextAsync());
            Assert.Equal(i, events.Current.Id.Value);
        }

        hub.Publish(Ended(11));
        Assert.True(await events.MoveNextAsync());
        Assert.Equal((JobEventKind.Missed, 6L), (events.Current.Kind, events.Current.Missed));
        Assert.True(await events.MoveNextAsync());
        Assert.Equal(11, events.Current.Id.Value);
        await events.DisposeAsync();
        Assert.False(hub.HasSubscribers);
    }

    [Fact]
    public async Task Subscriber_ThatFellBehind_IsToldOnAQuietStreamToo()
    {
        var hub = new EventHub();
        await using var events = hub.Subscribe(null, capacity: 4).GetAsyncEnumerator();
        for (var i = 1; i <= 10; i++) hub.Publish(Ended(i));
        for (var i = 1; i <= 4; i++) Assert.True(await events.MoveNextAsync());

        Assert.True(await events.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30))); // Nothing more is published.
        Assert.Equal((JobEventKind.Missed, 6L), (events.Current.Kind, events.Current.Missed));
        var next = events.MoveNextAsync();
        hub.Publish(Ended(11));
        Assert.True(await next);
        Assert.Equal(11, events.Current.Id.Value);
    }

    [Fact]
    public async Task Subscriber_WhoReadsWhileOthersPublish_IsToldOfEachEventOnce_KeptOrMissed()
    {
        const int Published = 20_000;
        var hub = new EventHub();
        var events = hub.Subscribe(null, capacity: 8);
        var publishing = Task.Factory.StartNew(
            () =>
            {
                for (var i = 1; i <= Published; i++) hub.Publish(Ended(i));
                hub.Complete();
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        long last = 0;
        foreach (var notice in await ReadAsync(events))
        {
            if (notice.Kind == JobEventKind.Missed) last += notice.Missed;
            else Assert.Equal(++last, notice.Id.Value);
        }

        await publishing;
        Assert.Equal(Published, last);
    }

    [Fact]
    public void SubscriberThatNeverReads_CostsItsBound_AndDisturbsNoOther()
    {
        var hub = new EventHub();
        hub.Subscribe(null, capacity: 1000);
        var other = hub.Open(null, capacity: 16);
        for (var i = 1; i <= 1000; i++) hub.Publish(Ended(i));
        Publish(1); // Compiled.
        var before = GC.GetAllocatedBytesForCurrentThread();
        var notice = Ended(1);
        for (var i = 0; i < 100_000; i++)
        {
            hub.Publish(notice);
            Assert.True(other.TryRead(out _));
            while (other.TryRead(out _))
            {
            }
        }

        // Nothing is kept of what is published: no more memory however long it goes on.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 * 100_000);

        void Publish(int id) => hub.Publish(Ended(id));
    }

    [Fact]
    public async Task Progress_GivesWayBeforeLifecycleEventsDo()
    {
        var hub = new EventHub();
        var events = hub.Subscribe(null, capacity: 10);
        for (var i = 0; i < 1000; i++) hub.Publish(new JobEvent { Kind = JobEventKind.Progressed, Id = new JobId(1) });
        for (var i = 1; i <= 5; i++) hub.Publish(Ended(i));
        hub.Complete();
        var read = await ReadAsync(events);
        Assert.Equal(5, read.Count(e => e.Kind == JobEventKind.Ended));
        Assert.DoesNotContain(read, e => e.Kind == JobEventKind.Missed);
    }

    [Fact]
    public async Task Subscriber_OfOneJob_HearsOfNoOther()
    {
        var hub = new EventHub();
        var events = hub.Subscribe(new JobId(2), capacity: 10);
        for (var i = 1; i <= 3; i++) hub.Publish(Ended(i));
        hub.Complete();
        Assert.Equal(2, Assert.Single(await ReadAsync(events)).Id.Value);
    }

    private static JobEvent Ended(long id) => new() { Kind = JobEventKind.Ended, Id = new JobId(id), Status = JobStatus.Completed };

    private static async Task<List<JobEvent>> ReadAsync(IAsyncEnumerable<JobEvent> events)
    {
        var all = new List<JobEvent>();
        await foreach (var notice in events) all.Add(notice);
        return all;
    }

    [Fact]
    public async Task Subscription_MadeAfterTheEnd_EndsAtOnce()
    {
        var hub = new EventHub();
        hub.Complete();
        await using var events = hub.Subscribe(null, 4).GetAsyncEnumerator();
        Assert.False(await events.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10)));
    }
}
