namespace Jobs;

/// <summary>A job that was submitted by its stored name.</summary>
/// <param name="Handle">The job.</param>
/// <param name="IsChecked">
/// Whether its input was restored by its class. False for a store at rest: a host that cannot read it sets it aside when it
/// starts it.
/// </param>
public sealed record NamedSubmit(JobHandle Handle, bool IsChecked)
{
    /// <summary>Whether nothing was stored, because the job was there already: active under the key, or made with the caller's token before.</summary>
    public bool WasThere { get; init; }
}

/// <summary>One job, with its result as it is stored.</summary>
/// <param name="Info">What is known of it.</param>
/// <param name="ResultJson">The result's JSON, or null while there is none.</param>
public sealed record JobDetails(JobInfo Info, string? ResultJson);
