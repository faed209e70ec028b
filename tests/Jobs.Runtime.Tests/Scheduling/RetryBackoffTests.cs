using Jobs.Scheduling;

namespace Jobs.Runtime.Tests.Scheduling;

public sealed class RetryBackoffTests
{
    private static readonly RetryPolicy Steady = new() { Delay = TimeSpan.FromSeconds(1), Multiplier = 2, Jitter = 0, MaxDelay = TimeSpan.FromMinutes(5) };

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 4)]
    [InlineData(9, 256)]
    [InlineData(10, 300)]
    [InlineData(1000, 300)]
    [InlineData(int.MaxValue, 300)]
    public void Delay_GrowsByTheMultiplier_UpToTheMaximum(int failedAttempts, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), RetryBackoff.DelayFor(Steady, failedAttempts, 0));

    [Theory]
    [InlineData(0, 8)]
    [InlineData(0.5, 9)]
    [InlineData(1, 10)]
    public void Jitter_TakesARandomPartOfItsShareOff(double random01, int seconds)
    {
        var policy = Steady with { Delay = TimeSpan.FromSeconds(10), Jitter = 0.2 };

        Assert.Equal(TimeSpan.FromSeconds(seconds), RetryBackoff.DelayFor(policy, 1, random01));
    }

    [Fact]
    public void Jitter_NeverExceedsTheMaximum()
    {
        var policy = Steady with { Jitter = 1 };

        Assert.Equal(policy.MaxDelay, RetryBackoff.DelayFor(policy, 50, 1));
        Assert.Equal(TimeSpan.Zero, RetryBackoff.DelayFor(policy, 50, 0));
    }

    [Fact]
    public void Delay_WhenConstant_StaysForEver() =>
        Assert.Equal(TimeSpan.FromSeconds(1), RetryBackoff.DelayFor(Steady with { Multiplier = 1 }, 1000, 0.3));

    [Fact]
    public void Delay_OfAPolicyWithoutOne_IsZeroAfterAnyNumberOfFailures() =>
        Assert.Equal(TimeSpan.Zero, RetryBackoff.DelayFor(Steady with { Delay = TimeSpan.Zero, Multiplier = 10 }, int.MaxValue, 0.5));

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1, -0.1)]
    [InlineData(1, 1.1)]
    public void Delay_OfImpossibleArguments_IsRefused(int failedAttempts, double random01) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => RetryBackoff.DelayFor(Steady, failedAttempts, random01));
}
