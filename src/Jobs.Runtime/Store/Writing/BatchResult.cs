namespace Jobs.Store;

/// <summary>What the writer has to tell.</summary>
internal enum BatchOutcome
{
    /// <summary>The batch is durable, its atoms' answers stand.</summary>
    Committed,

    /// <summary>
    /// No room. The batch is kept and tried again, on the store's reserve first; nothing new may be taken in until
    /// <see cref="Recovered"/>. Told once. Batches may be committed meanwhile.
    /// </summary>
    Full,

    /// <summary>There is room again, for the reserve as well. A kept batch is committed, and told next.</summary>
    Recovered,

    /// <summary>Nothing failed, but somebody should know.</summary>
    Warned,

    /// <summary>The writer has stopped for ever: what was not committed is known to nobody but the caller. Told once, last.</summary>
    Broken,
}

/// <summary>A report of the store writer, made on its thread.</summary>
/// <param name="Outcome">What happened.</param>
/// <param name="Batch">The batch that it happened to, or null when none was in flight.</param>
/// <param name="Error">Why, for Full and Broken.</param>
/// <param name="Warning">What, for Warned.</param>
internal readonly record struct BatchResult(BatchOutcome Outcome, WriteBatch? Batch, JobStoreException? Error = null, string? Warning = null);
