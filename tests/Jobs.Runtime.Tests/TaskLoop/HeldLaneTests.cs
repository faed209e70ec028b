using Jobs.TaskLoop;

namespace Jobs.Runtime.Tests.TaskLoop;

public sealed class HeldLaneTests
{
    [Fact]
    public void HeldLane_WhenTheWatermarkIsReached_WaitsForTheNextTurnAndIsNotForgotten()
    {
        var table = new Turntable(new LoopOptions { Watermark = 5 });
        var held = table.AddHeld("held");
        held.Post(new Step("held"));
        for (var i = 0; i < 6; i++)
            table.Urgent.Post(new Step("u"));

        Assert.True(table.Loop.RunTurn());
        Assert.Equal("u u u u u u", table.Journal.ToString());

        Assert.False(table.Loop.RunTurn());
        Assert.Equal("u u u u u u held", table.Journal.ToString());
    }

    [Fact]
    public void HeldLane_BelowTheWatermark_IsServedInTheSameTurnAfterTheUrgentWork()
    {
        var table = new Turntable(new LoopOptions { Watermark = 5 });
        var held = table.AddHeld("held");
        for (var i = 0; i < 10; i++)
            held.Post(new Step("h"));
        table.Urgent.Post(new Step("u"));
        table.Urgent.Post(new Step("u"));

        table.Loop.RunTurn();

        Assert.Equal("u u h h h", table.Journal.ToString());
    }

    [Fact]
    public void HeldLanes_WithRoomForOneTaskPerTurn_AreServedInTurn()
    {
        // The queue that this one learned from restarted at its first source each turn, which then always won.
        var table = new Turntable(new LoopOptions { Watermark = 2 });
        var lanes = new[] { table.AddHeld("a"), table.AddHeld("b"), table.AddHeld("c") };
        foreach (var lane in lanes)
        {
            for (var i = 0; i < 10; i++)
                lane.Post(new Step(lane.Name));
        }

        for (var i = 0; i < 6; i++)
        {
            table.Urgent.Post(new Step("u"));
            table.Loop.RunTurn();
        }

        Assert.Equal("u a u b u c u a u b u c", table.Journal.ToString());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(8)]
    public void HeldLane_UnderEndlessUrgentWork_RunsAfterTheStatedNumberOfTurns(int maxHeldTurns)
    {
        var table = new Turntable(new LoopOptions { Watermark = 1, MaxHeldTurns = maxHeldTurns });
        var held = table.AddHeld("held");
        held.Post(new Step("held"));

        for (var turn = 1; turn <= maxHeldTurns; turn++)
        {
            table.Urgent.Post(new Step("u"));
            table.Loop.RunTurn();
            Assert.DoesNotContain("held", table.Journal.Ran);
        }

        table.Urgent.Post(new Step("u"));
        table.Loop.RunTurn();
        Assert.Contains("held", table.Journal.Ran);
    }

    [Fact]
    public void HeldLanes_UnderEndlessUrgentWork_AllAdvance()
    {
        var table = new Turntable(new LoopOptions { Watermark = 1, MaxHeldTurns = 3 });
        var lanes = new[] { table.AddHeld("a"), table.AddHeld("b") };
        foreach (var lane in lanes)
        {
            for (var i = 0; i < 5; i++)
                lane.Post(new Step(lane.Name));
        }

        for (var i = 0; i < 4 * 5; i++)
        {
            table.Urgent.Post(new Step("u"));
            table.Loop.RunTurn();
        }

        Assert.All(lanes, lane => Assert.Equal(0, lane.Count));
    }

    [Fact]
    public void StoppedLane_IsPassedOver_AndReleasingItWakesTheLoop()
    {
        var table = new Turntable();
        table.Urgent.Stop();
        table.Urgent.Post(new Step("a"));

        Assert.False(table.Loop.RunTurn());
        Assert.Empty(table.Journal.Ran);
        Assert.Equal(1, table.Urgent.Count);

        var signals = table.Signals;
        table.Urgent.Release();
        Assert.Equal(signals + 1, table.Signals);
        table.Loop.RunTurn();
        Assert.Equal("a", table.Journal.ToString());
    }

    [Fact]
    public void StoppedHeldLane_GathersNoClaimToBeForced()
    {
        var table = new Turntable(new LoopOptions { Watermark = 1, MaxHeldTurns = 2 });
        var held = table.AddHeld("held");
        held.Post(new Step("held"));
        held.Stop();

        for (var i = 0; i < 10; i++)
        {
            table.Urgent.Post(new Step("u"));
            table.Loop.RunTurn();
        }

        Assert.DoesNotContain("held", table.Journal.Ran);
    }

    [Fact]
    public void Observe_TakenTwice_ShowsTheSameAndChangesNothing()
    {
        var table = new Turntable(new LoopOptions { Watermark = 1 });
        var held = table.AddHeld("held");
        held.Post(new Step("h"));
        held.Post(new Step("h"));
        table.Urgent.Post(new Step("u", next => next.Start(new Aside())));
        table.Loop.RunTurn();

        var first = table.Loop.Observe();
        var second = table.Loop.Observe();

        Assert.Equal(first.Lanes, second.Lanes);
        Assert.Equal(first with { Lanes = second.Lanes }, second);
        Assert.Equal(1, first.Turns);
        Assert.Equal(1, first.TasksRun);
        Assert.Equal(1, first.BackgroundRunning);
        Assert.Equal(new LaneObservation("held", LaneClass.Held, 2, IsStopped: false), first.Lanes[^1]);
        table.TurnUntilIdle();
        Assert.Equal("u h h", table.Journal.ToString());
    }
}
