using Jobs.WorkerPool;

namespace Jobs.Runtime.Tests.WorkerPool;

public sealed class SlotPoolStressTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 3)]
    [InlineData(5, 2)]
    public void Items_OfEveryKind_FromManySources_RunOnceAndLeaveNoSlotTaken(int slots, int threads)
    {
        for (var round = 0; round < 20; round++)
            RunRound(slots, threads, round);
    }

    private static void RunRound(int slots, int threads, int seed)
    {
        const int sources = 6, items = 300;
        using var scheduler = new ElasticScheduler("stress", threads, threads + 20, TimeProvider.System);
        using var ended = new CountdownEvent(sources * items);
        var pool = new SlotPool("pool", slots, scheduler, fault => Assert.Fail(fault.ToString()));
        var (inside, most) = (0, 0);

        var posters = Enumerable.Range(0, sources).Select(number => new Thread(() =>
        {
            var random = new Random(seed * sources + number);
            var source = pool.AddSource();
            for (var i = 0; i < items; i++)
            {
                var kind = random.Next(5);
                source.Enqueue(new Piece("item", () => RunOne(kind))
                {
                    Gate = () => PassesGate(kind),
                    Crashed = _ => ended.Signal(),
                });
            }
        })).ToArray();
        Array.ForEach(posters, poster => poster.Start());
        Array.ForEach(posters, poster => poster.Join());

        ended.Await();
        Patiently.Until(() => pool.Running == 0);
        Assert.InRange(Volatile.Read(ref most), 1, slots);
        Assert.InRange(pool.PeakRunning, 1, slots);

        bool PassesGate(int kind)
        {
            if (kind == 4)
                ended.Signal();
            return kind != 4;
        }

        async ValueTask RunOne(int kind)
        {
            var now = Interlocked.Increment(ref inside);
            InterlockedMax(ref most, now);
            try
            {
                if (kind is 1 or 3)
                    await Task.Yield();
                if (kind is 2 or 3)
                    throw new InvalidDataException();
            }
            finally
            {
                Interlocked.Decrement(ref inside);
            }

            ended.Signal();
        }
    }

    private static void InterlockedMax(ref int target, int value)
    {
        var seen = Volatile.Read(ref target);
        while (value > seen)
        {
            var before = Interlocked.CompareExchange(ref target, value, seen);
            if (before == seen)
                return;
            seen = before;
        }
    }
}
