namespace FileCopy;

/// <summary>What the command line asked for. Paths are absolute.</summary>
internal sealed record CopySettings
{
    public required string Source { get; init; }

    public required string Destination { get; init; }

    /// <summary>The store's file.</summary>
    public required string Store { get; init; }

    /// <summary>How many files are copied at once.</summary>
    public required int Slots { get; init; }

    /// <summary>A wait before each copy, which stands for a slow device. For measurements.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>An append-only file that gets a line for every copy that starts, or null. For proofs.</summary>
    public string? TaskLog { get; init; }

    /// <summary>
    /// What tells this copy from others: a digest of both paths, since a key may have 256 characters and a path thousands.
    /// </summary>
    public string Key => StoreLocation.Digest(Source, Destination);
}
