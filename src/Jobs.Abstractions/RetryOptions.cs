namespace Jobs;

/// <summary>What may be said about one retry of an ended job.</summary>
public sealed class RetryOptions
{
    /// <summary>
    /// Whether the new job begins with the input alone, as if it had just been submitted. Default false: it goes on from the last
    /// checkpoint, and finds finished tasks, passed deadlines and completed children again. From the start every task runs again, and under a
    /// new <see cref="TaskContext.IdempotencyKey"/>: to the other side it is another deed.
    /// </summary>
    public bool FromStart { get; set; }

    /// <summary>What the acknowledgement promises; null takes the store's.</summary>
    public Durability? Durability { get; set; }
}
