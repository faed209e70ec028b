namespace Jobs.WorkerPool;

/// <summary>
/// Brings every await of user code back to the scheduler's threads. The scheduler alone would do so only inside a
/// <see cref="Task"/> that it runs: one allocation for each start and one more for each await. An await posts to a context
/// directly.
/// </summary>
internal sealed class ElasticSynchronizationContext(ElasticScheduler scheduler) : SynchronizationContext
{
    public override void Post(SendOrPostCallback d, object? state) => scheduler.Enqueue(new WorkEntry(d, state));

    public override void Send(SendOrPostCallback d, object? state)
    {
        if (ElasticScheduler.Current == scheduler)
        {
            d(state);
            return;
        }

        Task.Factory
            .StartNew(() => d(state), CancellationToken.None, TaskCreationOptions.DenyChildAttach, scheduler)
            .GetAwaiter().GetResult();
    }

    public override SynchronizationContext CreateCopy() => this;
}
