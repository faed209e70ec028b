namespace Jobs;

/// <summary>How a store and its owner are, at one moment.</summary>
public sealed record JobsStats
{
    /// <summary>The store's file, on its canonical path.</summary>
    public required string StoreFile { get; init; }

    /// <summary>The number of its last owner; rises with every owner, and with every visit that wrote.</summary>
    public required long Epoch { get; init; }

    /// <summary>Program and process of the owner, or null: no process owns the store, and its jobs rest.</summary>
    public string? Owner { get; init; }

    /// <summary>Jobs by status. A store at rest knows of no running ones: they are counted as ready.</summary>
    public required IReadOnlyDictionary<JobStatus, long> Counts { get; init; }

    /// <summary>Attempts that did not stop when they were told to, and whose code still runs in the owner.</summary>
    public int AbandonedAttempts { get; init; }

    /// <summary>The owner's pools by name.</summary>
    public IReadOnlyDictionary<string, PoolUse> Pools { get; init; } = new Dictionary<string, PoolUse>();

    /// <summary>The stored names of the jobs that the owner has classes for.</summary>
    public IReadOnlyList<string> JobNames { get; init; } = [];
}
