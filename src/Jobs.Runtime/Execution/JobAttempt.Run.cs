using Jobs.Catalog;
using Jobs.Checkpoints;
using Jobs.Store;

namespace Jobs.Execution;

/// <summary>The attempt from committed bytes to its end.</summary>
internal sealed partial class JobAttempt
{
    private const int TaskKeysPerRead = 8192; // Some ten milliseconds of the reader, for which all other reads wait.

    /// <summary>
    /// Builds a new instance from what is committed, runs it, and waits for what it left running. Never throws: whatever
    /// user code does becomes an <see cref="AttemptEnd"/>. Runs on the job lane.
    /// </summary>
    public async ValueTask<AttemptEnd> RunAsync()
    {
        StoredPayload? payload;
        try
        {
            payload = start.Payload ?? await LoadAsync().ConfigureAwait(true);
            if (payload is null) return AttemptEnd.Void;
        }
        catch (Exception e)
        {
            // The disk's failure, and none of the job's: nothing of it ran, and no attempt is spent on it.
            return new AttemptEnd(AttemptEndKind.Unreadable, Error: JobError.FromException(e) with { Type = JobError.UnreadStore });
        }

        object job;
        try
        {
            // From here on it is the author's code. What was stopped on its way does not begin: after a pause's acknowledgement
            // nothing of the job runs, and code that was left to recovery would run where no mark names it.
            if (Interruption is not Interruption.None and var told) return new AttemptEnd(AttemptEndKind.Interrupted, Interruption: told);
            if (!payload.OriginId.IsNone) OriginId = payload.OriginId;
            job = SavedJob.Restore(start.Descriptor, start.Id, start.Version, payload);
            var began = port.Time.GetTimestamp();
            _makeCheckpointer = () => new Checkpointer(
                port, start.Descriptor, job, start.Id, start.Fence, port.Limits, port.Time, port.CheckpointInterval,
                new JournalWriter(start.Descriptor, job, port.Limits, payload), new ReceivedResults(this), began)
            {
                ResetsCrashes = !ProgressOf.IsNone,
                InputVersion = start.Version,
            };
        }
        catch (JobPayloadException e)
        {
            return new AttemptEnd(AttemptEndKind.Unreadable, Error: JobError.FromException(e) with { IsPermanent = true });
        }
        catch (Exception e)
        {
            // The author's constructor or initializers threw.
            return AttemptEnd.Thrown(e);
        }

        using var result = PayloadBuffer.Rent();
        var services = port.CreateServices();
        var end = await CallAsync(job, services, result).ConfigureAwait(true);
        end = await AwaitCheckpointAsync(end).ConfigureAwait(true);
        end = await LeaveNothingRunningAsync(end).ConfigureAwait(true);
        try
        {
            await services.DisposeAsync().ConfigureAwait(true);
        }
        catch (Exception) when (end.Kind != AttemptEndKind.Completed)
        {
            // The attempt's own error says more than a service's that could not be disposed after it.
        }
        catch (Exception e)
        {
            return AttemptEnd.Thrown(e);
        }

        return end;
    }

    private async Task<StoredPayload?> LoadAsync()
    {
        var (payload, page) = await port.ReadAsync(r => (r.LoadPayload(start.Id), r.LoadTaskKeys(start.Id, null, TaskKeysPerRead))).ConfigureAwait(true);
        var tasks = _storedTasks = [];
        while (true)
        {
            foreach (var key in page) tasks[key.Identity] = key;
            if (page.Count < TaskKeysPerRead || Interruption != Interruption.None) return payload;
            var last = page[^1].Identity;
            page = await port.ReadAsync(r => r.LoadTaskKeys(start.Id, last, TaskKeysPerRead)).ConfigureAwait(true);
        }
    }

    private async ValueTask<AttemptEnd> CallAsync(object job, AttemptServices services, PayloadBuffer result)
    {
        try
        {
            await start.Descriptor.RunAsync(job, this, services, result.Writer).ConfigureAwait(true);
            return new AttemptEnd(AttemptEndKind.Completed, PayloadEncoder.Result(start.Descriptor.Name, result, port.Limits));
        }
        catch (Exception e)
        {
            return EndOf(e, Interruption);
        }
    }

    /// <summary>What an exception means of an attempt that was told to stop, or was not.</summary>
    private static AttemptEnd EndOf(Exception exception, Interruption told)
    {
        var failed = AttemptEnd.Thrown(exception);
        if (told == Interruption.None) return failed; // A cancellation of the author's own making is a failure like another.
        if (exception is OperationCanceledException || ThrownInterruption.IsIn(exception, FiresToken(told)))
        {
            return new AttemptEnd(AttemptEndKind.Interrupted, Interruption: told);
        }

        // A shutdown fires the token, and code anywhere may fall over that: a socket that is closed throws what it likes. An
        // attempt is not spent on it, the error is kept in the row; one of the job's own making comes again, and counts then.
        // A pause tears nothing: whatever else is thrown after it was told is a failure. So is what the author calls permanent.
        return told == Interruption.Shutdown && failed.Error is { IsPermanent: false }
            ? new AttemptEnd(AttemptEndKind.Interrupted, Error: failed.Error, Interruption: told)
            : failed;
    }

    /// <summary>
    /// A checkpoint that the code did not await is awaited for it: what it saves comes before the outcome, and that the store
    /// refused it is not lost with the call.
    /// </summary>
    private async ValueTask<AttemptEnd> AwaitCheckpointAsync(AttemptEnd end)
    {
        if (end.Kind != AttemptEndKind.Completed || Volatile.Read(ref _checkpointer)?.UnderWay is not { } saving) return end;
        var atom = await saving.ConfigureAwait(true);
        return atom.Answer != AtomAnswer.Rejected ? end : new AttemptEnd(AttemptEndKind.Failed, Error: new JobError(
            "LostCheckpoint",
            $"RunAsync of job '{start.Descriptor.Name}' ({start.Id}) returned without awaiting a checkpoint, and the store refused it: {atom.RejectedBecause} " +
            "Await each CheckpointAsync and CheckpointIfDueAsync.",
            IsPermanent: true));
    }

    /// <summary>
    /// Tasks that still run are cancelled and awaited before the outcome is told, so that none of them writes after it; a
    /// job that returns while they run has lost track of them, which is an error. Those that do not stop are given up, as
    /// after a cancellation: the job's code is over, and nothing else would bound the wait.
    /// </summary>
    private async ValueTask<AttemptEnd> LeaveNothingRunningAsync(AttemptEnd end)
    {
        TaskScope? scope;
        lock (_gate) scope = _scope;
        if (scope is null) return end;

        var left = scope.UnfinishedCount;
        var isAwaited = end.Kind == AttemptEndKind.Interrupted; // The engine bounds a cancellation, a timeout and a stop; what a pause interrupts may end its tasks.
        var closed = scope.CloseAsync(cancels: !isAwaited || Interruption is not (Interruption.Pause or Interruption.Suspend)).AsTask();
        if (!closed.IsCompleted && end.Interruption == Interruption.Suspend) port.Suspended(this); // Others need not wait for its tasks.
        if (!closed.IsCompleted && (!isAwaited || end.Interruption == Interruption.LeaseLost))
        {
            var grace = port.After(port.StopGrace, scope.Abandon);
            await closed.ConfigureAwait(true);
            grace.Cancel();
        }

        await closed.ConfigureAwait(true);
        if (left == 0 || end.Kind != AttemptEndKind.Completed) return end;
        return new AttemptEnd(AttemptEndKind.Failed, Error: new JobError(
            "UnfinishedTasks",
            $"RunAsync of job '{start.Descriptor.Name}' ({start.Id}) returned while {left} of its tasks had not ended. They were cancelled. " +
            "Await every task and enumerate every group to its end before returning.",
            IsPermanent: true));
    }

    /// <summary>The received results of a scope that may not exist yet.</summary>
    private sealed class ReceivedResults(JobAttempt attempt) : IReceivedResults
    {
        public IReadOnlyList<long> Take() => attempt._scope?.TakeReceived() ?? [];

        public void PutBack(IReadOnlyList<long> results) => attempt._scope?.PutBackReceived(results);
    }
}
