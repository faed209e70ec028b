namespace Jobs.Analyzers.Usage;

/// <summary>What the options of the framework may be: the ranges that their own checks have at run time.</summary>
internal static class OptionRanges
{
    /// <summary>By type and property. Times are in seconds.</summary>
    public static readonly IReadOnlyDictionary<(string Type, string Option), OptionRange> All = new Dictionary<(string, string), OptionRange>
    {
        [("Jobs.RetryPolicy", "MaxAttempts")] = new(1, 1000, "1 to 1000"),
        [("Jobs.RetryPolicy", "Delay")] = new(0, 30 * 86_400, "zero to 30 days"),
        [("Jobs.RetryPolicy", "Multiplier")] = new(1, 10, "1 to 10"),
        [("Jobs.RetryPolicy", "Jitter")] = new(0, 1, "0 to 1"),
        [("Jobs.GroupOptions", "MaxParallel")] = new(1, int.MaxValue, "1 or more"),
        [("Jobs.SubmitOptions", "Timeout")] = new(double.Epsilon, double.MaxValue, "longer than zero"),
        [("Jobs.SubmitOptions", "Key")] = OptionRange.Text(256),
        [("Jobs.SubmitOptions", "IdempotencyToken")] = OptionRange.Text(128),
        [("Jobs.TaskOptions", "Key")] = OptionRange.Text(256),
        [("Jobs.JobQuery", "Limit")] = new(1, 1000, "1 to 1000"),
        [("Jobs.JobsOptions", "MaxRunningJobs")] = new(1, 100_000, "1 to 100,000"),
        [("Jobs.JobsOptions", "CheckpointInterval")] = OptionRange.NotNegative,
        [("Jobs.JobsOptions", "StopGrace")] = OptionRange.NotNegative,
        [("Jobs.JobsOptions", "MaxAbandonedAttempts")] = new(0, 10_000, "0 to 10,000"),
        [("Jobs.JobsOptions", "ShutdownSoftDeadline")] = OptionRange.NotNegative,
        [("Jobs.JobsOptions", "ShutdownHardDeadline")] = OptionRange.NotNegative,
        [("Jobs.JobsOptions", "OwnerWait")] = OptionRange.NotNegative,
        [("Jobs.JobsOptions", "CrashesBeforeProbation")] = new(1, 100, "1 to 100"),
        [("Jobs.JobsOptions", "WindowSize")] = new(16, 1_000_000, "16 to 1,000,000"),
        [("Jobs.JobsOptions", "HistoryMaxAge")] = OptionRange.NotNegative,
        [("Jobs.JobsOptions", "HistoryMaxCount")] = new(0, long.MaxValue, "0 or more"),
        [("Jobs.JobsOptions", "StoreReserveBytes")] = new(0, 1 << 30, "0 to 1,073,741,824"),
    };
}

/// <summary>The range of one option.</summary>
/// <param name="Min">The smallest number, number of seconds or number of characters.</param>
/// <param name="Max">The largest.</param>
/// <param name="Words">As a message says it.</param>
/// <param name="IsText">Whether the characters of a text are meant.</param>
internal sealed record OptionRange(double Min, double Max, string Words, bool IsText = false)
{
    public static OptionRange NotNegative { get; } = new(0, double.MaxValue, "zero or longer");

    public static OptionRange Text(int max) => new(1, max, $"1 to {max} characters", IsText: true);
}
