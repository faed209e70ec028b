namespace Jobs;

/// <summary>
/// Says what a <see cref="JobsClient"/> knows and how patient it is. Job classes are needed only to read results by id: the
/// generated <c>Add{Assembly}Jobs()</c> adds them. Not thread-safe.
/// </summary>
public sealed class JobsClientBuilder : JobCatalogBuilder
{
    internal JobsClientBuilder()
    {
    }

    /// <summary>
    /// How long a call waits for an owner that starts or stops, or for a client that visits the store. Zero or longer.
    /// Default 10 s.
    /// </summary>
    public TimeSpan OwnerWait { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long an owner that lives may say nothing before a call fails with <see cref="JobStoreFault.Silent"/>. Longer than
    /// zero. Default 10 s.
    /// </summary>
    public TimeSpan AnswerTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The bounds on what is stored, as the owner has them. Checked here, so that the error has the caller's stack.</summary>
    public JobLimits Limits { get; set; } = JobLimits.Default;

    internal TimeProvider Time { get; private set; } = TimeProvider.System;

    /// <summary>Takes time from another clock, for tests.</summary>
    public JobsClientBuilder UseTimeProvider(TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        Time = time;
        return this;
    }

    internal void Validate()
    {
        if (OwnerWait < TimeSpan.Zero) throw new JobUsageException($"JobsClientBuilder.OwnerWait is {OwnerWait}; allowed: zero or longer.");
        if (AnswerTimeout <= TimeSpan.Zero) throw new JobUsageException($"JobsClientBuilder.AnswerTimeout is {AnswerTimeout}; allowed: longer than zero.");
        if (Limits is null) throw new JobUsageException("JobsClientBuilder.Limits is null; allowed: JobLimits.Default or a copy of it.");
    }
}
