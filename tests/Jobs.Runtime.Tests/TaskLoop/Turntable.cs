using Jobs.TaskLoop;

namespace Jobs.Runtime.Tests.TaskLoop;

/// <summary>A loop that the test turns by hand, with everything around it recorded.</summary>
internal sealed class Turntable : ILoopWait, IBackgroundRunner<Journal>, ITurnEnd<Journal>
{
    public Turntable(LoopOptions? options = null)
    {
        Loop = new TaskLoop<Journal>(Journal, options ?? new LoopOptions(), this, this, this, Faults.Add);
        Urgent = Loop.AddLane("urgent", LaneClass.Urgent);
    }

    public Journal Journal { get; } = new();

    public TaskLoop<Journal> Loop { get; }

    /// <summary>The lane for tests that need just one.</summary>
    public Lane<Journal> Urgent { get; }

    public List<Exception> Faults { get; } = [];

    /// <summary>What was started beside the loop and has not been executed.</summary>
    public Queue<BackgroundTask<Journal>> Started { get; } = new();

    public int Signals { get; private set; }

    public int TurnsEnded { get; private set; }

    public Func<TimeSpan> OnTurnEnd { get; set; } = () => Timeout.InfiniteTimeSpan;

    public Action<BackgroundTask<Journal>>? OnStart { get; set; }

    public Lane<Journal> AddHeld(string name) => Loop.AddLane(name, LaneClass.Held);

    /// <summary>Turns until nothing is ready; fails if that takes suspiciously many turns.</summary>
    public void TurnUntilIdle(int turnsMax = 10_000)
    {
        for (var i = 0; i < turnsMax; i++)
        {
            if (!Loop.RunTurn())
                return;
        }

        Assert.Fail($"The loop still had work after {turnsMax} turns.");
    }

    /// <summary>Executes the background task that was started first.</summary>
    public ValueTask ExecuteNext() => Started.Dequeue().ExecuteAsync();

    void ILoopWait.Signal() => Signals++;

    void ILoopWait.Wait(TimeSpan timeout) => throw new InvalidOperationException("A test turns the loop; nobody waits.");

    void IBackgroundRunner<Journal>.Start(BackgroundTask<Journal> task)
    {
        if (OnStart is not null)
            OnStart(task);
        else
            Started.Enqueue(task);
    }

    TimeSpan ITurnEnd<Journal>.EndTurn(Journal context)
    {
        TurnsEnded++;
        return OnTurnEnd();
    }
}
