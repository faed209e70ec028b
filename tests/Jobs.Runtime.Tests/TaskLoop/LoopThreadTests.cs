using Jobs.TaskLoop;

namespace Jobs.Runtime.Tests.TaskLoop;

public sealed class LoopThreadTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public void Post_FromManyThreadsToAnIdleLoop_NeverLosesAWakeUp()
    {
        // Every poster waits for its own task before it posts the next, so the loop falls idle again and again, and the only
        // thing that can end its infinite wait is the signal of a post that arrives just then.
        const int posters = 4, rounds = 2_500;
        using var real = new RealLoop();
        var lanes = Enumerable.Range(0, posters).Select(i => real.Loop.AddLane($"{i}", (LaneClass)(i % 2))).ToArray();
        real.Thread.Start();

        var threads = lanes.Select(lane => new Thread(() =>
        {
            using var ran = new SemaphoreSlim(0);
            var task = new Releasing(ran);
            for (var i = 0; i < rounds; i++)
            {
                lane.Post(task);
                if (!ran.Wait(Patience))
                    return;
            }

            real.Finished.Signal();
        })).ToArray();
        real.Finished.Reset(posters);
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());

        Assert.True(real.Finished.IsSet, "A posted task did not run: its wake-up was lost.");
        Assert.Equal(posters * rounds, real.Loop.Observe().TasksRun);
    }

    [Fact]
    public void Post_FromManyThreadsAtOnce_RunsEachTaskOnceAndInOrderPerThread()
    {
        const int posters = 4, tasks = 20_000;
        using var real = new RealLoop();
        var lane = real.Loop.AddLane("shared", LaneClass.Urgent);
        real.Thread.Start();
        real.Finished.Reset(posters * tasks);
        var last = new int[posters];
        var disorder = 0;

        var threads = Enumerable.Range(0, posters).Select(poster => new Thread(() =>
        {
            for (var i = 1; i <= tasks; i++)
            {
                var number = i;
                lane.Post(new Calling(() =>
                {
                    disorder += last[poster] + 1 == number ? 0 : 1;
                    last[poster] = number;
                    real.Finished.Signal();
                }));
            }
        })).ToArray();
        Array.ForEach(threads, thread => thread.Start());

        Assert.True(real.Finished.Wait(Patience));
        Assert.Equal(0, disorder);
        Array.ForEach(threads, thread => thread.Join());
    }

    [Fact]
    public void Stop_WaitsForTheCurrentTurn_AndRunsNoFurtherOne()
    {
        using var real = new RealLoop();
        var lane = real.Loop.AddLane("lane", LaneClass.Urgent);
        using var entered = new ManualResetEventSlim();
        using var leave = new ManualResetEventSlim();
        var hasEnded = false;
        real.Thread.Start();
        lane.Post(new Calling(() =>
        {
            entered.Set();
            leave.Wait(Patience);
            hasEnded = true;
        }));
        Assert.True(entered.Wait(Patience));
        lane.Post(new Calling(() => Assert.Fail("after stop")));

        var stopping = new Thread(real.Thread.Stop);
        stopping.Start();
        Assert.True(SpinWait.SpinUntil(() => real.Thread.IsStopping, Patience));
        leave.Set();
        Assert.True(stopping.Join(Patience));

        Assert.True(hasEnded);
        Assert.Single(real.Loop.Close());
        Assert.Empty(real.Faults);
    }

    [Fact]
    public void Stop_FromAMainTask_DoesNotWaitForItself()
    {
        using var real = new RealLoop();
        var lane = real.Loop.AddLane("lane", LaneClass.Urgent);
        real.Thread.Start();
        real.Finished.Reset(1);
        lane.Post(new Calling(() =>
        {
            real.Thread.Stop();
            real.Finished.Signal();
        }));

        Assert.True(real.Finished.Wait(Patience));
        real.Thread.Stop();
        Assert.Empty(real.Faults);
    }

    [Fact]
    public void Stop_OfALoopThatNeverStarted_Returns()
    {
        using var real = new RealLoop();

        real.Thread.Stop();
    }

    [Fact]
    public void Loop_WhenTheEndOfTheTurnNamesATime_TurnsAgainThenWithoutAPost()
    {
        using var real = new RealLoop { MayWait = TimeSpan.FromMilliseconds(1) };
        real.Finished.Reset(3);
        real.OnTurn = () =>
        {
            if (!real.Finished.IsSet)
                real.Finished.Signal();
        };

        real.Thread.Start();

        Assert.True(real.Finished.Wait(Patience));
    }

    [Fact]
    public void Post_InTheSteadyState_AllocatesNothing()
    {
        var table = new Turntable();
        var task = new Counting();
        void Round()
        {
            for (var i = 0; i < 1000; i++)
                table.Urgent.Post(task);
            table.TurnUntilIdle();
        }

        Round();
        Round(); // the buffers have changed places once and both are large enough
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 20; i++)
            Round();
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20 * 1000);
        Assert.Equal(22_000 * 2, task.Runs);
    }

    /// <summary>A loop on its own thread that waits for ever unless it is woken.</summary>
    private sealed class RealLoop : ITurnEnd<Journal>, IBackgroundRunner<Journal>, IDisposable
    {
        public RealLoop()
        {
            Loop = new TaskLoop<Journal>(new Journal(), new LoopOptions(), new ThreadWait(), this, this, Faults.Add);
            Thread = new LoopThread<Journal>(Loop, "test loop");
        }

        public TaskLoop<Journal> Loop { get; }

        public LoopThread<Journal> Thread { get; }

        public List<Exception> Faults { get; } = [];

        public CountdownEvent Finished { get; } = new(1);

        public TimeSpan MayWait { get; init; } = Timeout.InfiniteTimeSpan;

        public Action? OnTurn { get; set; }

        public TimeSpan EndTurn(Journal context)
        {
            OnTurn?.Invoke();
            return MayWait;
        }

        public void Start(BackgroundTask<Journal> task) => throw new NotSupportedException();

        public void Dispose()
        {
            Thread.Dispose();
            Finished.Dispose();
        }
    }

    private sealed class Releasing(SemaphoreSlim ran) : MainTask<Journal>
    {
        public override void Run(Journal context, FollowUps<Journal> followUps) => ran.Release();
    }

    private sealed class Calling(Action action) : MainTask<Journal>
    {
        public override void Run(Journal context, FollowUps<Journal> followUps) => action();
    }

    private sealed class Counting : MainTask<Journal>
    {
        public int Runs { get; private set; }

        public override void Run(Journal context, FollowUps<Journal> followUps)
        {
            if (++Runs % 2 == 1)
                followUps.Then(this);
        }
    }
}
