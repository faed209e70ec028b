namespace Jobs.TaskLoop;

/// <summary>
/// A step that runs beside the loop, in parallel with others. It gets no context: what it needs it was given when it was
/// made, what it found it returns as a main task, which the loop then runs.
/// </summary>
/// <typeparam name="TContext">The state that only the loop may touch.</typeparam>
internal abstract class BackgroundTask<TContext>
{
    // Set by the loop when it starts the task, taken by the one execution: a second one finds null and is refused, because
    // a result that arrives twice would be counted twice.
    private TaskLoop<TContext>? _startedBy;

    /// <summary>Does the work and says what the loop is to do with it; null when there is nothing to do.</summary>
    public abstract ValueTask<MainTask<TContext>?> RunAsync();

    /// <summary>
    /// What the loop is to do when <see cref="RunAsync"/> threw. Unless overridden the exception is thrown again on the
    /// loop, so that it reaches the loop's fault handler like that of a main task: it is never lost.
    /// </summary>
    public virtual MainTask<TContext>? OnFault(Exception fault) => new Rethrow<TContext>(fault);

    /// <summary>Runs the task and posts its result; called once, by the runner, wherever it likes. Never throws.</summary>
    public async ValueTask ExecuteAsync()
    {
        var loop = Interlocked.Exchange(ref _startedBy, null)
            ?? throw new InvalidOperationException($"{GetType().Name} was executed twice, or without being started by a loop.");
        MainTask<TContext>? result;
        try
        {
            // With the context: on a thread that has one, a continuation that does not want it is sent to the shared pool,
            // which user code may have filled.
            result = await RunAsync().ConfigureAwait(true);
        }
        catch (Exception fault)
        {
            result = AfterFault(fault);
        }

        loop.EndBackground(result);
    }

    internal void StartOn(TaskLoop<TContext> loop, IBackgroundRunner<TContext> runner)
    {
        if (Interlocked.CompareExchange(ref _startedBy, loop, null) is not null)
            throw new InvalidOperationException($"{GetType().Name} is started already and has not run yet.");
        try
        {
            runner.Start(this);
        }
        catch (Exception fault)
        {
            // The runner may have failed after it had begun the task: then the execution took the loop and reports itself.
            if (Interlocked.Exchange(ref _startedBy, null) is not null)
                loop.EndBackground(AfterFault(fault));
        }
    }

    private MainTask<TContext>? AfterFault(Exception fault)
    {
        try
        {
            return OnFault(fault);
        }
        catch (Exception second)
        {
            return new Rethrow<TContext>(new AggregateException(fault, second));
        }
    }
}
