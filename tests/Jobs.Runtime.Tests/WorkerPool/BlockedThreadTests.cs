using Jobs.Runtime.Tests.Scheduling;
using Jobs.WorkerPool;

namespace Jobs.Runtime.Tests.WorkerPool;

public sealed class BlockedThreadTests
{
    [Fact]
    public void SixtyFourBlockers_DoNotStopOtherWork()
    {
        const int blockers = 64;
        using var scheduler = new ElasticScheduler("blockers", 2, 100, TimeProvider.System);
        using var begun = new CountdownEvent(blockers);
        using var release = new ManualResetEventSlim();
        using var ended = new CountdownEvent(blockers);
        using var otherWork = new CountdownEvent(1000);
        for (var i = 0; i < blockers; i++)
        {
            scheduler.Post(_ =>
            {
                begun.Signal();
                release.Wait();
                ended.Signal();
            }, null);
        }

        for (var i = 0; i < 1000; i++)
            scheduler.Post(_ => otherWork.Signal(), null);

        begun.Await();
        otherWork.Await();
        Assert.Equal(blockers, ended.CurrentCount);
        Assert.InRange(scheduler.ThreadCount, blockers + 1, 100);
        Assert.InRange(scheduler.Replaced, blockers - 1, int.MaxValue);
        release.Set();
        ended.Await();
    }

    [Fact]
    public async Task SyncOverAsync_OnEveryThread_EndsInsteadOfDeadlocking()
    {
        using var scheduler = new ElasticScheduler("sync over async", 2, 100, TimeProvider.System);

        var blocked = Enumerable.Range(0, 16).Select(_ => scheduler.Run(() =>
        {
            // The inner await comes back to the scheduler, all of whose threads do the same as this one.
#pragma warning disable xUnit1031 // Blocking is what is tested.
            Inner().GetAwaiter().GetResult();
#pragma warning restore xUnit1031
            return Task.CompletedTask;
        }));

        await Task.WhenAll(blocked).WaitAsync(Patiently.Limit);

        static async Task Inner() => await Task.Yield();
    }

    [Fact]
    public void Thread_SeenWaitingTwiceInOneEntry_IsReplaced_WhileWorkIsQueued()
    {
        using var watched = new Watched(threadsMin: 2, threadsMax: 10);
        watched.Block(1);
        watched.Block(1);
        watched.PostWork();
        Assert.Equal(2, watched.Scheduler.ThreadCount);

        watched.InspectUntil(() => watched.WorkRan == 1 && watched.Scheduler.BlockedThreads == 2);

        Assert.InRange(watched.Scheduler.Replaced, 1, 2);
    }

    [Fact]
    public void Thread_ThatBlocksBesideOneThatRuns_IsReplacedToo()
    {
        // Half the threads blocked is half the machine idle, though work goes on.
        using var watched = new Watched(threadsMin: 2, threadsMax: 10);
        using var computing = new Computation(watched.Scheduler);
        watched.Block(1);
        watched.PostWork();

        // The one that runs may look blocked for a moment, while the machine lets it wait for its core, and be replaced first.
        watched.InspectUntil(() => watched.WorkRan == 1 && watched.Scheduler.BlockedThreads == 1);

        Assert.InRange(watched.Scheduler.Replaced, 1, 2);
    }

    [Fact]
    public void BlockedThreads_WithNothingQueued_AreNotReplaced()
    {
        using var watched = new Watched(threadsMin: 2, threadsMax: 10);
        watched.Block(2);

        watched.InspectUntil(() => watched.Scheduler.BlockedThreads == 2);
        for (var i = 0; i < 10; i++)
            watched.Scheduler.Inspect();

        Assert.Equal(2, watched.Scheduler.ThreadCount);
    }

    [Fact]
    public void Post_WhileThreadsAreKnownToBeBlocked_DoesNotWaitForTheWatchdog()
    {
        using var watched = new Watched(threadsMin: 1, threadsMax: 10);
        watched.Block(1);
        watched.InspectUntil(() => watched.Scheduler.BlockedThreads == 1);

        watched.PostWork();

        Patiently.Until(() => watched.WorkRan == 1);
    }

    [Fact]
    public void Replacements_NeverExceedTheMaximum()
    {
        using var watched = new Watched(threadsMin: 1, threadsMax: 3);
        watched.Block(3, expectBegun: 1);
        watched.PostWork();

        watched.InspectUntil(() => watched.Scheduler.BlockedThreads == 3);
        for (var i = 0; i < 10; i++)
            watched.Scheduler.Inspect();
        Assert.Equal(3, watched.Scheduler.ThreadCount);
        Assert.Equal(0, watched.WorkRan);

        watched.Release();
        Patiently.Until(() => watched.WorkRan == 1);
    }

    [Fact]
    public void ComputingThread_IsNotTakenForABlockedOne_ButHelpedAfterALongStall()
    {
        using var watched = new Watched(threadsMin: 1, threadsMax: 10);
        using var computing = new Computation(watched.Scheduler);
        watched.PostWork();

        for (var i = 0; i < 10; i++)
        {
            watched.Scheduler.Inspect();
            watched.Clock.Pass(TimeSpan.FromMilliseconds(8));
        }

        Assert.Equal((1, 0, 0), (watched.Scheduler.ThreadCount, watched.Scheduler.BlockedThreads, watched.WorkRan));
        watched.Clock.Pass(TimeSpan.FromMilliseconds(250));
        watched.Scheduler.Inspect();
        Patiently.Until(() => watched.WorkRan == 1);
        Assert.Equal(2, watched.Scheduler.ThreadCount);
    }

    [Fact]
    public void BlockedThread_ThatComesBack_ParksWhileItsReplacementRuns_ThoughWorkIsQueued()
    {
        using var watched = new Watched(threadsMin: 1, threadsMax: 10);
        watched.Block(1);
        watched.InspectUntil(() => watched.Scheduler.BlockedThreads == 1);
        using var computing = new Computation(watched.Scheduler);
        watched.PostWork();

        watched.Release();

        Patiently.Until(() => watched.Scheduler.IdleThreads == 1);
        Assert.Equal((2, 0, 0), (watched.Scheduler.ThreadCount, watched.Scheduler.BlockedThreads, watched.WorkRan));
        computing.Dispose();
        Patiently.Until(() => watched.WorkRan == 1);
    }

    [Fact]
    public void Replacements_WhenTheBlockedComeBack_ParkAndRetireAfterTenSeconds()
    {
        using var watched = new Watched(threadsMin: 2, threadsMax: 10);
        watched.Block(6, expectBegun: 2);
        watched.InspectUntil(() => watched.Scheduler.BlockedThreads == 6);
        var most = watched.Scheduler.ThreadCount;
        Assert.InRange(most, 6, 10);

        watched.Release();
        Patiently.Until(() => watched.Scheduler.IdleThreads == most);
        Assert.Equal(0, watched.Scheduler.BlockedThreads);

        watched.Clock.Pass(TimeSpan.FromSeconds(9.9));
        Assert.NotEqual(Timeout.InfiniteTimeSpan, watched.Scheduler.Inspect());
        Assert.Equal(most, watched.Scheduler.ThreadCount);
        watched.Clock.Pass(TimeSpan.FromSeconds(0.2));
        Assert.Equal(Timeout.InfiniteTimeSpan, watched.Scheduler.Inspect());
        Assert.Equal(2, watched.Scheduler.ThreadCount);

        watched.PostWork();
        Patiently.Until(() => watched.WorkRan == 1);
    }

    [Fact]
    public void BlockedAndReleased_ManyTimesOver_NothingIsLostOrLeftCounted()
    {
        using var scheduler = new ElasticScheduler("rounds", 2, 20, TimeProvider.System);
        for (var round = 0; round < 30; round++)
        {
            using var begun = new CountdownEvent(8);
            using var release = new ManualResetEventSlim();
            using var done = new CountdownEvent(8 + 100);
            for (var i = 0; i < 8; i++)
            {
                scheduler.Post(_ =>
                {
                    begun.Signal();
                    release.Wait();
                    done.Signal();
                }, null);
            }

            for (var i = 0; i < 100; i++)
                scheduler.Post(_ => done.Signal(), null);
            begun.Await();
            release.Set();
            done.Await();
        }

        Patiently.Until(() => scheduler.IdleThreads == scheduler.ThreadCount);
        Assert.Equal(0, scheduler.BlockedThreads);
    }

    /// <summary>A scheduler that the test watches by hand.</summary>
    private sealed class Watched : IDisposable
    {
        private readonly ManualResetEventSlim _release = new();
        private int _workRan;

        public Watched(int threadsMin, int threadsMax) =>
            Scheduler = new ElasticScheduler("watched", threadsMin, threadsMax, Clock, isWatched: false);

        public HandClock Clock { get; } = new();

        public ElasticScheduler Scheduler { get; }

        public int WorkRan => Volatile.Read(ref _workRan);

        public void Block(int count, int? expectBegun = null)
        {
            var begun = 0;
            for (var i = 0; i < count; i++)
            {
                Scheduler.Post(_ =>
                {
                    Interlocked.Increment(ref begun);
                    _release.Wait();
                }, null);
            }

            Patiently.Until(() => Volatile.Read(ref begun) >= (expectBegun ?? count));
        }

        public void Release() => _release.Set();

        public void PostWork() => Scheduler.Post(_ => Interlocked.Increment(ref _workRan), null);

        /// <summary>A thread that begins to block does not say so; only looking tells.</summary>
        public void InspectUntil(Func<bool> condition) => Patiently.Until(() =>
        {
            Scheduler.Inspect();
            return condition();
        });

        public void Dispose()
        {
            Release();
            Scheduler.Dispose();
            Assert.True(Scheduler.WaitForThreads(Patiently.Limit));
            _release.Dispose();
        }
    }

    /// <summary>Keeps one thread busy without waiting in it, until disposed.</summary>
    private sealed class Computation : IDisposable
    {
        private volatile bool _isEnough;

        public Computation(ElasticScheduler scheduler)
        {
            using var begun = new ManualResetEventSlim();
            scheduler.Post(_ =>
            {
                begun.Set();
                while (!_isEnough)
                    Thread.Yield();
            }, null);
            begun.Await();
        }

        public void Dispose() => _isEnough = true;
    }
}
