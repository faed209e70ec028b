using Jobs.Catalog;
using Jobs.Engine;
using Jobs.Store;
using Jobs.TaskLoop;
using Jobs.TestKit.Time;
using Microsoft.Extensions.Logging.Abstractions;

namespace Jobs.Runtime.Tests.Engine;

/// <summary>The real engine with no thread of its own: the test takes every step, so that it decides every interleaving.</summary>
internal sealed class SteppedEngine : IDisposable
{
    private readonly IJobStore _store;

    public SteppedEngine(MemoryStoreData? data = null, EngineOptions? options = null, Action<JobCatalogBuilder>? also = null)
        : this(also, options, new MemoryStore(data ?? new MemoryStoreData()))
    {
    }

    private SteppedEngine(Action<JobCatalogBuilder>? also, EngineOptions? options, IJobStore store)
    {
        _store = store;
        var catalog = new JobCatalogBuilder().Add<ScriptJob>();
        also?.Invoke(catalog);
        Engine = new JobEngine(
            options ?? new EngineOptions(),
            new EngineExecutors { Time = Time, LoopWait = new NoWait(), JobLane = Lane, TaskLane = Lane, OwnThreads = false },
            new JobCatalog(catalog), store, new NoServices(), NullLogger.Instance);
    }

    /// <summary>One on another store than memory.</summary>
    public static SteppedEngine On(IJobStore store, EngineOptions? options = null) => new(null, options, store);

    public ManualTimeProvider Time { get; } = new();

    public ManualExecutor Lane { get; } = new();

    public MemoryStore Store => (MemoryStore)_store;

    public JobEngine Engine { get; }

    public EngineState State => Engine.State;

    /// <summary>Whether nothing is committed meanwhile.</summary>
    public bool HoldsCommits { get; set; }

    /// <summary>Steps everything until nothing is left to do.</summary>
    public void Settle()
    {
        for (var idle = 0; idle < 3;)
        {
            var worked = Lane.RunOne();
            worked |= Engine.RunTurn();
            worked |= !HoldsCommits && Engine.Writer.Step();
            worked |= Engine.Reads.Step();
            idle = worked ? 0 : idle + 1;
        }
    }

    /// <summary>Settles until a task has ended whose way leads over the shared pool, as that of a client's call in a job does.</summary>
    public async Task<T> SettleUntilAsync<T>(Task<T> task)
    {
        await SettleUntilAsync(() => task.IsCompleted);
        return await task;
    }

    /// <summary>Settles until something holds.</summary>
    public async Task SettleUntilAsync(Func<bool> holds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10)); // Spent by a test that fails alone.
        while (!holds() && !patience.IsCancellationRequested)
        {
            Settle();
            await Task.Yield();
        }

        Settle();
        Assert.True(holds(), "It never came to that.");
    }

    public void Dispose() => Engine.Dispose();

    private sealed class NoWait : ILoopWait
    {
        public void Signal()
        {
        }

        public void Wait(TimeSpan timeout) => throw new InvalidOperationException("The test turns the loop.");
    }

    private sealed class NoServices : IServiceProvider
    {
        public object? GetService(Type serviceType) => null;
    }
}
