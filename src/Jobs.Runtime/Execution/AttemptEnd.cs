namespace Jobs.Execution;

/// <summary>How an attempt ended, before the engine decides what becomes of the job.</summary>
internal enum AttemptEndKind
{
    /// <summary>It returned.</summary>
    Completed,

    /// <summary>It threw.</summary>
    Failed,

    /// <summary>It stopped because it was asked to.</summary>
    Interrupted,

    /// <summary>Its stored bytes, or a stored result that it asked for, could not be read.</summary>
    Unreadable,

    /// <summary>Its row was gone or another's when it began: nothing is to be recorded.</summary>
    Void,
}

/// <summary>How an attempt ended: a value, not an exception.</summary>
/// <param name="Result">The result's JSON, for <see cref="AttemptEndKind.Completed"/>; empty for none.</param>
/// <param name="Error">Why, for a failure; what else was thrown, for an interruption, or null.</param>
/// <param name="RetryAfter">The delay that the author asked for, or null for the policy's.</param>
/// <param name="Interruption">Why it was asked to stop.</param>
internal sealed record AttemptEnd(
    AttemptEndKind Kind, byte[]? Result = null, JobError? Error = null, TimeSpan? RetryAfter = null, Interruption Interruption = Interruption.None)
{
    public static AttemptEnd Void { get; } = new(AttemptEndKind.Void);

    /// <summary>What an exception means that the job's own code let go.</summary>
    public static AttemptEnd Thrown(Exception exception) => exception switch
    {
        // It ran, up to what an earlier build had stored and this one cannot read: what it has done is worth keeping for one that can.
        JobPayloadException { IsUnreadResult: true } => new(AttemptEndKind.Unreadable, Error: JobError.FromException(exception) with { IsPermanent = true }),
        RetryAfterException retry => new(AttemptEndKind.Failed, Error: JobError.FromException(exception), RetryAfter: retry.Delay),
        // What an author's code got wrong in using the framework does not get right by repeating it.
        JobUsageException or JobPayloadException => new(AttemptEndKind.Failed, Error: JobError.FromException(exception) with { IsPermanent = true }),
        _ => new(AttemptEndKind.Failed, Error: JobError.FromException(exception)),
    };
}
