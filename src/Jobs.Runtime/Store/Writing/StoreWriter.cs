using Jobs.TaskLoop;

namespace Jobs.Store;

/// <summary>
/// The one writer: takes a sealed batch at a time, commits it, and reports. A batch that could not be committed is kept
/// and comes first; nothing is dropped. While one commits, the loop fills the next: group commit without a timer.
/// </summary>
/// <remarks>
/// Runs on a thread of its own after <see cref="Start"/>, because commits block on the disk. That thread waits for its own
/// alarms as well: a timer would ring on the shared pool, which user code may have filled. A test does not start it and
/// calls <see cref="Step"/> instead; time comes from the <see cref="TimeProvider"/> either way.
/// </remarks>
internal sealed class StoreWriter : IDisposable
{
    private readonly IJobStore _store;
    private readonly TimeProvider _time;
    private readonly Action<BatchResult> _report;
    private readonly StoreWriterLimits _limits;
    private readonly ILoopWait _wait;
    private Thread? _thread;

    // The batch in flight. Set by the loop while it is null, cleared by the writer before it reports the commit, so that
    // whoever hears of a commit finds the writer idle.
    private volatile WriteBatch? _batch;

    // Written by whoever stops, read by the writer.
    private volatile bool _isStopping;

    // Written by the writer, read by the loop and by whoever stops.
    private volatile bool _hasEnded;

    // Everything below is the writer's alone. Times are the provider's timestamps.
    private bool _isClosed;
    private bool _isFull;
    private bool _isFateUnknown;
    private long _retryAt;
    private long _probeAt;
    private long? _busySince;
    private TimeSpan _busyDelay;
    private long _verifyAt;
    private long _maintainAt;
    private long _maintainBy; // When upkeep is done though commits leave no quiet: else a host that is always busy keeps everything for ever.

    /// <summary>Makes the writer of an opened store.</summary>
    /// <param name="store">Open; from <see cref="Start"/> on it is the writer's, readers excepted.</param>
    /// <param name="time">The clock.</param>
    /// <param name="report">Called on the writer's thread; it must hand over quickly, as to a lane of the loop.</param>
    /// <param name="limits">Bounds, or null for the defaults.</param>
    /// <param name="wait">How its thread waits, or null for really.</param>
    public StoreWriter(
        IJobStore store, TimeProvider time, Action<BatchResult> report, StoreWriterLimits? limits = null, ILoopWait? wait = null)
    {
        _store = store;
        _time = time;
        _report = report;
        _limits = limits ?? StoreWriterLimits.Default;
        _wait = wait ?? new ThreadWait();
        _busyDelay = _limits.BusyDelay;
        _verifyAt = After(_limits.VerifyInterval);
        _maintainAt = After(_limits.QuietTime);
        _maintainBy = After(_limits.MaintainInterval);
    }

    /// <summary>Whether a batch may be submitted. Asked by the loop. False for ever once the writer has ended.</summary>
    public bool IsIdle => _batch is null && !_hasEnded;

    /// <summary>Starts the writer's thread.</summary>
    public void Start()
    {
        if (_thread is not null) throw new InvalidOperationException("The store writer was started already.");
        _thread = new Thread(Run) { Name = "Jobs store writer", IsBackground = true };
        _thread.Start();
    }

    /// <summary>
    /// Hands over a sealed batch; called by the loop alone, while <see cref="IsIdle"/>. A writer that broke meanwhile has
    /// said so, and never acknowledges it.
    /// </summary>
    public void Submit(WriteBatch batch)
    {
        if (_batch is not null) throw new InvalidOperationException("One batch is in flight at a time.");
        _batch = batch;
        _wait.Signal();
    }

    /// <summary>
    /// Does one thing that is due: a commit or its retry, the check of ownership, maintenance, the end. False when nothing
    /// is. Only for a writer without a thread.
    /// </summary>
    public bool Step()
    {
        if (_hasEnded) return false;

        var now = _time.GetTimestamp();
        if (now >= _verifyAt)
        {
            _verifyAt = After(_limits.VerifyInterval);
            if (!Guarded(static store => store.VerifyOwnership())) return true;
        }

        // Not between the tries of a batch: what keeps that one out would keep this out too.
        if (now >= _maintainBy && !_isStopping && !_isFull && _retryAt == 0)
        {
            Maintain();
            return true;
        }

        if (_batch is { } batch)
        {
            if (now < _retryAt && !_isStopping) return false;
            Send(batch);
            return true;
        }

        if (_isFull && now >= _probeAt && !_isStopping)
        {
            ProbeRoom(batch: null);
            return true;
        }

        if (_isStopping)
        {
            _isClosed = Guarded(static store => store.Close())
                || (!_hasEnded && _store.ReleaseReserve() && Guarded(static store => store.Close()));
            _hasEnded = true;
            return true;
        }

        if (now < _maintainAt) return false;
        Maintain();
        return true;
    }

    /// <summary>
    /// Commits what is in flight, closes the store and ends. What still cannot be committed, on a full volume for instance,
    /// is reported as Broken: an acknowledgement that was never given. Not for the writer's own thread.
    /// </summary>
    /// <returns>Whether the store was closed: the next start finds a clean stop.</returns>
    public bool Stop()
    {
        _isStopping = true;
        if (_thread is { } thread)
        {
            _wait.Signal();
            thread.Join();
        }
        else
        {
            while (!_hasEnded) Step();
        }

        return _isClosed;
    }

    /// <summary>Ends the thread, if it runs.</summary>
    public void Dispose()
    {
        if (_thread is not null) Stop();
    }

    private void Run()
    {
        while (!_hasEnded)
        {
            if (!Step()) _wait.Wait(UntilDue());
        }
    }

    private void Send(WriteBatch batch)
    {
        try
        {
            // A commit whose fate was unknown may have happened: sent again it would apply twice.
            if (!_isFateUnknown || !_store.WasCommitted(batch.Session, batch.Sequence)) _store.Commit(batch);
        }
        catch (StoreCommitException failure)
        {
            OnFailure(batch, failure);
            return;
        }
        catch (Exception failure)
        {
            Break(batch, Unknown(failure));
            return;
        }

        _isFateUnknown = false;
        _retryAt = 0;
        _busySince = null;
        _busyDelay = _limits.BusyDelay;
        _maintainAt = After(_limits.QuietTime);
        _batch = null;
        if (_isFull && (_time.GetTimestamp() >= _probeAt || _isStopping)) ProbeRoom(batch);
        _report(new BatchResult(BatchOutcome.Committed, batch));
        TellWarning();
    }

    // A commit that succeeds says little: it may have lived on the reserve, which is for what runs, not for what is new.
    private void ProbeRoom(WriteBatch? batch)
    {
        _probeAt = After(_limits.FullProbe);
        if (!_store.RestoreReserve()) return;
        _isFull = false;
        _report(new BatchResult(BatchOutcome.Recovered, batch));
    }

    private void OnFailure(WriteBatch batch, StoreCommitException failure)
    {
        var error = ErrorOf(failure);
        if (failure.Failure == CommitFailure.Full)
        {
            // Said before the reserve is touched: nothing new may be taken in that would eat it up.
            if (!_isFull && !_isStopping) _report(new BatchResult(BatchOutcome.Full, batch, error));
            _isFull = true;
            _busySince = null;
            _probeAt = After(_limits.FullProbe);
            _retryAt = _store.ReleaseReserve() ? 0 : _probeAt;
            if (_retryAt == 0 || !_isStopping) return;
        }

        var isFinal = failure.Failure is CommitFailure.Broken or CommitFailure.OwnerLost;
        if (isFinal || _isStopping)
        {
            Break(batch, error);
            return;
        }

        _isFateUnknown |= failure.Failure == CommitFailure.Unknown;
        _busySince ??= _time.GetTimestamp();
        if (_time.GetElapsedTime(_busySince.Value) >= _limits.BusyMax)
        {
            Break(batch, error);
            return;
        }

        _retryAt = After(_busyDelay);
        _busyDelay = _busyDelay * 2 < _limits.BusyDelayMax ? _busyDelay * 2 : _limits.BusyDelayMax;
    }

    private void Maintain()
    {
        var hasMore = false;
        var began = _time.GetTimestamp();
        _maintainBy = After(_limits.MaintainInterval);
        if (Guarded(store => hasMore = store.Maintain(_time.GetUtcNow())))
        {
            var now = _time.GetTimestamp();
            _maintainAt = hasMore ? now : After(_limits.MaintainInterval);
            if (hasMore) _maintainBy = now + Math.Max(now - began, (long)(_limits.UpkeepPause.TotalSeconds * _time.TimestampFrequency));
            TellWarning();
        }
    }

    private void TellWarning()
    {
        if (_store.TakeWarning() is { } warning) _report(new BatchResult(BatchOutcome.Warned, null, Warning: warning));
    }

    // Upkeep that finds the store busy or full has time: commits are what must tell of it.
    private bool Guarded(Action<IJobStore> upkeep)
    {
        try
        {
            upkeep(_store);
            return true;
        }
        catch (StoreCommitException failure) when (failure.Failure is CommitFailure.Busy or CommitFailure.Full)
        {
            _maintainAt = After(_limits.MaintainInterval);
            return false;
        }
        catch (StoreCommitException failure)
        {
            Break(_batch, ErrorOf(failure));
            return false;
        }
        catch (Exception failure)
        {
            Break(_batch, Unknown(failure)); // Past here it would end the thread, and with it the process.
            return false;
        }
    }

    private static JobStoreException Unknown(Exception failure) =>
        new(JobStoreFault.Io, $"The store failed in a way that it does not know: {failure.Message}", failure);

    private void Break(WriteBatch? batch, JobStoreException error)
    {
        _hasEnded = true;
        _report(new BatchResult(BatchOutcome.Broken, batch, error));
    }

    private static JobStoreException ErrorOf(StoreCommitException failure) =>
        failure.InnerException as JobStoreException ?? new JobStoreException(
            failure.Failure switch
            {
                CommitFailure.Busy or CommitFailure.OwnerLost => JobStoreFault.Owned,
                CommitFailure.Full => JobStoreFault.Full,
                _ => JobStoreFault.Io,
            },
            failure.Message,
            failure);

    // A wait that ends early costs a look at the clock and another wait.
    private TimeSpan UntilDue()
    {
        var idle = _isFull ? Math.Min(_maintainAt, _probeAt) : _maintainAt;
        var due = Math.Min(_verifyAt, _batch is null ? idle : _retryAt); // _maintainBy is for who never waits.
        var now = _time.GetTimestamp();
        return _time.GetElapsedTime(now, Math.Max(now, due));
    }

    private long After(TimeSpan wait) => _time.GetTimestamp() + (long)(wait.TotalSeconds * _time.TimestampFrequency);
}
