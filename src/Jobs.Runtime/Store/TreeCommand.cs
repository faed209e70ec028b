namespace Jobs.Store;

/// <summary>
/// A command to a tree of which not every row has been reached. It holds for all of them from its own commit on: who reads a row that
/// the sweep has not come to lays it over the row's flags (<see cref="TreeCommands"/>).
/// </summary>
/// <param name="Number">Its place in the order of the commands that are unfinished.</param>
/// <param name="RootId">The tree.</param>
/// <param name="TargetId">The job that it was given to; it holds for that one and everything below it.</param>
/// <param name="Command">What was asked.</param>
/// <param name="SweptTo">Rows of the tree up to this id carry it. A child's id is larger than its parent's, so the sweep begins at the target.</param>
internal sealed record TreeCommand(long Number, JobId RootId, JobId TargetId, JobCommand Command, JobId SweptTo)
{
    /// <summary>Whether it is about a branch that nobody has looked at: with its first stretch it is known to be a large one.</summary>
    public bool MayBeSmall => TargetId != RootId && SweptTo < TargetId;

    /// <summary>Whether it reaches at least the rows that another one reaches.</summary>
    public bool Covers(TreeCommand other) => RootId == other.RootId && (TargetId == RootId || TargetId == other.TargetId);
}
