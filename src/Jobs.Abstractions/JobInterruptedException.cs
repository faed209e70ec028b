namespace Jobs;

/// <summary>
/// Thrown at an interruption point (a checkpoint after it saved, an await of the dispatcher, <c>ThrowIfInterrupted</c>).
/// Let it pass: code that swallows it keeps the host waiting until its hard deadline.
/// </summary>
public sealed class JobInterruptedException : OperationCanceledException
{
    /// <summary>Makes one for a kind of interruption.</summary>
    public JobInterruptedException(Interruption interruption, CancellationToken token = default)
        : base($"The job was interrupted: {interruption}.", token) => Interruption = interruption;

    /// <summary>Why the job was interrupted.</summary>
    public Interruption Interruption { get; }
}
