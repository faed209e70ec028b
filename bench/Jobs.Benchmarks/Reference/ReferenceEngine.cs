using System.Buffers;

namespace Jobs.Benchmarks.Reference;

/// <summary>
/// The physical limit to compare with: a bare loop over the tables that the store uses. One writer thread owns the file and
/// turns whatever waits into one transaction; workers take jobs only after that transaction; completions ride in the next
/// one. Nothing else: no retries, priorities, cancellation, services, progress, handles or events.
/// </summary>
internal sealed class ReferenceEngine : IDisposable
{
    // What a worker takes at a time: enough to make the lock cheap, little enough that both workers stay busy.
    private const int TakeMax = 64;

    private readonly Mailbox<ReferenceJob> _writes = new();
    private readonly Mailbox<ReferenceJob> _ready = new();
    private readonly ReferenceStore _store;
    private readonly Thread[] _threads;
    private readonly TaskCompletionSource _allEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly int _expected;
    private int _ended; // writer thread only

    /// <param name="file">The store's file.</param>
    /// <param name="flushed">Whether every commit is flushed to the disk.</param>
    /// <param name="workers">Threads that run jobs.</param>
    /// <param name="expected">After how many ends <see cref="AllEnded"/> is done.</param>
    public ReferenceEngine(string file, bool flushed, int workers, int expected)
    {
        _store = new ReferenceStore(file, flushed);
        _expected = expected;
        _threads = [new Thread(Write) { Name = "reference writer" }, .. Enumerable.Range(0, workers).Select(i => new Thread(Work) { Name = $"reference worker {i}" })];
        foreach (var thread in _threads)
        {
            thread.IsBackground = true;
            thread.Start();
        }
    }

    public ReferenceStore Store => _store;

    /// <summary>Done when every expected job has ended and the transaction that says so has been committed.</summary>
    public Task AllEnded => _allEnded.Task;

    public void SubmitMany(IReadOnlyList<ReferenceJob> jobs) => _writes.SendMany(jobs);

    /// <summary>Submits one job and waits until it is durable.</summary>
    public Task SubmitAsync(long id)
    {
        var stored = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _writes.Send(new ReferenceJob(id, (int)id) { Stored = stored });
        return stored.Task;
    }

    public void Dispose()
    {
        _ready.Close();
        _writes.Close();
        foreach (var thread in _threads) thread.Join();
        _store.Dispose();
    }

    private void Write()
    {
        var batch = new List<ReferenceJob>();
        var toRun = new List<ReferenceJob>();
        try
        {
            while (_writes.TakeAll(ref batch))
            {
                toRun.Clear();
                var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
                _store.Begin();
                foreach (var job in batch)
                {
                    if (job.HasEnded)
                    {
                        _store.End(job, now);
                        continue;
                    }

                    _store.Submit(job, now);
                    toRun.Add(job);
                }

                _store.Commit();

                // Only now may they run, or be seen to have ended: durable before run, committed before visible.
                _ended += batch.Count - toRun.Count;
                if (toRun.Count > 0) _ready.SendMany(toRun);
                foreach (var job in toRun) job.Stored?.TrySetResult();
                if (_ended == _expected) _allEnded.TrySetResult();
            }
        }
        catch (Exception e)
        {
            _allEnded.TrySetException(e);
        }
    }

    private void Work()
    {
        var taken = new ReferenceJob[TakeMax];
        var buffer = new ArrayBufferWriter<byte>(64);
        for (int count; (count = _ready.TakeSome(taken)) > 0;)
        {
            for (var i = 0; i < count; i++) taken[i].Run(buffer);
            _writes.SendMany(new ArraySegment<ReferenceJob>(taken, 0, count));
        }
    }
}
