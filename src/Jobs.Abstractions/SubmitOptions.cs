namespace Jobs;

/// <summary>What may be said about one submit. Every member has a default; the type is mutable so that initializers read well.</summary>
public sealed class SubmitOptions
{
    /// <summary>The job's head start. Default <see cref="JobPriority.Normal"/>.</summary>
    public JobPriority Priority { get; set; }

    /// <summary>
    /// Unique among the active jobs of this name, at most 256 characters; null for none. Submitting a key that is active
    /// returns the handle of the job that has it. The key is free again when that job's end is committed.
    /// </summary>
    public string? Key { get; set; }

    /// <summary>
    /// Makes a repeated submit of the same call harmless: a token seen before returns the job it made, even after that
    /// job ended, as long as history keeps it. At most 128 characters; null for none.
    /// </summary>
    public string? IdempotencyToken { get; set; }

    /// <summary>Not before this time; null for at once.</summary>
    public DateTimeOffset? DueAt { get; set; }

    /// <summary>The retry policy; null takes the job's, then the host's.</summary>
    public RetryPolicy? Retry { get; set; }

    /// <summary>The longest one attempt may take; null takes the job's.</summary>
    public TimeSpan? Timeout { get; set; }

    /// <summary>What the acknowledgement of this submit promises; null takes the store's.</summary>
    public Durability? Durability { get; set; }

    /// <summary>Words to find the job by: at most 32, names of 64 and values of 256 characters.</summary>
    public IDictionary<string, string> Tags { get; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
