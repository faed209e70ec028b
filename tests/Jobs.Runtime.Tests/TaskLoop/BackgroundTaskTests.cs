using Jobs.TaskLoop;

namespace Jobs.Runtime.Tests.TaskLoop;

public sealed class BackgroundTaskTests
{
    [Fact]
    public async Task BackgroundTask_WhenItEnds_ItsResultRunsOnTheLoop()
    {
        var table = new Turntable();
        table.Urgent.Post(new Step("main", next => next.Start(new Aside(new Step("result")))));
        table.Loop.RunTurn();
        await table.ExecuteNext();

        table.TurnUntilIdle();

        Assert.Equal("main result", table.Journal.ToString());
    }

    [Fact]
    public void BackgroundTask_WhenNamed_StartsBeforeTheMainTaskGoesOn()
    {
        var table = new Turntable();
        var startedInside = 0;
        table.Urgent.Post(new Step("main", next =>
        {
            next.Start(new Aside());
            startedInside = table.Started.Count;
        }));

        table.Loop.RunTurn();

        Assert.Equal(1, startedInside);
    }

    [Fact]
    public async Task Loop_FedByItsOwnTasks_EndsQuietAfterExactlyTheExpectedRuns()
    {
        // Each of the first three main tasks starts two background tasks, each of which brings a main task: 1 + 2 + 4 of them.
        var table = new Turntable();
        var mainRuns = 0;
        Step Main() => new("main", next =>
        {
            if (++mainRuns >= 4)
                return;
            next.Start(new Aside(Main()));
            next.Start(new Aside(Main()));
        });
        table.Urgent.Post(Main());

        while (!table.Loop.IsQuiet)
        {
            table.TurnUntilIdle();
            while (table.Started.Count > 0)
                await table.ExecuteNext();
        }

        Assert.Equal(7, mainRuns);
    }

    [Fact]
    public void Loop_WithNoTasks_IsQuiet() => Assert.True(new Turntable().Loop.IsQuiet);

    [Fact]
    public async Task Loop_WhileABackgroundTaskRuns_IsNotQuiet_AndIsWokenWhenItEndsWithoutResult()
    {
        var table = new Turntable();
        table.Urgent.Post(new Step("main", next => next.Start(new Aside())));
        table.TurnUntilIdle();
        Assert.False(table.Loop.IsQuiet);
        var signals = table.Signals;

        await table.ExecuteNext();

        Assert.True(table.Loop.IsQuiet);
        Assert.Equal(signals + 1, table.Signals);
    }

    [Fact]
    public async Task BackgroundTask_WhenItThrows_ReachesTheFaultHandlerOnTheLoop()
    {
        var table = new Turntable();
        var fault = new InvalidDataException("broken");
        table.Urgent.Post(new Step("main", next => next.Start(new Aside(() => throw fault))));
        table.Loop.RunTurn();
        await table.ExecuteNext();
        Assert.Empty(table.Faults);

        table.TurnUntilIdle();

        Assert.Same(fault, Assert.Single(table.Faults));
        Assert.True(table.Loop.IsQuiet);
    }

    [Fact]
    public async Task BackgroundTask_WhenItFailsLater_TheMainTaskOfItsChoiceRuns()
    {
        var table = new Turntable();
        var gate = new TaskCompletionSource();
        table.Urgent.Post(new Step("main", next => next.Start(new Aside(
            async () =>
            {
                await gate.Task;
                throw new InvalidDataException("broken");
            },
            fault => new Step($"failed:{fault.Message}")))));
        table.Loop.RunTurn();
        var execution = table.ExecuteNext();
        gate.SetResult();
        await execution;

        table.TurnUntilIdle();

        Assert.Equal("main failed:broken", table.Journal.ToString());
        Assert.Empty(table.Faults);
    }

    [Fact]
    public async Task BackgroundTask_WhenItsFaultHandlerThrowsToo_BothAreReported()
    {
        var table = new Turntable();
        table.Urgent.Post(new Step("main", next => next.Start(new Aside(
            () => throw new InvalidDataException("first"),
            _ => throw new InvalidDataException("second")))));
        table.Loop.RunTurn();
        await table.ExecuteNext();

        table.TurnUntilIdle();

        var both = Assert.IsType<AggregateException>(Assert.Single(table.Faults));
        Assert.Equal(["first", "second"], both.InnerExceptions.Select(fault => fault.Message));
    }

    [Fact]
    public void BackgroundTask_WhenTheRunnerCannotStartIt_CountsAsFailed()
    {
        var table = new Turntable { OnStart = _ => throw new InvalidOperationException("no runner") };
        table.Urgent.Post(new Step("main", next => next.Start(new Aside())));

        table.TurnUntilIdle();

        Assert.Equal("no runner", Assert.Single(table.Faults).Message);
        Assert.True(table.Loop.IsQuiet);
    }

    [Fact]
    public void BackgroundTask_WhenTheRunnerRunsItAndThenThrows_ReportsOnce()
    {
        var table = new Turntable
        {
            OnStart = task =>
            {
                Assert.True(task.ExecuteAsync().AsTask().IsCompletedSuccessfully);
                throw new InvalidOperationException("too late");
            },
        };
        table.Urgent.Post(new Step("main", next => next.Start(new Aside(new Step("result")))));

        table.TurnUntilIdle();

        Assert.Equal("main result", table.Journal.ToString());
        Assert.Empty(table.Faults);
        Assert.True(table.Loop.IsQuiet);
    }

    [Fact]
    public async Task BackgroundTask_WhenExecutedTwice_IsRefused()
    {
        var table = new Turntable();
        table.Urgent.Post(new Step("main", next => next.Start(new Aside(new Step("result")))));
        table.Loop.RunTurn();
        var task = table.Started.Dequeue();
        await task.ExecuteAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await task.ExecuteAsync());

        table.TurnUntilIdle();
        Assert.Equal("main result", table.Journal.ToString());
    }
}
