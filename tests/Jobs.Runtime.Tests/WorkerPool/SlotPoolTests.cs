using Jobs.WorkerPool;

namespace Jobs.Runtime.Tests.WorkerPool;

public sealed class SlotPoolTests
{
    private readonly HandExecutor _executor = new();
    private readonly List<string> _log = [];

    [Fact]
    public void Items_OfOneSource_RunInOrder()
    {
        var source = new SlotPool("pool", 1, _executor).AddSource();
        Enqueue(source, "a", 5);

        _executor.RunAll();

        Assert.Equal(["a0", "a1", "a2", "a3", "a4"], _log);
    }

    [Fact]
    public void Items_OfASmallSource_AreNotDelayedByALargeOne()
    {
        var pool = new SlotPool("pool", 1, _executor);
        Enqueue(pool.AddSource(), "large", 1000);
        Enqueue(pool.AddSource(), "small", 3);

        _executor.RunAll();

        Assert.Equal(["large0", "small0", "large1", "small1", "large2", "small2", "large3"], _log.Take(7));
        Assert.Equal(1003, _log.Count);
    }

    [Fact]
    public void Source_ThatReturnsWithMore_QueuesBehindTheOthers()
    {
        var pool = new SlotPool("pool", 1, _executor);
        var (first, second) = (pool.AddSource(), pool.AddSource());
        first.Enqueue(new Piece("f", () =>
        {
            Enqueue(first, "again", 1);
            return ValueTask.CompletedTask;
        }, _log));
        Enqueue(second, "s", 2);

        _executor.RunAll();

        Assert.Equal(["f", "s0", "again0", "s1"], _log);
    }

    [Fact]
    public void Slots_WithEightItemsThatWait_ReachExactlyTheirNumber()
    {
        var pool = new SlotPool("pool", 2, _executor);
        var source = pool.AddSource();
        var gates = Enumerable.Range(0, 8).Select(_ => new TaskCompletionSource()).ToArray();
        foreach (var gate in gates)
            source.Enqueue(new Piece("item", () => new ValueTask(gate.Task), _log));

        for (var ended = 0; ended < 8; ended++)
        {
            _executor.RunAll();
            Assert.Equal(Math.Min(2, 8 - ended), pool.Running);
            Assert.Equal(Math.Min(ended + 2, 8), _log.Count);
            gates[ended].SetResult();
        }

        _executor.RunAll();
        Assert.Equal(0, pool.Running);
        Assert.Equal(2, pool.PeakRunning);
    }

    [Fact]
    public void Item_WhoseLastGateIsShut_IsDroppedAndItsSlotIsUsedAtOnce()
    {
        var pool = new SlotPool("pool", 1, _executor);
        var source = pool.AddSource();
        source.Enqueue(new Piece("cancelled", _log) { Gate = () => false });
        source.Enqueue(new Piece("next", _log));

        _executor.RunAll();

        Assert.Equal(["next"], _log);
        Assert.Equal(0, pool.Running);
    }

    public static TheoryData<string> Crashes => ["gate", "sync", "async", "cancelled", "gate+handler", "sync+handler", "async+handler"];

    [Theory]
    [MemberData(nameof(Crashes))]
    public void Item_HoweverItCrashes_GivesItsSlotBackOnceAndIsTold(string how)
    {
        // With one slot, one leak stops the pool for ever: two after a hundred crashes, and it would run two at a time.
        var told = new List<Exception>();
        var pool = new SlotPool("pool", 1, _executor, told.Add);
        var source = pool.AddSource();
        var crashed = Enumerable.Range(0, 100).Select(_ => Crashing(how)).ToArray();
        source.Enqueue(crashed);
        var gate = new TaskCompletionSource();
        source.Enqueue(new Piece("waits", () => new ValueTask(gate.Task), _log));
        source.Enqueue(new Piece("last", _log));

        _executor.RunAll();
        Assert.Equal(1, pool.Running);
        Assert.DoesNotContain("last", _log);
        gate.SetResult();
        _executor.RunAll();

        Assert.Equal("last", _log[^1]);
        Assert.Equal(0, pool.Running);
        Assert.Equal(1, pool.PeakRunning);
        Assert.All(crashed, item => Assert.Single(item.Faults));
        Assert.Equal(how.EndsWith("handler", StringComparison.Ordinal) ? 100 : 0, told.Count);
    }

    [Fact]
    public void ClosedSource_ReturnsWhatNeverStarted_AndLetsTheRestGoOn()
    {
        var pool = new SlotPool("pool", 1, _executor);
        var (closing, other) = (pool.AddSource(), pool.AddSource());
        var gate = new TaskCompletionSource();
        closing.Enqueue(new Piece("running", () => new ValueTask(gate.Task), _log));
        _executor.RunAll();
        Enqueue(closing, "c", 3);
        Enqueue(other, "o", 2);

        var rest = closing.Close();

        Assert.Equal(["c0", "c1", "c2"], rest.Select(item => item.ToString()));
        Assert.False(closing.Enqueue(new Piece("late", _log)));
        Assert.Empty(closing.Close());
        gate.SetResult();
        _executor.RunAll();
        Assert.Equal(["running", "o0", "o1"], _log);
    }

    [Fact]
    public void ClosedPool_ReturnsWhatNeverStartedInAnySource_AndTakesNothingMore()
    {
        var pool = new SlotPool("pool", 1, _executor);
        var (first, second) = (pool.AddSource(), pool.AddSource());
        Enqueue(first, "f", 2);
        Enqueue(second, "s", 2);

        var rest = pool.Close();

        Assert.Equal(["f0", "f1", "s0", "s1"], rest.Select(item => item.ToString()));
        Assert.False(first.Enqueue(new Piece("late", _log)));
        Assert.False(pool.AddSource().Enqueue(new Piece("late", _log)));
        _executor.RunAll();
        Assert.Empty(_log);
        Assert.Equal(0, pool.Running);
    }

    [Fact]
    public void Item_WhileOtherEntriesWaitForAThread_GoesBehindThem()
    {
        var source = new SlotPool("pool", 1, _executor).AddSource();
        Enqueue(source, "item", 2);
        _executor.Post(_ => _log.Add("job resumed"), null);

        _executor.RunAll();

        Assert.Equal(["item0", "job resumed", "item1"], _log);
    }

    [Fact]
    public void NextItem_DoesNotRunInsideTheCompletionOfTheOneBefore()
    {
        var source = new SlotPool("pool", 1, _executor).AddSource();
        var gate = new TaskCompletionSource();
        source.Enqueue(new Piece("first", () => new ValueTask(gate.Task), _log));
        source.Enqueue(new Piece("second", _log));
        _executor.RunAll();

        _executor.Post(_ =>
        {
            gate.SetResult();
            _log.Add("whoever completed it");
        }, null);
        _executor.RunAll();

        Assert.Equal(["first", "whoever completed it", "second"], _log);
    }

    [Fact]
    public void Resize_Up_StartsWaitingItemsAtOnce()
    {
        var pool = new SlotPool("pool", 1, _executor);
        var gate = new TaskCompletionSource();
        EnqueueWaiting(pool, 5, gate);
        _executor.RunAll();
        Assert.Equal(1, pool.Running);

        pool.Resize(3);
        _executor.RunAll();

        Assert.Equal(3, pool.Running);
        Assert.Equal(3, pool.Slots);
    }

    [Fact]
    public void Resize_Down_TakesEffectAsItemsEnd()
    {
        var pool = new SlotPool("pool", 3, _executor);
        var (first, second) = (new TaskCompletionSource(), new TaskCompletionSource());
        EnqueueWaiting(pool, 3, first);
        _executor.RunAll();
        EnqueueWaiting(pool, 3, second);
        Assert.Equal(3, pool.Running);

        pool.Resize(1);
        first.SetResult();
        _executor.RunAll();
        Assert.Equal((1, 4), (pool.Running, _log.Count));

        second.SetResult();
        _executor.RunAll();
        Assert.Equal((0, 6), (pool.Running, _log.Count));
    }

    [Fact]
    public void Items_InTheSteadyState_CostNoAllocation()
    {
        var pool = new SlotPool("pool", 2, _executor);
        var source = pool.AddSource();
        var item = new Piece("item");
        void Round()
        {
            for (var i = 0; i < 1000; i++)
                source.Enqueue(item);
            _executor.RunAll();
        }

        Round();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10; i++)
            Round();

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10 * 1000);
    }

    private void Enqueue(SlotSource source, string name, int count) =>
        source.Enqueue([.. Enumerable.Range(0, count).Select(i => new Piece($"{name}{i}", _log))]);

    private void EnqueueWaiting(SlotPool pool, int count, TaskCompletionSource gate)
    {
        var source = pool.AddSource();
        for (var i = 0; i < count; i++)
            source.Enqueue(new Piece("waiting", () => new ValueTask(gate.Task), _log));
    }

    private static Piece Crashing(string how)
    {
        var handler = how.EndsWith("handler", StringComparison.Ordinal) ? _ => throw new InvalidOperationException("handler") : (Action<Exception>?)null;
        return how.Split('+')[0] switch
        {
            "gate" => new Piece("crash") { Gate = () => throw new InvalidDataException(), Crashed = handler },
            "sync" => new Piece("crash", () => throw new InvalidDataException()) { Crashed = handler },
            "async" => new Piece("crash", () => ValueTask.FromException(new InvalidDataException())) { Crashed = handler },
            "cancelled" => new Piece("crash", () => ValueTask.FromCanceled(new CancellationToken(canceled: true))) { Crashed = handler },
            _ => throw new ArgumentOutOfRangeException(nameof(how)),
        };
    }
}
