namespace Jobs;

/// <summary>A look at how far a job is. Lossy by design: newer replaces older.</summary>
/// <param name="Completed">Units done.</param>
/// <param name="Total">Units in all, or null when unknown.</param>
/// <param name="BytesCompleted">Bytes done, or null.</param>
/// <param name="BytesTotal">Bytes in all, or null.</param>
/// <param name="Phase">A word for the stage, or null.</param>
/// <param name="Message">A line for a person, or null.</param>
public sealed record JobProgress(
    long Completed = 0, long? Total = null, long? BytesCompleted = null, long? BytesTotal = null, string? Phase = null, string? Message = null)
{
    /// <summary>Done in percent, 0 to 100, or null when the total is unknown.</summary>
    public double? Percent => Total switch
    {
        null => null,
        0 => 100,
        { } total => Math.Clamp(100.0 * Completed / total, 0, 100),
    };
}
