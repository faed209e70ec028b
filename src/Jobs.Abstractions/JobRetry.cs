namespace Jobs;

/// <summary>The answer to a retry.</summary>
/// <param name="Outcome">What it came to.</param>
/// <param name="JobId">
/// The job that runs the ended one again, new or from an earlier retry; or the holder of its key. None for every other outcome.
/// </param>
public sealed record JobRetry(RetryOutcome Outcome, JobId JobId);
