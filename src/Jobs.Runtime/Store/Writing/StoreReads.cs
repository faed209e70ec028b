namespace Jobs.Store;

/// <summary>
/// Reads of the store, one after the other on a thread of their own, so that neither the loop nor the writer waits for a
/// page from the disk. A test does not start it and calls <see cref="Step"/> instead.
/// </summary>
internal sealed class StoreReads(IJobStore store) : IDisposable
{
    /// <summary>How many reads may wait. Beyond it a read is refused: its asker would wait for longer than the answer is worth.</summary>
    public const int QueueLengthMax = 65_536;

    private readonly Queue<PendingRead> _queue = new(); // Guarded by itself.
    private readonly AutoResetEvent _wake = new(initialState: false); // Never disposed of: an asker may be about to set it.
    private Thread? _thread;
    private IStoreReader? _reader; // The reading thread's alone.
    private volatile bool _isStopping; // Written by whoever stops, read by askers and the reading thread.

    /// <summary>Starts the reading thread.</summary>
    public void Start()
    {
        if (_thread is not null) throw new InvalidOperationException("The reads were started already.");
        _thread = new Thread(Run) { Name = "Jobs store reader", IsBackground = true };
        _thread.Start();
    }

    /// <summary>
    /// Queues a query. Any thread. <paramref name="done"/> gets the answer or the error, on the reading thread; when the read is
    /// refused, because too many wait or the host stops, at once on the caller's.
    /// </summary>
    public void Read<T>(Func<IStoreReader, T> query, Action<T?, Exception?> done)
    {
        var read = new PendingRead<T>(query, done);
        lock (_queue)
        {
            if (!_isStopping && _queue.Count < QueueLengthMax)
            {
                _queue.Enqueue(read);
                read = null;
            }
        }

        if (read is null) _wake.Set();
        else read.Refuse(_isStopping ? Stopping() : new JobException($"{QueueLengthMax:N0} reads of the job store wait already. Ask again later."));
    }

    /// <summary>Answers the next read; false when none waits. Only for reads without a thread.</summary>
    public bool Step()
    {
        PendingRead? read;
        lock (_queue)
        {
            if (!_queue.TryDequeue(out read)) return false;
        }

        read.Answer(() => _reader ??= store.OpenReader());
        return true;
    }

    /// <summary>Ends the thread after the read in work; those that wait are refused.</summary>
    public void Stop()
    {
        lock (_queue) _isStopping = true;
        _wake.Set();
        _thread?.Join();
        while (true)
        {
            PendingRead? read;
            lock (_queue)
            {
                if (!_queue.TryDequeue(out read)) break;
            }

            read.Refuse(Stopping());
        }

        _reader?.Dispose();
        _reader = null;
    }

    /// <summary>Stops.</summary>
    public void Dispose() => Stop();

    private void Run()
    {
        while (!_isStopping)
        {
            if (!Step()) _wake.WaitOne();
        }
    }

    private static JobException Stopping() => new("The host is stopping; its job store is not read any more.");

    private abstract class PendingRead
    {
        public abstract void Answer(Func<IStoreReader> reader);

        public abstract void Refuse(Exception reason);
    }

    private sealed class PendingRead<T>(Func<IStoreReader, T> query, Action<T?, Exception?> done) : PendingRead
    {
        public override void Answer(Func<IStoreReader> reader)
        {
            T answer;
            try
            {
                answer = query(reader());
            }
            catch (Exception failure)
            {
                done(default, failure);
                return;
            }

            done(answer, null);
        }

        public override void Refuse(Exception reason) => done(default, reason);
    }
}
