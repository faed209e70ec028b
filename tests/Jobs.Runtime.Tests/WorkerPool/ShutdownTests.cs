using Jobs.WorkerPool;

namespace Jobs.Runtime.Tests.WorkerPool;

public sealed class ShutdownTests
{
    [Fact]
    public void Dispose_WithAnEntryThatNeverEnds_ReturnsAndSaysSo()
    {
        var scheduler = new ElasticScheduler("never", 1, 1, TimeProvider.System);
        using var begun = new ManualResetEventSlim();
        using var release = new ManualResetEventSlim();
        scheduler.Post(_ =>
        {
            begun.Set();
            release.Wait();
        }, null);
        begun.Await();

        scheduler.Dispose();

        Assert.False(scheduler.WaitForThreads(TimeSpan.Zero));
        release.Set();
        Assert.True(scheduler.WaitForThreads(Patiently.Limit));
        Assert.Equal(0, scheduler.ThreadCount);
    }

    [Fact]
    public void Dispose_LeavesNothingQueuedBehind()
    {
        var scheduler = new ElasticScheduler("queued", 1, 1, TimeProvider.System);
        using var begun = new ManualResetEventSlim();
        using var release = new ManualResetEventSlim();
        using var queued = new CountdownEvent(100);
        scheduler.Post(_ =>
        {
            begun.Set();
            release.Wait();
        }, null);
        begun.Await();
        for (var i = 0; i < 100; i++)
            scheduler.Post(_ => queued.Signal(), null);

        scheduler.Dispose();

        queued.Await();
        release.Set();
    }

    [Fact]
    public async Task Await_ThatEndsAfterDispose_StillComesBack()
    {
        var scheduler = new ElasticScheduler("late", 1, 1, TimeProvider.System);
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var waiting = new ManualResetEventSlim();
        var work = scheduler.Run(async () =>
        {
            waiting.Set();
            await gate.Task;
        });
        waiting.Await();
        scheduler.Dispose();

        gate.SetResult();

        await work.WaitAsync(Patiently.Limit);
    }

    [Fact]
    public void Dispose_WhileOthersPost_LosesNoEntry()
    {
        for (var round = 0; round < 300; round++)
        {
            using var done = new CountdownEvent(2 * 50);
            var scheduler = new ElasticScheduler("race", 2, 4, TimeProvider.System);
            var posters = Enumerable.Range(0, 2).Select(_ => new Thread(() =>
            {
                for (var i = 0; i < 50; i++)
                    scheduler.Post(_ => done.Signal(), null);
            })).ToArray();
            Array.ForEach(posters, poster => poster.Start());
            scheduler.Dispose();
            Array.ForEach(posters, poster => poster.Join());

            done.Await();
            Assert.True(scheduler.WaitForThreads(Patiently.Limit));
        }
    }

    [Fact]
    public void Dispose_Twice_IsOnce()
    {
        var scheduler = new ElasticScheduler("twice", 1, 1, TimeProvider.System);
        scheduler.Dispose();
        scheduler.Dispose();

        Assert.True(scheduler.WaitForThreads(TimeSpan.Zero));
    }
}
