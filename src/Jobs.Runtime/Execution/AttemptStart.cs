using Jobs.CompilerServices;
using Jobs.Store;

namespace Jobs.Execution;

/// <summary>What one attempt begins with.</summary>
/// <param name="Id">The job.</param>
/// <param name="RootId">The top of its tree.</param>
/// <param name="Fence">The fence that its writes carry.</param>
/// <param name="Number">Which attempt it is, from 1.</param>
/// <param name="IsResumed">Whether an earlier attempt may have run.</param>
/// <param name="Descriptor">Its class.</param>
/// <param name="Version">The version that the row was stored with.</param>
/// <param name="Payload">Its committed bytes when memory still has them, else null.</param>
/// <param name="Priority">Its priority: the order of its tasks among those of other jobs.</param>
/// <param name="HasCrashed">Whether a crash count is stored that progress resets.</param>
internal sealed record AttemptStart(
    JobId Id, JobId RootId, long Fence, int Number, bool IsResumed, JobDescriptor Descriptor, int Version, StoredPayload? Payload, JobPriority Priority, bool HasCrashed);
