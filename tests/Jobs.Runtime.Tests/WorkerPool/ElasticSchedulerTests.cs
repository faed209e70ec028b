using Jobs.WorkerPool;

namespace Jobs.Runtime.Tests.WorkerPool;

public sealed class ElasticSchedulerTests
{
    [Fact]
    public void Entries_OfOneThread_RunInOrderOnThatThread()
    {
        using var scheduler = new ElasticScheduler("order", 1, 1, TimeProvider.System);
        using var done = new CountdownEvent(1000);
        var order = new List<int>();
        var threads = new HashSet<Thread>();

        for (var i = 0; i < 1000; i++)
        {
            var number = i;
            scheduler.Post(_ =>
            {
                order.Add(number);
                threads.Add(Thread.CurrentThread);
                done.Signal();
            }, null);
        }

        done.Await();
        Assert.Equal(Enumerable.Range(0, 1000), order);
        Assert.Equal("order 1", Assert.Single(threads).Name);
    }

    [Fact]
    public void Posts_OneByOneFromManyThreads_NeverLoseAWakeUp()
    {
        // Nobody watches, so nothing but the post itself can wake a thread; and each poster waits for its own entry, so
        // that the threads park again and again.
        const int posters = 4, rounds = 2_500;
        using var scheduler = new ElasticScheduler("wake", 2, 2, TimeProvider.System, isWatched: false);
        using var finished = new CountdownEvent(posters);

        var threads = Enumerable.Range(0, posters).Select(_ => new Thread(() =>
        {
            using var ran = new SemaphoreSlim(0);
            for (var i = 0; i < rounds; i++)
            {
                scheduler.Post(static state => ((SemaphoreSlim)state!).Release(), ran);
                if (!ran.Wait(Patiently.Limit))
                    return;
            }

            finished.Signal();
        })).ToArray();
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());

        Assert.True(finished.IsSet, "An entry never ran: its wake-up was lost.");
    }

    [Fact]
    public void Entries_PostedAtOnceByManyThreads_AllRunOnce()
    {
        const int posters = 4, entries = 50_000;
        using var scheduler = new ElasticScheduler("flood", 2, 2, TimeProvider.System, isWatched: false);
        using var done = new CountdownEvent(posters * entries);
        var runs = new int[posters * entries];

        var threads = Enumerable.Range(0, posters).Select(poster => new Thread(() =>
        {
            for (var i = 0; i < entries; i++)
            {
                scheduler.Post(state =>
                {
                    Interlocked.Increment(ref runs[(int)state!]);
                    done.Signal();
                }, poster * entries + i);
            }
        })).ToArray();
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());

        done.Await();
        Assert.All(runs, count => Assert.Equal(1, count));
    }

    [Fact]
    public void Post_WhileTheLastSearcherParks_IsFoundByIt()
    {
        // The clock is read in the one moment that matters: the thread has searched in vain and still counts as a searcher,
        // so that the post wakes nobody.
        var clock = new ActingClock();
        using var scheduler = new ElasticScheduler("parks", 1, 1, clock, isWatched: false);
        using var ran = new ManualResetEventSlim();
        clock.OnNextRead = () => scheduler.Post(_ => ran.Set(), null);

        scheduler.Post(_ => { }, null);

        ran.Await();
    }

    [Fact]
    public void Entries_PostedTogether_RunTogether_WhenAsManyThreadsAreFree()
    {
        // Each waits for the other. The second post wakes nobody when it sees the first one's thread searching, so that
        // thread has to pass the wake-up on before it runs its own entry; nobody else would.
        using var scheduler = new ElasticScheduler("together", 2, 2, TimeProvider.System, isWatched: false);
        using var meeting = new Barrier(participantCount: 3);
        Action<object?> meet = _ => meeting.SignalAndWait(Patiently.Limit);
        for (var round = 0; round < 1000; round++)
        {
            scheduler.Post(meet, null);
            scheduler.Post(meet, null);
            Assert.True(meeting.SignalAndWait(Patiently.Limit), "One entry ran, and the other waited beside a free thread.");
        }
    }

    [Fact]
    public async Task Awaits_InAPostedAction_ComeBackToTheScheduler()
    {
        using var scheduler = new ElasticScheduler("await", 2, 4, TimeProvider.System);
        var result = new TaskCompletionSource<bool[]>(TaskCreationOptions.RunContinuationsAsynchronously);

        scheduler.Post(_ => Work(), null);

        Assert.All(await result.Task.WaitAsync(Patiently.Limit), Assert.True);

        async void Work() => result.SetResult(await WhereAwaitsContinue(scheduler));
    }

    [Fact]
    public async Task Awaits_InWorkThatIsRun_ComeBackToTheScheduler()
    {
        using var scheduler = new ElasticScheduler("await", 2, 4, TimeProvider.System);
        bool[]? places = null;

        await scheduler.Run(async () => places = await WhereAwaitsContinue(scheduler)).WaitAsync(Patiently.Limit);

        Assert.All(places!, Assert.True);
    }

    [Fact]
    public async Task Task_StartedOnTheScheduler_RunsThereAndStartsItsOwnThere()
    {
        using var scheduler = new ElasticScheduler("tasks", 1, 4, TimeProvider.System);

        var inner = await Task.Factory.StartNew(
            () => (TaskScheduler.Current, Task.Factory.StartNew(() => ElasticScheduler.Current)),
            CancellationToken.None, TaskCreationOptions.None, scheduler).WaitAsync(Patiently.Limit);

        Assert.Same(scheduler, inner.Current);
        Assert.Same(scheduler, await inner.Item2.WaitAsync(Patiently.Limit));
    }

    [Fact]
    public async Task WorkThatIsRun_WhenItFails_TellsItsAwaiter()
    {
        using var scheduler = new ElasticScheduler("fails", 1, 1, TimeProvider.System);

        await Assert.ThrowsAsync<InvalidDataException>(() => scheduler.Run(async () =>
        {
            await Task.Yield();
            throw new InvalidDataException();
        }));
    }

    [Fact]
    public void Entry_InheritsNeitherAmbientValuesNorContextOfTheOneBefore()
    {
        using var scheduler = new ElasticScheduler("ambient", 1, 1, TimeProvider.System);
        using var done = new ManualResetEventSlim();
        var ambient = new AsyncLocal<string> { Value = "poster" };
        string? seenFirst = null, seenSecond = null;
        SynchronizationContext? before = null, after = null;

        scheduler.Post(_ =>
        {
            seenFirst = ambient.Value;
            before = SynchronizationContext.Current;
            ambient.Value = "first entry";
            SynchronizationContext.SetSynchronizationContext(null);
        }, null);
        scheduler.Post(_ =>
        {
            seenSecond = ambient.Value;
            after = SynchronizationContext.Current;
            done.Set();
        }, null);

        done.Await();
        Assert.Null(seenFirst);
        Assert.Null(seenSecond);
        Assert.NotNull(before);
        Assert.Same(before, after);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Entry_ThatThrowsToNobody_IsReportedAndItsThreadGoesOn(bool isAsyncVoid)
    {
        using var reported = new ManualResetEventSlim();
        using var done = new ManualResetEventSlim();
        Exception? fault = null;
        using var scheduler = new ElasticScheduler("faults", 1, 1, TimeProvider.System)
        {
            OnUnhandled = thrown =>
            {
                fault = thrown;
                reported.Set();
            },
        };

        scheduler.Post(_ =>
        {
            if (!isAsyncVoid)
                throw new InvalidDataException();
            ThrowLater();
        }, null);
        reported.Await();
        scheduler.Post(_ => done.Set(), null);

        done.Await();
        Assert.IsType<InvalidDataException>(fault);
        Assert.Equal(1, scheduler.ThreadCount);

        static async void ThrowLater()
        {
            await Task.Yield();
            throw new InvalidDataException();
        }
    }

    [Fact]
    public void SendToTheContext_FromOutside_RunsOnTheSchedulerBeforeItReturns()
    {
        using var scheduler = new ElasticScheduler("send", 1, 1, TimeProvider.System);
        using var known = new ManualResetEventSlim();
        SynchronizationContext? context = null;
        scheduler.Post(_ =>
        {
            context = SynchronizationContext.Current;
            known.Set();
        }, null);
        known.Await();

        ElasticScheduler? where = null;
        context!.Send(_ => where = ElasticScheduler.Current, null);

        Assert.Same(scheduler, where);
    }

    [Fact]
    public void Post_InTheSteadyState_AllocatesNothing()
    {
        using var scheduler = new ElasticScheduler("alloc", 1, 1, TimeProvider.System);
        using var ran = new SemaphoreSlim(0);
        Action<object?> action = state => ((SemaphoreSlim)state!).Release();
        Round();
        Round(); // the queue has grown to its size

        var allocated = Round();

        // An object for each post would be 24,000 bytes and more.
        Assert.InRange(allocated, 0, 5000);

        long Round()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 1000; i++)
                scheduler.Post(action, ran);
            var after = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 1000; i++)
                Assert.True(ran.Wait(Patiently.Limit));
            return after - before;
        }
    }

    private static async Task<bool[]> WhereAwaitsContinue(ElasticScheduler scheduler)
    {
        var places = new List<bool> { IsHere() };
        await Task.Yield();
        places.Add(IsHere());
        await Task.Run(() => Assert.False(IsHere()));
        places.Add(IsHere());
        var fromOutside = new TaskCompletionSource();
        new Thread(fromOutside.SetResult).Start();
        await fromOutside.Task;
        places.Add(IsHere());
        await Task.Run(() => { }).ConfigureAwait(false);
        await new ValueTask(Task.Run(() => { }));
        return [.. places];

        bool IsHere() => ElasticScheduler.Current == scheduler;
    }

    /// <summary>A clock that lets a test act when the code under test looks at the time.</summary>
    private sealed class ActingClock : TimeProvider
    {
        private Action? _onNextRead;

        public Action? OnNextRead
        {
            set => Interlocked.Exchange(ref _onNextRead, value);
        }

        public override long GetTimestamp()
        {
            Interlocked.Exchange(ref _onNextRead, null)?.Invoke();
            return base.GetTimestamp();
        }
    }
}
