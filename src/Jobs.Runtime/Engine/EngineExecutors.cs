using Jobs.TaskLoop;
using Jobs.WorkerPool;

namespace Jobs.Engine;

/// <summary>
/// On what everything runs: loop, writer, reader, user code, clients' awaits, clock, chance. By default threads of our own and the system's clock;
/// a test that supplies its own turns the loop, steps the store and empties the queues itself, so that one seed decides
/// every interleaving.
/// </summary>
internal sealed record EngineExecutors
{
    /// <summary>The clock and its timers.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>How an idle loop waits.</summary>
    public ILoopWait LoopWait { get; init; } = new ThreadWait();

    /// <summary>Where jobs' RunAsync runs; null for threads of the engine's own.</summary>
    public IWorkExecutor? JobLane { get; init; }

    /// <summary>Where tasks run; null for threads of the engine's own.</summary>
    public IWorkExecutor? TaskLane { get; init; }

    /// <summary>Where clients' awaits go on; null for the shared pool.</summary>
    public IWorkExecutor? Clients { get; init; }

    /// <summary>What retries are spread with. Asked by several threads at once.</summary>
    public Random Random { get; init; } = Random.Shared;

    /// <summary>False leaves loop, writer and reader to the test, which calls <see cref="JobEngine.RunTurn"/> and the steps.</summary>
    public bool OwnThreads { get; init; } = true;
}
