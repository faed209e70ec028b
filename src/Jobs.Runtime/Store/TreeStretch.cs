namespace Jobs.Store;

/// <summary>The next rows that a command is written into.</summary>
/// <param name="Rows">Those that it reaches, by id.</param>
/// <param name="Last">Up to which id of the tree the command is carried with them; null when it is through with them.</param>
internal readonly record struct TreeStretch(IReadOnlyList<JobId> Rows, JobId? Last)
{
    /// <summary>Of the rows that come next in the whole tree.</summary>
    /// <param name="next">By id; one more than a stretch has, when there are more.</param>
    /// <param name="rowsMax">How many a stretch has.</param>
    /// <param name="isReached">Whether the command is about a row.</param>
    public static TreeStretch Of(List<JobId> next, int rowsMax, Predicate<JobId> isReached)
    {
        var isLast = next.Count <= rowsMax;
        if (!isLast) next.RemoveAt(next.Count - 1);
        return new TreeStretch(next.FindAll(isReached), isLast ? null : next[^1]);
    }
}
