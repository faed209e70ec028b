namespace Jobs.Store;

/// <summary>The deadline of a durable sleep, kept under a key of the job. An earlier deadline of that key stands: Duplicate, with <see cref="ExistingDueAt"/>.</summary>
internal sealed class SleepAtom : Atom
{
    public required long Fence { get; init; }

    public required string Key { get; init; }

    public required DateTimeOffset DueAt { get; init; }

    /// <summary>Answer: the deadline that stands.</summary>
    public DateTimeOffset ExistingDueAt { get; set; }
}
