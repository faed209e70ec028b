namespace Jobs.TaskLoop;

/// <summary>Where background tasks run. The loop decides when, the runner on which thread.</summary>
internal interface IBackgroundRunner<TContext>
{
    /// <summary>
    /// Sees to it that <see cref="BackgroundTask{TContext}.ExecuteAsync"/> is called once, now or soon, and returns at once:
    /// the caller is the loop.
    /// </summary>
    void Start(BackgroundTask<TContext> task);
}
