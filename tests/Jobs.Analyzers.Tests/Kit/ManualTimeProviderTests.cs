using Jobs.TestKit.Time;

namespace Jobs.Analyzers.Tests.Kit;

public sealed class ManualTimeProviderTests
{
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public void Advance_FiresTimersInOrderOfTheirTimes_AndShowsEachItsOwn()
    {
        var start = _clock.GetUtcNow();
        var fired = new List<(string, TimeSpan)>();
        Arm("late", 3);
        Arm("early", 1);
        Arm("early, armed later", 1);
        Arm("never reached", 5);

        _clock.Advance(TimeSpan.FromSeconds(4));

        Assert.Equal([("early", Seconds(1)), ("early, armed later", Seconds(1)), ("late", Seconds(3))], fired);
        Assert.Equal(Seconds(4), _clock.GetUtcNow() - start);
        Assert.Equal(Seconds(1), _clock.UntilNextTimer);

        void Arm(string name, int seconds) =>
            _clock.CreateTimer(_ => fired.Add((name, _clock.GetUtcNow() - start)), null, Seconds(seconds), Timeout.InfiniteTimeSpan);
    }

    [Fact]
    public void Advance_WhenACallbackArmsATimerThatIsDueToo_FiresIt()
    {
        var fired = 0;
        ITimer? timer = null;
        timer = _clock.CreateTimer(_ => { if (++fired < 3) timer!.Change(Seconds(1), Timeout.InfiniteTimeSpan); }, null, Seconds(1), Timeout.InfiniteTimeSpan);

        _clock.Advance(Seconds(10));

        Assert.Equal(3, fired);
    }

    [Fact]
    public void APeriodicTimer_FiresOncePerPeriod_UntilDisposed()
    {
        var fired = 0;
        using (_clock.CreateTimer(_ => fired++, null, Seconds(1), Seconds(2))) _clock.Advance(Seconds(6));

        _clock.Advance(Seconds(6));

        Assert.Equal(3, fired);
        Assert.Equal(0, _clock.ArmedTimers);
    }

    [Fact]
    public void JumpWallClock_MovesNeitherDurationsNorTimers()
    {
        var (now, stamp, fired) = (_clock.GetUtcNow(), _clock.GetTimestamp(), 0);
        using var timer = _clock.CreateTimer(_ => fired++, null, Seconds(1), Timeout.InfiniteTimeSpan);

        _clock.JumpWallClock(TimeSpan.FromHours(-1));

        Assert.Equal(TimeSpan.FromHours(-1), _clock.GetUtcNow() - now);
        Assert.Equal(TimeSpan.Zero, _clock.GetElapsedTime(stamp));
        Assert.Equal((0, Seconds(1)), (fired, _clock.UntilNextTimer));
    }

    [Fact]
    public async Task WhenArmed_CompletesWithTheTimerThatIsWaitedFor()
    {
        var armed = _clock.WhenArmedAsync(2);
        var delay = Task.Delay(Seconds(1), _clock);
        Assert.False(armed.IsCompleted);
        var further = Task.Delay(Seconds(2), _clock);
        await armed;

        _clock.Advance(Seconds(2));

        await Task.WhenAll(delay, further);
    }

    private static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);
}
