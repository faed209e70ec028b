using Jobs.TaskLoop;

namespace Jobs.Runtime.Tests.TaskLoop;

public sealed class FaultTests
{
    [Fact]
    public void MainTask_WhenItThrows_IsReportedAndTheNextOnesRun()
    {
        var table = new Turntable();
        var fault = new InvalidDataException("broken");
        table.Urgent.Post(new Step("a", _ => throw fault));
        table.Urgent.Post(new Step("b"));

        table.TurnUntilIdle();

        Assert.Same(fault, Assert.Single(table.Faults));
        Assert.Equal("a b", table.Journal.ToString());
    }

    [Fact]
    public void MainTask_WhenItThrowsAfterNamingFollowUps_OnlyItsOwnAreDropped()
    {
        var table = new Turntable();
        table.Urgent.Post(new Step("a", next =>
        {
            next.Then(new Step("bad", inner =>
            {
                inner.Then(new Step("never"));
                throw new InvalidDataException();
            }));
            next.Then(new Step("a2"));
        }));

        table.TurnUntilIdle();

        Assert.Equal("a bad a2", table.Journal.ToString());
    }

    [Fact]
    public void EndOfTurn_WhenItThrows_IsReportedAndTheLoopComesBackSoonButDoesNotSpin()
    {
        var table = new Turntable { OnTurnEnd = () => throw new InvalidDataException("dispatch") };

        Assert.False(table.Loop.RunTurn());

        Assert.Equal("dispatch", Assert.Single(table.Faults).Message);
        Assert.InRange(table.Loop.MayWait, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void Turn_WhenAMainTaskRunsAnother_IsRefused()
    {
        var table = new Turntable();
        table.Urgent.Post(new Step("a", _ => table.Loop.RunTurn()));

        table.TurnUntilIdle();

        Assert.IsType<InvalidOperationException>(Assert.Single(table.Faults));
    }

    [Fact]
    public void Lane_AddedAfterTheFirstTurn_IsRefused()
    {
        var table = new Turntable();
        table.Loop.RunTurn();

        Assert.Throws<InvalidOperationException>(() => table.Loop.AddLane("late", LaneClass.Urgent));
    }

    [Fact]
    public void Close_ReturnsWhatNeverRan_AndRefusesLatecomers()
    {
        var table = new Turntable(new LoopOptions { IntakeMax = 2, Watermark = 1, ChainMax = 2 });
        var held = table.AddHeld("held");
        var (rest, waiting, posted, heldBack) = (new Step("rest"), new Step("waiting"), new Step("posted"), new Step("held"));
        table.Urgent.Post(new Step("a", next =>
        {
            next.Then(new Step("a1"));
            next.Then(rest);
        }));
        table.Urgent.Post(waiting);
        table.Loop.RunTurn();
        table.Urgent.Post(posted);
        held.Post(heldBack);
        held.Stop();

        var never = table.Loop.Close();

        Assert.Equal([rest, waiting, posted, heldBack], never);
        Assert.False(table.Urgent.Post(new Step("late")));
        Assert.False(table.Loop.RunTurn());
        Assert.Equal("a a1", table.Journal.ToString());
    }

    [Fact]
    public void ClosedLane_StillRunsWhatWasPostedBefore()
    {
        var table = new Turntable();
        table.Urgent.Post(new Step("before"));
        table.Urgent.Close();
        Assert.False(table.Urgent.Post(new Step("after")));

        table.TurnUntilIdle();

        Assert.Equal("before", table.Journal.ToString());
    }

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(1, 2, 1)]
    [InlineData(1, 1, 0)]
    public void Options_OutOfBounds_AreRefused(int intakeMax, int watermark, int chainMax) =>
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            new Turntable(new LoopOptions { IntakeMax = intakeMax, Watermark = watermark, ChainMax = chainMax }));
}
