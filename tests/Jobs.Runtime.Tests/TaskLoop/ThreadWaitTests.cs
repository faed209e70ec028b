using Jobs.TaskLoop;

namespace Jobs.Runtime.Tests.TaskLoop;

public sealed class ThreadWaitTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ThreadWait _wait = new();

    public static TheoryData<TimeSpan> LongTimes => [Timeout.InfiniteTimeSpan, TimeSpan.FromDays(30), TimeSpan.MaxValue];

    [Theory]
    [MemberData(nameof(LongTimes))]
    public void Wait_OfAnyLength_EndsWithASignal(TimeSpan timeout)
    {
        Exception? fault = null;
        var waiting = new Thread(() => fault = Record.Exception(() => _wait.Wait(timeout)));
        waiting.Start();
        Assert.True(SpinWait.SpinUntil(() => waiting.ThreadState == ThreadState.WaitSleepJoin || !waiting.IsAlive, Patience));

        _wait.Signal();

        Assert.True(waiting.Join(Patience));
        Assert.Null(fault);
    }

    [Fact]
    public void Signals_BeforeAWait_EndItAtOnce_AndCountAsOne()
    {
        _wait.Signal();
        _wait.Signal();
        _wait.Wait(Timeout.InfiniteTimeSpan);

        var second = new Thread(() => _wait.Wait(Timeout.InfiniteTimeSpan));
        second.Start();
        Assert.True(SpinWait.SpinUntil(() => second.ThreadState == ThreadState.WaitSleepJoin || !second.IsAlive, Patience));
        Assert.True(second.IsAlive, "The second signal was counted apart.");
        _wait.Signal();
        Assert.True(second.Join(Patience));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.1)]
    [InlineData(-5000)]
    public void Wait_ForNoTime_Returns(double milliseconds) => _wait.Wait(TimeSpan.FromMilliseconds(milliseconds));
}
