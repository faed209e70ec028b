namespace Jobs.Scheduling;

/// <summary>How long a failed attempt is followed by a pause.</summary>
internal static class RetryBackoff
{
    /// <summary>The pause before the next attempt.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="failedAttempts">How many attempts have failed, 1 or more.</param>
    /// <param name="random01">A random number from 0 up to, not including, 1; where in the random share the pause falls.</param>
    /// <returns>At most the policy's maximum; the share that is random is taken off, never added.</returns>
    public static TimeSpan DelayFor(RetryPolicy policy, int failedAttempts, double random01)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentOutOfRangeException.ThrowIfLessThan(failedAttempts, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(random01);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(random01, 1);

        // In floating point, where an absurd power is infinity and not an overflow, and bounded before it becomes a time.
        // Zero times infinity is not a number, hence the test: a policy without a delay has none after any failure.
        var grown = policy.Delay <= TimeSpan.Zero ? 0 : policy.Delay.Ticks * Math.Pow(policy.Multiplier, failedAttempts - 1);
        var bounded = Math.Min(grown, policy.MaxDelay.Ticks);
        var settled = bounded * (1 - policy.Jitter * (1 - random01));
        return TimeSpan.FromTicks((long)Math.Max(0, settled));
    }
}
