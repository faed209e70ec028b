using System.Runtime.CompilerServices;

namespace Jobs.WorkerPool;

/// <summary>
/// What holds one slot: it takes item after item and runs each to its end. As many exist as slots; they are reused, so that
/// an item costs no allocation of ours.
/// </summary>
internal sealed class SlotRunner
{
    private readonly SlotPool _pool;
    private readonly Action _onEnded;

    // Written before the wait for an item, taken by OnEnded. A runner is never in both.
    private ValueTaskAwaiter _awaited;

    internal SlotRunner(SlotPool pool)
    {
        _pool = pool;
        _onEnded = OnEnded;
    }

    /// <summary>What runs in the slot; null between two. Under the pool's gate.</summary>
    internal IWorkItem? Item { get; set; }

    /// <summary>Whether the pool gave the slot to another: this runner then ends with its item, or with the one that gave way. Under the pool's gate.</summary>
    internal bool IsAbandoned { get; set; }

    internal static void Work(object? runner) => ((SlotRunner)runner!).Work();

    private void Work()
    {
        while (_pool.TryTake(this, out var item))
        {
            if (!RunsToItsEnd(item))
                return; // OnEnded goes on

            // Other entries of the scheduler wait for a thread: to the end of the line, so that a stream of short items
            // does not keep jobs from being resumed.
            if (_pool.Scheduler.HasQueued)
            {
                _pool.End(this);
                _pool.Scheduler.Post(Work, this);
                return;
            }
        }
    }

    /// <summary>Starts an item; false when it has not ended yet, and <see cref="OnEnded"/> will be called.</summary>
    private bool RunsToItsEnd(IWorkItem item)
    {
        try
        {
            if (!item.TryStart())
                return true;

            // With the context: code that ends on a thread of ours calls OnEnded at once, any other posts it to us. Without
            // it the call would always go through the shared pool, because the runtime runs no continuation directly on a
            // thread that has a context of its own.
#pragma warning disable CA2012 // Consumed once: below, or in OnEnded. An async method instead would allocate more for each waiting item.
            var awaited = item.RunAsync().GetAwaiter();
#pragma warning restore CA2012
            if (!awaited.IsCompleted)
            {
                // From the next line on the item may end, and this runner take another one, on another thread.
                _awaited = awaited;
                awaited.UnsafeOnCompleted(_onEnded);
                return false;
            }

            awaited.GetResult();
        }
        catch (Exception fault)
        {
            _pool.Report(item, fault);
        }
        finally
        {
            ElasticScheduler.RestoreAmbient();
        }

        return true;
    }

    private void OnEnded()
    {
        var ended = _awaited;
        _awaited = default; // the runner outlives the item
        try
        {
            ended.GetResult();
        }
        catch (Exception fault)
        {
            if (Item is { } item)
                _pool.Report(item, fault); // else it goes on elsewhere, and is told there
        }

        // The next item must not run here, inside the completion of this one: it would inherit its ambient state and hold
        // up whoever else awaits it.
        if (_pool.EndAndKeep(this))
            _pool.Scheduler.Post(Work, this);
    }
}
