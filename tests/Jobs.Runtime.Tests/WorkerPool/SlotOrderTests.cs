using Jobs.WorkerPool;

namespace Jobs.Runtime.Tests.WorkerPool;

/// <summary>Who gets the next slot, and how a running item gives its own away.</summary>
public sealed class SlotOrderTests
{
    private readonly HandExecutor _executor = new();
    private readonly List<string> _log = [];

    [Fact]
    public void Items_OfAHigherLevel_AreServedFirst_AndSourcesOfOneLevelTakeTurns()
    {
        var pool = new SlotPool("pool", 1, _executor);
        Enqueue(pool.AddSource(1), "low", 2);
        Enqueue(pool.AddSource(3), "a", 2);
        Enqueue(pool.AddSource(3), "b", 2);

        _executor.RunAll();

        Assert.Equal(["a0", "b0", "a1", "b1", "low0", "low1"], _log);
    }

    [Fact]
    public void Level_ThatIsPassedForLong_HasItsTurn_HoweverMuchWaitsAboveIt()
    {
        const int each = 1000;
        var pool = new SlotPool("pool", 1, _executor);
        for (var level = 0; level < SlotOrder.Levels; level++) Enqueue(pool.AddSource(level), $"{level}/", each);

        _executor.RunAll();

        Assert.Equal(SlotOrder.Levels * each, _log.Count);
        for (var level = 0; level < SlotOrder.Levels; level++)
        {
            var waited = 0;
            foreach (var item in _log)
            {
                waited = item.StartsWith($"{level}/", StringComparison.Ordinal) ? 0 : waited + 1;
                Assert.InRange(waited, 0, SlotOrder.PassesMax + SlotOrder.Levels - 1);
                if (item == $"{level}/{each - 1}") break;
            }
        }
    }

    [Fact]
    public void HeldSource_IsNotServed_AndGoesOnWhenItIsLetGo()
    {
        var pool = new SlotPool("pool", 1, _executor);
        var (held, other) = (pool.AddSource(4), pool.AddSource(4)); // Its place in their ring is the first.
        Enqueue(held, "before", 1);
        held.Hold(true);
        Enqueue(held, "held", 1);
        Enqueue(other, "other", 2);
        _executor.RunAll();
        Assert.Equal(["other0", "other1"], _log);
        Assert.False(other.ShouldGiveWay); // Nobody makes way for what may not start.

        held.Hold(false);
        _executor.RunAll();
        Assert.Equal(["other0", "other1", "before0", "held0"], _log);
        Assert.Equal(0, pool.Running);
    }

    [Fact]
    public void Item_ThatGivesWay_IsStartedAgainByTurn_BeforeThoseOfItsSourceThatNeverRan()
    {
        var pool = new SlotPool("pool", 1, _executor);
        var (low, high) = (pool.AddSource(1), pool.AddSource(2));
        var rest = new TaskCompletionSource();
        var item = new Piece("item", () => new ValueTask(rest.Task), _log);
        low.Enqueue(item);
        _executor.RunAll();
        Enqueue(low, "next", 1);
        Assert.False(low.ShouldGiveWay);
        Assert.False(low.GiveWay(item));

        Enqueue(high, "high", 2);
        _executor.RunAll();
        Assert.Equal(["item"], _log);
        Assert.True(low.ShouldGiveWay);
        Assert.True(low.GiveWay(item));
        _executor.RunAll();
        Assert.Equal(["item", "high0", "high1", "item"], _log);
        Assert.Equal(1, pool.Running);

        rest.SetResult();
        _executor.RunAll();
        Assert.Equal(["item", "high0", "high1", "item", "next0"], _log);
        Assert.Equal(0, pool.Running);
        Assert.Equal(1, pool.PeakRunning);
        Assert.Empty(item.Faults);
    }

    [Fact]
    public void Item_ThatGaveWay_IsServedThoughItsSourceIsHeldAndClosed()
    {
        var pool = new SlotPool("pool", 1, _executor);
        var (low, high) = (pool.AddSource(1), pool.AddSource(2));
        var rest = new TaskCompletionSource();
        var item = new Piece("item", () => new ValueTask(rest.Task), _log);
        low.Enqueue(item);
        _executor.RunAll();
        Enqueue(low, "never", 1);
        Enqueue(high, "high", 1);
        Assert.True(low.GiveWay(item));
        low.Hold(true);
        Assert.Equal(["never0"], low.Close().Select(left => left.ToString()));

        _executor.RunAll();
        Assert.Equal(["item", "high0", "item"], _log);
        Assert.True(pool.Abandon(item)); // It runs here again: it can be given up here.
        Assert.Equal(0, pool.Running);
        rest.SetResult();
        _executor.RunAll();
        Assert.Equal(0, pool.Abandoned);
    }

    [Fact]
    public void Item_ThatIsWithdrawn_WhileItWaits_IsNotStartedAgain()
    {
        var pool = new SlotPool("pool", 1, _executor);
        var (low, high) = (pool.AddSource(1), pool.AddSource(2));
        var item = new Piece("item", () => new ValueTask(new TaskCompletionSource().Task), _log);
        low.Enqueue(item);
        _executor.RunAll();
        Enqueue(high, "high", 1);
        Assert.True(low.GiveWay(item));
        Assert.True(low.Withdraw(item));
        Assert.False(low.Withdraw(item));
        _executor.RunAll();
        Assert.Equal(["item", "high0"], _log);
        Assert.Equal(0, pool.Running);
    }

    private void Enqueue(SlotSource source, string name, int count) =>
        source.Enqueue(Enumerable.Range(0, count).Select(i => (IWorkItem)new Piece($"{name}{i}", _log)).ToArray());
}
