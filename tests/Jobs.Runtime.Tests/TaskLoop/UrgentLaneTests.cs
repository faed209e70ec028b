using Jobs.TaskLoop;

namespace Jobs.Runtime.Tests.TaskLoop;

public sealed class UrgentLaneTests
{
    [Fact]
    public void Lane_WhenPostedToBetweenTurns_KeepsTheOrderOfPosting()
    {
        var table = new Turntable(new LoopOptions { IntakeMax = 2, Watermark = 1, ChainMax = 2 });
        for (var i = 0; i < 3; i++)
            table.Urgent.Post(new Step($"{i}"));
        table.Loop.RunTurn();
        for (var i = 3; i < 6; i++)
            table.Urgent.Post(new Step($"{i}"));

        table.TurnUntilIdle();

        Assert.Equal("0 1 2 3 4 5", table.Journal.ToString());
    }

    [Fact]
    public void Turn_WhenFlooded_StopsAtItsBoundAndLeavesTheRestCounted()
    {
        var table = new Turntable(new LoopOptions { IntakeMax = 100, Watermark = 10 });
        for (var i = 0; i < 1000; i++)
            table.Urgent.Post(new Step("x"));

        Assert.True(table.Loop.RunTurn());

        Assert.Equal(100, table.Journal.Ran.Count);
        Assert.Equal(900, table.Urgent.Count);
        Assert.Equal(1, table.TurnsEnded);
    }

    [Fact]
    public void Turn_WhenOneLaneIsFlooded_StillServesTheOthers()
    {
        var table = new Turntable(new LoopOptions { IntakeMax = 100, Watermark = 10, ChainMax = 10 });
        var quiet = table.Loop.AddLane("quiet", LaneClass.Urgent);
        for (var i = 0; i < 1000; i++)
            table.Urgent.Post(new Step("flood"));
        quiet.Post(new Step("quiet"));

        table.Loop.RunTurn();

        Assert.Contains("quiet", table.Journal.Ran);
    }

    [Fact]
    public void Turn_AfterOneThatHitItsBound_GoesOnWhereThatStopped()
    {
        // Room for one task per turn: starting at the first lane each time would starve the others.
        var table = new Turntable(new LoopOptions { IntakeMax = 1, Watermark = 1, ChainMax = 1 });
        var other = table.Loop.AddLane("other", LaneClass.Urgent);
        for (var i = 0; i < 4; i++)
        {
            table.Urgent.Post(new Step("u"));
            other.Post(new Step("o"));
        }

        for (var i = 0; i < 4; i++)
            table.Loop.RunTurn();

        Assert.Equal("u o u o", table.Journal.ToString());
    }

    [Fact]
    public void Turn_WithRoomForAll_ServesTheLanesInTheOrderTheyWereAdded()
    {
        var table = new Turntable();
        var second = table.Loop.AddLane("second", LaneClass.Urgent);
        second.Post(new Step("second"));
        table.Urgent.Post(new Step("first"));
        table.Loop.Completions.Post(new Step("completion"));

        table.TurnUntilIdle();

        Assert.Equal("completion first second", table.Journal.ToString());
    }

    [Fact]
    public void Task_WhenItPostsItselfAgain_RunsOncePerTurn()
    {
        var table = new Turntable();
        Step? again = null;
        again = new Step("again", _ => table.Urgent.Post(again!));
        table.Urgent.Post(again);

        for (var i = 0; i < 3; i++)
            Assert.True(table.Loop.RunTurn());

        Assert.Equal(3, table.Journal.Ran.Count);
    }

    [Fact]
    public void Turn_WithNothingPosted_StillEndsAndReportsHowLongToWait()
    {
        var table = new Turntable { OnTurnEnd = () => TimeSpan.FromSeconds(3) };

        Assert.False(table.Loop.RunTurn());

        Assert.Equal(TimeSpan.FromSeconds(3), table.Loop.MayWait);
        Assert.Equal(1, table.TurnsEnded);
    }

    [Fact]
    public void Turn_WhoseEndAllowsNoWait_SaysThatMoreIsReady()
    {
        var table = new Turntable { OnTurnEnd = () => TimeSpan.Zero };

        Assert.True(table.Loop.RunTurn());
    }

    [Fact]
    public void Turn_WhenItsEndPosts_SaysThatMoreIsReady()
    {
        var table = new Turntable();
        table.OnTurnEnd = () =>
        {
            if (table.TurnsEnded == 1)
                table.Urgent.Post(new Step("late"));
            return Timeout.InfiniteTimeSpan;
        };

        Assert.True(table.Loop.RunTurn());
        Assert.False(table.Loop.RunTurn());
        Assert.Equal("late", table.Journal.ToString());
    }
}
