namespace Jobs.Store;

/// <summary>
/// A new job that runs an ended one again. It takes over what that one kept: input, checkpoint, journal, task results, deadlines and
/// those children that have not ended badly; or, from the start, the input alone. Failures of tasks that no checkpoint covers are
/// dropped, as before any other attempt. The ended job's row stays as it is, but for what it kept and the mark that it was retried.
/// Answers in <see cref="Outcome"/>; anything but Applied has written nothing.
/// </summary>
internal sealed class RetryAtom : Atom
{
    /// <summary>The new job: a root, with its first fence.</summary>
    public required StoredJob Job { get; init; }

    /// <summary>The ended job.</summary>
    public required JobId Of { get; init; }

    /// <summary>Whether it begins with its input alone.</summary>
    public bool FromStart { get; init; }

    /// <summary>The ended job's key, or null: refused while another job has it.</summary>
    public string? Key { get; init; }

    /// <summary>The new job's idempotency token: a retry that is sent again finds by it what the first one made. Null for none.</summary>
    public string? Token { get; init; }

    /// <summary>Answer.</summary>
    public RetryOutcome Outcome { get; set; }

    /// <summary>Answer: the job that is there already; the retry of this one, or the holder of its key.</summary>
    public JobId ExistingId { get; set; }

    public override int Size => 400;
}
