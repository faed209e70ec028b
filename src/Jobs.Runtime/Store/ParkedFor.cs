namespace Jobs.Store;

/// <summary>The types of the errors with which a row is put off as it is: a host could not run the job, and the job has not failed.</summary>
internal static class ParkedFor
{
    /// <summary>The host had no class of the job's name.</summary>
    public const string UnknownJob = "UnknownJob";

    /// <summary>The store could not be read when the job was to start.</summary>
    public const string UnreadStore = "UnreadStore";

    private static readonly string s_payload = typeof(JobPayloadException).FullName!; // The build could not read the job's bytes.

    /// <summary>Whether a row with this error waits for a host that can run it, and not for its next attempt.</summary>
    public static bool IsReason(JobError error) => error.Type is UnknownJob or UnreadStore || error.Type == s_payload;
}
