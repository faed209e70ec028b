using Jobs.Catalog;
using Jobs.CompilerServices;

namespace Jobs.Engine;

/// <summary>What a submit takes from where it is made: an id that is new there, the time, the bounds.</summary>
internal readonly record struct SubmitStamp(JobId Id, DateTimeOffset Now, JobLimits Limits);

/// <summary>The bytes of a new job.</summary>
/// <param name="Input">Its input.</param>
/// <param name="State">Its initial state; empty for what the class's initializers say.</param>
/// <param name="JournalBase">The initial items of its journaled members, or null for none.</param>
internal readonly record struct SubmitPayload(byte[] Input, byte[] State, byte[]? JournalBase)
{
    /// <summary>Reads the members of an instance.</summary>
    /// <exception cref="JobPayloadException">A member cannot be stored, or is too large.</exception>
    public static SubmitPayload Of(JobDescriptor descriptor, object job, JobLimits limits) => new(
        PayloadEncoder.Input(descriptor, job, limits),
        PayloadEncoder.State(descriptor, job, limits),
        descriptor.HasJournals && descriptor.GetJournals(job).Any(j => j.Count > 0 || j.Log.PendingChanges > 0)
            ? PayloadEncoder.Journals(descriptor, job, full: true, limits)
            : null);
}
