using Jobs.Scheduling;

namespace Jobs.Runtime.Tests.Scheduling;

public sealed class IdClockTests
{
    private readonly HandClock _clock = new();

    [Fact]
    public void Ids_WhileTheClockStands_RiseAndOutlastTheCounter()
    {
        var ids = new IdClock(7, 0, _clock);

        var made = Enumerable.Range(0, 30_000).Select(_ => ids.Next()).ToArray();

        Assert.Equal(made.Distinct().Order(), made);
    }

    [Fact]
    public void Id_CarriesTheTimeAndTheNode()
    {
        _clock.SetWall(new DateTimeOffset(2026, 3, 4, 5, 6, 7, 89, TimeSpan.Zero));

        var id = new IdClock(0xAB, 0, _clock).Next();

        Assert.Equal(new DateTimeOffset(2026, 3, 4, 5, 6, 7, 89, TimeSpan.Zero), IdClock.TimeOf(id));
        Assert.Equal(0xAB, (id >> 13) & 0xFF);
    }

    [Fact]
    public void Ids_WhenTheClockJumpsBackADay_StillRise()
    {
        var ids = new IdClock(1, 0, _clock);
        var before = ids.Next();
        _clock.SetWall(_clock.GetUtcNow().AddDays(-1));

        var after = ids.Next();

        Assert.True(after > before);
    }

    [Theory]
    [InlineData(0, 255)]
    [InlineData(255, 0)]
    [InlineData(3, 3)]
    public void Ids_AfterARestartWithTheClockSetBack_AreAboveTheHighWaterOfAnyNode(int nodeBefore, int nodeAfter)
    {
        var before = new IdClock(nodeBefore, 0, _clock);
        var highWater = Enumerable.Range(0, 100).Select(_ => before.Next()).Last();
        _clock.SetWall(_clock.GetUtcNow().AddYears(-1));

        var after = new IdClock(nodeAfter, highWater, _clock);

        Assert.True(after.Next() > highWater);
        Assert.True(after.Next() > highWater);
    }

    [Fact]
    public void Ids_WhenTheClockIsAheadOfTheHighWater_FollowTheClock()
    {
        var highWater = new IdClock(1, 0, _clock).Next();
        _clock.Pass(TimeSpan.FromHours(1));

        var id = new IdClock(1, highWater, _clock).Next();

        Assert.Equal(_clock.GetUtcNow(), IdClock.TimeOf(id));
    }

    [Fact]
    public void Ids_WithAClockBeforeTheEpoch_AreStillPositiveAndRise()
    {
        _clock.SetWall(DateTimeOffset.UnixEpoch);
        var ids = new IdClock(0, 0, _clock);

        var first = ids.Next();

        Assert.True(first > 0);
        Assert.True(ids.Next() > first);
    }

    [Fact]
    public void Last_IsTheBoundThatNoIdMadeSoFarExceeds()
    {
        var ids = new IdClock(200, 0, _clock);

        for (var i = 0; i < 10_000; i++)
            Assert.Equal(ids.Next(), ids.Last);
    }

    [Fact]
    public void Ids_MadeByManyThreadsAtOnce_AreAllDifferent()
    {
        var ids = new IdClock(1, 0, TimeProvider.System);
        var made = new long[4][];

        var threads = Enumerable.Range(0, made.Length).Select(thread => new Thread(() =>
        {
            made[thread] = new long[100_000];
            for (var i = 0; i < made[thread].Length; i++)
                made[thread][i] = ids.Next();
        })).ToArray();
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());

        Assert.All(made, own => Assert.Equal(own.Order(), own));
        Assert.Equal(400_000, made.SelectMany(own => own).Distinct().Count());
    }

    [Fact]
    public void Next_InTheSteadyState_AllocatesNothing()
    {
        var ids = new IdClock(1, 0, _clock);
        ids.Next();
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 1000; i++)
            ids.Next();

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(256, 0)]
    [InlineData(0, -1)]
    public void Clock_OfImpossibleArguments_IsRefused(int node, long highWater) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new IdClock(node, highWater, _clock));
}
