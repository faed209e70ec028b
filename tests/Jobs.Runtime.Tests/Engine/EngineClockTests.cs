using Jobs.Engine;
using Jobs.TestKit.Time;

namespace Jobs.Runtime.Tests.Engine;

/// <summary>How long the loop may wait.</summary>
public sealed class EngineClockTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public void WaitForADueTime_IsCapped_SoThatAJumpOfTheWallClockIsSeen()
    {
        var clock = new EngineClock(_time, TimeSpan.FromSeconds(1));
        Assert.Equal(Timeout.InfiniteTimeSpan, clock.UntilNext());
        var came = false;
        clock.At(_time.GetUtcNow() + TimeSpan.FromHours(1), () => came = true);
        Assert.Equal(TimeSpan.FromSeconds(1), clock.UntilNext());
        _time.JumpWallClock(TimeSpan.FromHours(1) - TimeSpan.FromMilliseconds(200));
        Assert.Equal(TimeSpan.FromMilliseconds(200), clock.UntilNext());
        _time.JumpWallClock(TimeSpan.FromMilliseconds(200));
        clock.RunDue();
        Assert.True(came);
    }

    [Fact]
    public void WaitForADuration_IsNotCapped_AndNoJumpChangesIt()
    {
        var clock = new EngineClock(_time, TimeSpan.FromSeconds(1));
        clock.After(TimeSpan.FromHours(1), () => { });
        _time.JumpWallClock(TimeSpan.FromDays(1));
        Assert.Equal(TimeSpan.FromHours(1), clock.UntilNext());
    }
}
