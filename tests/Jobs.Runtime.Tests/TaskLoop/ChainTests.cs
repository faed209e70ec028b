using Jobs.TaskLoop;

namespace Jobs.Runtime.Tests.TaskLoop;

public sealed class ChainTests
{
    [Fact]
    public void Chain_WhenTasksNameFollowUps_RunsDepthFirstAndInTheOrderNamed()
    {
        var table = new Turntable();
        table.Urgent.Post(new Step("a", next =>
        {
            next.Then(new Step("a1", inner =>
            {
                inner.Then(new Step("a11"));
                inner.Then(new Step("a12"));
            }));
            next.Then(new Step("a2"));
        }));
        table.Urgent.Post(new Step("b"));

        table.TurnUntilIdle();

        Assert.Equal("a a1 a11 a12 a2 b", table.Journal.ToString());
    }

    [Fact]
    public void Chain_WhenAnotherWasPostedBefore_RunsAfterAllOfIt()
    {
        var table = new Turntable();
        table.Urgent.Post(new Step("a", next => next.Then(new Step("a1"))));
        table.Urgent.Post(new Step("b", next => next.Then(new Step("b1"))));

        table.TurnUntilIdle();

        Assert.Equal("a a1 b b1", table.Journal.ToString());
    }

    [Fact]
    public void Chain_WhenItReachesItsBound_LetsTheLanesRunAndThenGoesOnInOrder()
    {
        var table = new Turntable(new LoopOptions { ChainMax = 3 });
        table.Urgent.Post(new Step("a", next =>
        {
            for (var i = 1; i <= 4; i++)
                next.Then(new Step($"a{i}"));
        }));
        table.Urgent.Post(new Step("b"));

        table.TurnUntilIdle();

        Assert.Equal("a a1 a2 b a3 a4", table.Journal.ToString());
    }

    [Fact]
    public void Lane_BesideMoreEndlessChainsThanATurnHolds_IsServedWithinTwoTurns()
    {
        // 40 chains of 64 are two and a half turns of 1,024: if they came first, no lane would ever be served.
        var table = new Turntable();
        for (var i = 0; i < 40; i++)
            table.Urgent.Post(new EndlessStep("endless"));
        for (var i = 0; i < 10; i++)
            Assert.True(table.Loop.RunTurn());

        table.Loop.Completions.Post(new Step("mine"));
        table.Loop.RunTurn();
        table.Loop.RunTurn();

        Assert.Contains("mine", table.Journal.Ran);
    }

    [Fact]
    public void EndlessChains_WhenThereAreMany_AllAdvance()
    {
        var table = new Turntable();
        for (var i = 0; i < 40; i++)
            table.Urgent.Post(new EndlessStep($"chain{i}"));

        for (var i = 0; i < 20; i++)
            table.Loop.RunTurn();

        var runs = table.Journal.Ran.GroupBy(name => name).ToDictionary(group => group.Key, group => group.Count());
        Assert.Equal(40, runs.Count);
        Assert.All(runs.Values, count => Assert.InRange(count, 64 * 5, 64 * 10));
    }

    [Fact]
    public void Chain_OfAMillionFollowUps_NeedsNoCallStack()
    {
        var table = new Turntable();
        var left = 1_000_000;
        table.Urgent.Post(new Countdown(() => --left));

        table.TurnUntilIdle(turnsMax: 20_000);

        Assert.Equal(0, left);
    }

    [Fact]
    public void FollowUps_WhenUsedAfterTheTaskHasRun_AreRefused()
    {
        FollowUps<Journal>? kept = null;
        var table = new Turntable();
        table.Urgent.Post(new Step("a", next => kept = next));
        table.TurnUntilIdle();

        Assert.Throws<InvalidOperationException>(() => kept!.Then(new Step("late")));
        Assert.Throws<InvalidOperationException>(() => kept!.Start(new Aside()));
    }

    private sealed class Countdown(Func<int> decrement) : MainTask<Journal>
    {
        public override void Run(Journal context, FollowUps<Journal> followUps)
        {
            if (decrement() > 0)
                followUps.Then(this);
        }
    }
}
