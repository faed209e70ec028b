namespace Jobs.Store;

/// <summary>
/// A small branch of a tree, found from its top downwards: a command to one job of a large tree is not to look through all the rest.
/// </summary>
internal static class TreeBranch
{
    /// <summary>A job, and the active ones below it, by id; null when the branch has more jobs than asked for, those counted that have ended.</summary>
    /// <param name="top">The job.</param>
    /// <param name="jobsMax">How many are looked at.</param>
    /// <param name="childrenOf">The children of a job, active and ended, at most so many: an ended job does not cut the tree.</param>
    public static IReadOnlyList<JobId>? ActiveOf(JobId top, int jobsMax, Func<JobId, int, IEnumerable<(JobId Id, bool IsActive)>> childrenOf)
    {
        var active = new List<JobId> { top };
        var looked = 1;
        var above = new Queue<JobId>([top]);
        while (above.TryDequeue(out var parent))
        {
            foreach (var (id, isActive) in childrenOf(parent, jobsMax - looked + 1))
            {
                if (++looked > jobsMax) return null; // Parents that lead in a ring, in a spoilt store, end here as well.
                if (isActive) active.Add(id);
                above.Enqueue(id);
            }
        }

        active.Sort();
        return active;
    }
}
