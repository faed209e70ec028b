using Jobs.WorkerPool;

namespace Jobs.Runtime.Tests.WorkerPool;

public sealed class AbandonedItemTests
{
    private readonly HandExecutor _executor = new();
    private readonly List<string> _log = [];

    [Fact]
    public void AbandonedItem_FreesItsSlotNow_AndNothingWhenItEndsAfterAll()
    {
        var pool = new SlotPool("pool", 1, _executor);
        var source = pool.AddSource();
        var (zombieEnds, nextEnds) = (new TaskCompletionSource(), new TaskCompletionSource());
        var zombie = new Piece("zombie", () => new ValueTask(zombieEnds.Task), _log);
        source.Enqueue(zombie);
        source.Enqueue(new Piece("next", () => new ValueTask(nextEnds.Task), _log));
        source.Enqueue(new Piece("last", _log));
        _executor.RunAll();

        Assert.True(pool.Abandon(zombie));
        _executor.RunAll();
        Assert.Equal(["zombie", "next"], _log);
        Assert.Equal((1, 1), (pool.Running, pool.Abandoned));

        // If the late end freed a slot once more, "last" would run beside "next".
        zombieEnds.SetResult();
        _executor.RunAll();
        Assert.Equal(["zombie", "next"], _log);
        Assert.Equal((1, 0), (pool.Running, pool.Abandoned));

        nextEnds.SetResult();
        _executor.RunAll();
        Assert.Equal(["zombie", "next", "last"], _log);
        Assert.Equal((0, 1), (pool.Running, pool.PeakRunning));
    }

    [Fact]
    public void AbandonedItem_ThatFailsInTheEnd_IsStillTold()
    {
        var pool = new SlotPool("pool", 1, _executor);
        var ends = new TaskCompletionSource();
        var zombie = new Piece("zombie", () => new ValueTask(ends.Task));
        pool.AddSource().Enqueue(zombie);
        _executor.RunAll();
        pool.Abandon(zombie);

        ends.SetException(new InvalidDataException());
        _executor.RunAll();

        Assert.IsType<InvalidDataException>(Assert.Single(zombie.Faults));
        Assert.Equal((0, 0), (pool.Running, pool.Abandoned));
    }

    [Fact]
    public void Abandon_OfWhatDoesNotRun_IsFalseAndFreesNothing()
    {
        var pool = new SlotPool("pool", 1, _executor);
        var source = pool.AddSource();
        var ends = new TaskCompletionSource();
        var (running, waiting) = (new Piece("running", () => new ValueTask(ends.Task)), new Piece("waiting", _log));
        source.Enqueue(running);
        source.Enqueue(waiting);
        _executor.RunAll();

        Assert.False(pool.Abandon(waiting));
        Assert.False(pool.Abandon(new Piece("stranger")));
        _executor.RunAll();
        Assert.Equal((1, 0), (pool.Running, pool.Abandoned));

        ends.SetResult();
        _executor.RunAll();
        Assert.False(pool.Abandon(running));
        Assert.False(pool.Abandon(waiting));
        Assert.Equal((0, 0), (pool.Running, pool.Abandoned));
    }

    [Fact]
    public void Abandon_Twice_FreesOneSlot()
    {
        var pool = new SlotPool("pool", 1, _executor);
        var zombie = new Piece("zombie", () => new ValueTask(new TaskCompletionSource().Task));
        pool.AddSource().Enqueue(zombie);
        _executor.RunAll();

        Assert.True(pool.Abandon(zombie));
        Assert.False(pool.Abandon(zombie));

        Assert.Equal((0, 1), (pool.Running, pool.Abandoned));
    }

    [Fact]
    public void Abandon_OfAnItemThatBlocksItsThread_LetsTheNextOneRun()
    {
        using var scheduler = new ElasticScheduler("abandon", 1, 4, TimeProvider.System);
        using var begun = new ManualResetEventSlim();
        using var release = new ManualResetEventSlim();
        using var nextRan = new ManualResetEventSlim();
        using var zombieEnded = new ManualResetEventSlim();
        var pool = new SlotPool("pool", 1, scheduler);
        var source = pool.AddSource();
        var zombie = new Piece("zombie", () =>
        {
            begun.Set();
            release.Wait();
            return ValueTask.FromException(new InvalidDataException());
        })
        {
            Crashed = _ => zombieEnded.Set(),
        };
        source.Enqueue(zombie);
        source.Enqueue(new Piece("next", () =>
        {
            nextRan.Set();
            return ValueTask.CompletedTask;
        }));
        begun.Await();

        Assert.True(pool.Abandon(zombie));
        nextRan.Await();
        Assert.Equal(1, pool.Abandoned);

        release.Set();
        zombieEnded.Await();
        Patiently.Until(() => pool.Abandoned == 0);
    }
}
