namespace Jobs.TaskLoop;

/// <summary>
/// What a main task wants done next. Main tasks follow in its own chain, in order and before anything that was waiting
/// (depth first, so that the state they share is still warm); background tasks start at once.
/// </summary>
internal sealed class FollowUps<TContext>
{
    private readonly TaskLoop<TContext> _loop;

    // Set by the loop around each task. A reference kept beyond Run must not add to somebody else's chain.
    private Chain<TContext>? _chain;

    internal FollowUps(TaskLoop<TContext> loop) => _loop = loop;

    /// <summary>Runs <paramref name="next"/> on the loop, after the follow-ups named before it.</summary>
    public void Then(MainTask<TContext> next)
    {
        ArgumentNullException.ThrowIfNull(next);
        Chain.Push(next);
    }

    /// <summary>Starts <paramref name="task"/> beside the loop, now: the rest of this main task does not delay it.</summary>
    public void Start(BackgroundTask<TContext> task)
    {
        ArgumentNullException.ThrowIfNull(task);
        _ = Chain;
        _loop.StartBackground(task);
    }

    internal void Open(Chain<TContext> chain) => _chain = chain;

    internal void Close() => _chain = null;

    private Chain<TContext> Chain =>
        _chain ?? throw new InvalidOperationException("Follow-ups are named while the main task runs, on the loop. Post to a lane instead.");
}
