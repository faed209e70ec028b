namespace Jobs.Store;

/// <summary>
/// The unfinished commands of a store, in their order, and what they make of a row's flags. Nearly always there are none. A snapshot,
/// for one thread: a store makes a new one when they change.
/// </summary>
/// <param name="all">By number.</param>
/// <param name="parentOf">The parent of a job, active or ended; none when it is unknown.</param>
internal sealed class TreeCommands(IReadOnlyList<TreeCommand> all, Func<JobId, JobId> parentOf)
{
    private HashSet<JobId>? _targets;
    private Dictionary<JobId, Told?>? _told; // What was walked before: a job is asked about for each command, and a stretch of a deep tree shares its way up.

    /// <summary>By number.</summary>
    public IReadOnlyList<TreeCommand> All => all;

    public bool IsEmpty => all.Count == 0;

    /// <summary>Whether one of them is about this tree.</summary>
    public bool Concern(JobId root) => all.Any(c => c.RootId == root);

    /// <summary>The next number.</summary>
    public long NextNumber => all.Count == 0 ? 1 : all[^1].Number + 1;

    /// <summary>Whether a new command says nothing that is not said, because nobody has said the opposite since.</summary>
    public bool Include(TreeCommand command) => command.Command == JobCommand.Cancel
        ? all.Any(c => c.Command == JobCommand.Cancel && c.Covers(command))
        : all.LastOrDefault(c => c.RootId == command.RootId && c.Command != JobCommand.Cancel) is { } last && last.Command == command.Command && last.Covers(command);

    /// <summary>
    /// Those that a new command takes the place of: it is the later word on each row that they reach, and its own sweep comes to
    /// all of them. So whoever pauses and resumes a tree without end leaves one row, and not one for each time.
    /// </summary>
    public IEnumerable<TreeCommand> ReplacedBy(TreeCommand command) => command.Command == JobCommand.Cancel
        ? []
        : all.Where(c => c.Command != JobCommand.Cancel && command.Covers(c));

    /// <summary>A row's flags as they are by every command that was acknowledged: the last word on its pause, and any cancellation.</summary>
    public (bool IsPaused, bool IsCancelRequested) FlagsOf(JobId id, JobId root, bool isPaused, bool isCancelRequested)
    {
        foreach (var command in all)
        {
            if (!Reaches(command, id, root)) continue;
            if (command.Command == JobCommand.Cancel) isCancelRequested = true;
            else isPaused = command.Command == JobCommand.Pause;
        }

        return (isPaused, isCancelRequested);
    }

    /// <summary>A row with those flags; the row itself when they are its own.</summary>
    public StoredJob Over(StoredJob row)
    {
        if (IsEmpty) return row;
        var (isPaused, isCancelRequested) = FlagsOf(row.Id, row.RootId, row.IsPaused, row.IsCancelRequested);
        return isPaused == row.IsPaused && isCancelRequested == row.IsCancelRequested ? row : row with { IsPaused = isPaused, IsCancelRequested = isCancelRequested };
    }

    /// <summary>
    /// Whether the window leaves out a row that its stored flags would show: it is paused, or it is the sweep that ends it, a stretch at a
    /// time, where a window would bring the whole of a cancelled tree into memory at once.
    /// </summary>
    public bool KeepBack(JobId id, JobId root, bool isPaused, bool isCancelRequested)
    {
        var seen = FlagsOf(id, root, isPaused, isCancelRequested);
        return seen.IsCancelRequested ? !isCancelRequested : seen.IsPaused;
    }

    /// <summary>The pause that holds for a row, or null when none of these does.</summary>
    public TreeCommand? PauseOf(JobId id, JobId root) =>
        all.LastOrDefault(c => c.Command != JobCommand.Cancel && Reaches(c, id, root)) is { Command: JobCommand.Pause } pause ? pause : null;

    /// <summary>Whether a command is about a job: itself, or one above it, was told.</summary>
    public bool Reaches(TreeCommand command, JobId id, JobId root) =>
        command.RootId == root && (command.TargetId == root || IsTold(id, root, command.TargetId));

    /// <summary>
    /// Whether a command has to wait for its turn: rows are to carry the later word in the end, and one of these that has not come to them would be
    /// written over it. A cancellation is never taken back, so it waits for nobody.
    /// </summary>
    /// <param name="command">The new one.</param>
    /// <param name="rows">All that it reaches.</param>
    public bool Delay(TreeCommand command, IReadOnlyList<JobId> rows) =>
        command.Command != JobCommand.Cancel
        && all.Any(c => c.Command != JobCommand.Cancel && c.RootId == command.RootId && rows.Any(id => Reaches(c, id, c.RootId)));

    private bool IsTold(JobId id, JobId root, JobId target)
    {
        if (id < target) return false; // A parent is older than its child.
        _targets ??= [.. all.Select(c => c.TargetId)];
        if (_targets.Add(target)) _told = null; // A new command, which is not among these yet: what was walked did not look out for its job.
        for (var told = ToldAt(id, root); told is not null && told.Target >= target; told = told.Above)
        {
            if (told.Target == target) return true;
        }

        return false;
    }

    /// <summary>The nearest job at or above one that a command was given to; null for none below the root.</summary>
    private Told? ToldAt(JobId id, JobId root)
    {
        _told ??= [];
        var way = new Stack<JobId>();
        Told? told = null;
        while (id != root && !id.IsNone && !_told.TryGetValue(id, out told))
        {
            way.Push(id);
            var parent = parentOf(id);
            id = parent < id ? parent : JobId.None; // Parents that lead in a ring, in a spoilt store, end there.
        }

        while (way.TryPop(out var step))
        {
            if (_targets!.Contains(step)) told = new Told(step, told);
            _told.Add(step, told);
        }

        return told;
    }

    /// <summary>A job that was told something, and the next one above it.</summary>
    private sealed record Told(JobId Target, Told? Above);
}
