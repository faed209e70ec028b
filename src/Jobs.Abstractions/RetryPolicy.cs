namespace Jobs;

/// <summary>When a failed job is tried again. Immutable.</summary>
public sealed record RetryPolicy
{
    /// <summary>Three attempts; 1 s before the second, doubling, at most 5 minutes, a fifth of it random.</summary>
    public static RetryPolicy Default { get; } = new();

    /// <summary>One attempt.</summary>
    public static RetryPolicy None { get; } = new() { MaxAttempts = 1 };

    /// <summary>How often the job may be attempted in all, 1 to 1000. Default 3.</summary>
    public int MaxAttempts { get; init; } = 3;

    /// <summary>The delay before the second attempt, zero to 30 days. Default 1 s.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>What the delay is multiplied by for each further attempt, 1 (constant) to 10. Default 2.</summary>
    public double Multiplier { get; init; } = 2;

    /// <summary>The longest delay. Default 5 minutes.</summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The share of the delay that is random, 0 to 1, so that jobs that failed together do not return together. Default 0.2.</summary>
    public double Jitter { get; init; } = 0.2;
}
