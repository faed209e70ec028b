namespace Jobs.Store;

/// <summary>
/// The store without a disk: the same contract, on <see cref="MemoryStoreData"/>. Deterministic, and able to fail on
/// demand, so that the engine's tests choose every fate of a commit.
/// </summary>
internal sealed class MemoryStore(MemoryStoreData data, StoreLimits? limits = null) : IJobStore
{
    private readonly StoreLimits _limits = limits ?? StoreLimits.Default;
    private readonly MemoryAtoms _atoms = new(data, limits ?? StoreLimits.Default);

    // Written by tests from any thread, read by the writer's.
    private readonly Queue<(CommitFailure Failure, bool AfterApplying)> _failures = new();
    private readonly ManualResetEventSlim _open = new(initialState: true);

    // Written and read on the writer's thread.
    private long _epoch;
    private bool _hasEpochToRaise; // A visit before its first commit.
    private DateTimeOffset _nextRetention;
    private long _retentionCursor;

    /// <summary>Called on the writer's thread before each transaction: a test may record, wait, or throw.</summary>
    public Action<WriteBatch>? Committing { get; set; }

    /// <summary>Whether room is held back; for a test to give.</summary>
    public bool HasReserve { get; set; }

    /// <summary>Whether there is room to hold back again.</summary>
    public bool HasRoom { get; set; } = true;

    /// <summary>Whether reads fail that nobody has opened a reader for yet.</summary>
    public bool IsBlind { get; set; }

    /// <summary>Told as a warning of the store's, once.</summary>
    public string? Warning { get; set; }

    /// <summary>How many transactions were committed.</summary>
    public int Commits { get; private set; }

    /// <summary>
    /// Lets a coming commit fail; calls queue up. With <paramref name="afterApplying"/> the batch is stored all the same,
    /// as when a connection is lost after the COMMIT.
    /// </summary>
    public void FailNextCommit(CommitFailure failure, bool afterApplying = false)
    {
        lock (_failures) _failures.Enqueue((failure, afterApplying));
    }

    /// <summary>Makes commits wait, on the writer's thread, until <see cref="ReleaseCommits"/>.</summary>
    public void HoldCommits() => _open.Reset();

    /// <summary>Lets held commits go on.</summary>
    public void ReleaseCommits() => _open.Set();

    /// <inheritdoc/>
    public StoreSession Open(StoreOpening opening)
    {
        lock (data.Gate)
        {
            if (opening.IsVisit)
            {
                _epoch = data.Epoch + 1;
                _hasEpochToRaise = true;
                return new StoreSession(_epoch, Node: 0, data.IdHighWater, WasUnclean: false, []) { HasUnfinishedCommands = !data.Unfinished.IsEmpty };
            }

            _epoch = ++data.Epoch;
            var wasUnclean = !data.IsClean;
            var suspects = wasUnclean && data.StartMark is { } mark ? RaiseCrashes(mark) : [];
            (data.LastSession, data.LastSequence) = (_epoch, 0);
            data.IsClean = false;
            data.StartMark = null;
            _nextRetention = opening.Now;
            return new StoreSession(_epoch, Node: 0, data.IdHighWater, wasUnclean, suspects) { HasUnfinishedCommands = !data.Unfinished.IsEmpty };
        }
    }

    /// <inheritdoc/>
    public void Commit(WriteBatch batch)
    {
        Committing?.Invoke(batch);
        _open.Wait();

        (CommitFailure Failure, bool AfterApplying)? failure = null;
        lock (_failures)
        {
            if (_failures.TryDequeue(out var next)) failure = next;
        }

        if (failure is not { AfterApplying: false })
        {
            lock (data.Gate) Apply(batch);
            Commits++;
        }

        if (failure is { } injected) throw new StoreCommitException(injected.Failure, $"Injected: {injected.Failure}.");
    }

    /// <inheritdoc/>
    public bool WasCommitted(long session, long sequence)
    {
        lock (data.Gate) return data.LastSession == session && data.LastSequence >= sequence;
    }

    /// <inheritdoc/>
    public void VerifyOwnership()
    {
        lock (data.Gate)
        {
            if (data.Epoch != _epoch) throw OwnerLost();
        }
    }

    /// <inheritdoc/>
    public bool Maintain(DateTimeOffset now)
    {
        if (now < _nextRetention) return false;

        lock (data.Gate)
        {
            if (data.Epoch != _epoch) throw OwnerLost();
            if (PruneHistory(now)) return true;
            foreach (var old in data.Commands.Where(c => c.Value.At < now - _limits.CommandTokenMaxAge).Select(c => c.Key).ToList()) data.Commands.Remove(old);
        }

        _nextRetention = now + _limits.RetentionInterval;
        return false;
    }

    /// <inheritdoc/>
    public bool ReleaseReserve()
    {
        var had = HasReserve;
        HasReserve = false;
        return had;
    }

    /// <inheritdoc/>
    public bool RestoreReserve() => HasRoom;

    /// <inheritdoc/>
    public string? TakeWarning()
    {
        var warning = Warning;
        Warning = null;
        return warning;
    }

    /// <inheritdoc/>
    public void Close()
    {
        lock (data.Gate)
        {
            if (data.Epoch != _epoch) throw OwnerLost();
            data.IsClean = true;
            data.StartMark = null;
        }
    }

    /// <inheritdoc/>
    public IStoreReader OpenReader() => IsBlind ? throw new JobStoreException(JobStoreFault.Missing, "Injected: no reads.") : new MemoryReader(data);

    /// <summary>Nothing to let go of; a commit that a test holds stays held, as in a process that is gone.</summary>
    public void Dispose()
    {
    }

    private void Apply(WriteBatch batch)
    {
        if (_hasEpochToRaise && data.Epoch == _epoch - 1)
        {
            data.Epoch = _epoch;
            (data.LastSession, data.LastSequence) = (_epoch, 0);
        }

        _hasEpochToRaise = false;
        if (data.Epoch != _epoch || batch.Session != _epoch) throw OwnerLost();
        if (batch.Sequence <= data.LastSequence) return; // Sent again: its answers stand from the first time.
        if (batch.Sequence != data.LastSequence + 1)
        {
            throw new InvalidOperationException($"Batch {batch.Sequence} follows {data.LastSequence}: batches are sent in order, without gaps.");
        }

        _atoms.Apply(batch);
        data.LastSequence = batch.Sequence;
        data.IdHighWater = Math.Max(data.IdHighWater, batch.IdHighWater);
        if (batch.StartMark is { } mark) data.StartMark = mark;
    }

    private List<CrashSuspect> RaiseCrashes(StartMark mark)
    {
        var suspects = new List<CrashSuspect>();
        foreach (var id in mark.Ids)
        {
            if (!data.Active.TryGetValue(id, out var job)) continue;
            job.Row = job.Row with { Crashes = job.Row.Crashes + 1, Fence = job.Row.Fence + 1 };
            if (suspects is [.., var last] && last.Id == job.Row.Id) suspects.RemoveAt(suspects.Count - 1); // Named more than once.
            suspects.Add(new CrashSuspect(job.Row.Id, job.Row.Fence, job.Row.Crashes, mark.Alone));
        }

        return suspects;
    }

    // In the order of ids, which is that of submission: what was submitted after the limit has ended after it, so the walk
    // ends there and no index on the time of the end is needed.
    private bool PruneHistory(DateTimeOffset now)
    {
        var oldest = now - _limits.HistoryMaxAge;
        var chunk = data.History.SkipWhile(h => h.Key <= _retentionCursor).Take(_limits.MaintainChunk).ToList();
        var adopted = data.Active.Values.SelectMany(j => j.Adopted).ToHashSet();
        foreach (var (id, ended) in chunk)
        {
            var isSurplus = data.History.Count > _limits.HistoryMaxCount;
            if (!isSurplus && ended.Job.Row.SubmittedAt > oldest)
            {
                _retentionCursor = 0;
                return false;
            }

            _retentionCursor = id;
            if (!isSurplus && ended.FinishedAt > oldest) continue;
            if (ended.Job.Row.RootId.Value != id && data.Active.ContainsKey(ended.Job.Row.RootId.Value)) continue;
            if (data.Active.ContainsKey(ended.Job.Row.ParentId.Value)) continue; // A root may end before what is below it.
            if (adopted.Contains(ended.Job.Row.Id)) continue;
            if (data.Unfinished.Concern(ended.Job.Row.RootId)) continue; // Who stands below whom is asked of it.

            data.History.Remove(id);
            foreach (var result in ended.Job.Results.Keys) data.ResultOwners.Remove(result);
            if (data.Find(ended.Job.RetryOf) is { } retried) retried.RetriedAs = JobId.None;
            data.Count(ended.Status, -1);
            if (ended.Job.Token is { } token) data.Tokens.Remove(token);
        }

        if (chunk.Count == _limits.MaintainChunk) return true;
        _retentionCursor = 0;
        return false;
    }

    private static StoreCommitException OwnerLost() =>
        new(CommitFailure.OwnerLost, "Another owner has taken this store: its epoch has moved on.");
}
