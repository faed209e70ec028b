using Jobs.Scheduling;
using Jobs.Store;

namespace Jobs.Engine;

/// <summary>
/// Makes a retry's atom from what history says of the ended job, or the answer where there is nothing to ask the store. History
/// stays as it is, so that what was read a moment ago holds; what may change since (who retried it, whose the key is) the atom asks again.
/// </summary>
internal static class RetryPreparation
{
    public static (RetryAtom? Atom, JobRetry? Answer) Prepare(JobId id, StoredJobDetails? ended, RetryOptions? options, string? token, SubmitStamp stamp)
    {
        if (ended is null) return (null, new JobRetry(RetryOutcome.NotFound, JobId.None));
        var info = ended.Info;
        if (!info.Status.IsTerminal()) return (null, new JobRetry(RetryOutcome.NotEnded, JobId.None));
        if (info.Status == JobStatus.Completed) return (null, new JobRetry(RetryOutcome.Completed, JobId.None));

        var fromStart = options?.FromStart ?? false;
        var priority = Enum.IsDefined(info.Priority) ? info.Priority : JobPriority.Normal; // Of a row that was changed from outside.
        return (new RetryAtom
        {
            Id = stamp.Id,
            Of = id,
            FromStart = fromStart,
            Key = info.Key,
            Token = token,
            Job = new StoredJob
            {
                Id = stamp.Id,
                RootId = stamp.Id,
                Name = info.Name,
                Version = info.Version,
                Status = JobStatus.Ready,
                Priority = priority,
                Rank = Rank.Of(stamp.Now, priority),
                DueAt = stamp.Now,
                Fence = 1,
                SubmittedAt = stamp.Now,
                Retry = ended.Retry,
                Timeout = ended.Timeout,
                HasTraces = !fromStart,

                // Nothing has shown yet that it kills its process no more: it runs alone, and one crash more sets it aside again.
                Crashes = info.Status == JobStatus.Quarantined ? info.Crashes : 0,
            },
        }, null);
    }

    /// <summary>What the store made of it.</summary>
    /// <exception cref="JobException">The store refused it.</exception>
    public static JobRetry AnswerOf(RetryAtom atom) => atom.Answer is AtomAnswer.Rejected or AtomAnswer.Lost or AtomAnswer.Pending
        ? throw new JobException($"The store refused to retry job {atom.Of}: {atom.RejectedBecause ?? "it stopped"}")
        : new JobRetry(atom.Outcome, atom.Answer == AtomAnswer.Applied ? atom.Id : atom.ExistingId);
}
