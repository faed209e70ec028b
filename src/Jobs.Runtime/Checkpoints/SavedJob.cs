using Jobs.Catalog;
using Jobs.CompilerServices;
using Jobs.Store;

namespace Jobs.Checkpoints;

/// <summary>Makes a job again from what its checkpoints saved.</summary>
internal static class SavedJob
{
    /// <summary>A new instance: input and state, then the journal, entry by entry from its base.</summary>
    /// <param name="descriptor">Its class.</param>
    /// <param name="id">The job.</param>
    /// <param name="inputVersion">The version that its input was stored with.</param>
    /// <param name="payload">What is stored.</param>
    /// <exception cref="JobPayloadException">Something cannot be read, or is not there.</exception>
    public static object Restore(JobDescriptor descriptor, JobId id, int inputVersion, StoredPayload payload)
    {
        var job = RestoreState(descriptor, inputVersion, payload);
        var expected = payload.Journal.Count == 0 ? payload.JournalSequence : payload.Journal[0].Sequence;
        foreach (var entry in payload.Journal)
        {
            if (entry.Sequence != expected++) throw Damaged(descriptor, id, $"entry {expected - 1}");
            descriptor.ApplyJournals(job, entry.Body, entry.IsBase);
        }

        foreach (var journal in descriptor.GetJournals(job))
        {
            if (journal.Log.IsPartial) throw Damaged(descriptor, id, "the end of a fold");

            // What was read back is what is stored: it is no change to write again.
            journal.Log.Acknowledge(journal.Log.PendingChanges);
        }

        return job;
    }

    private static object RestoreState(JobDescriptor descriptor, int inputVersion, StoredPayload payload)
    {
        try
        {
            return CarriedInput.Restore(descriptor, inputVersion, payload.Input, payload.StateVersion, payload.State);
        }
        catch (JobPayloadException missing) when (UnknownMembers.IsMissing(missing) && inputVersion == descriptor.Version)
        {
            // A tool may have stored it while no host could check it.
            throw UnknownMembers.Explain(descriptor, missing, payload.Input);
        }
    }

    private static JobPayloadException Damaged(JobDescriptor descriptor, JobId id, string what) =>
        new($"The journal of job '{descriptor.Name}' ({id}) lacks {what}: the store is damaged. Restore it from a backup.");
}
