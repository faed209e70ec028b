using Jobs.Catalog;
using Jobs.CompilerServices;
using Jobs.Store;

namespace Jobs.Execution;

/// <summary>What the attempt dispatches and waits for.</summary>
internal sealed partial class JobAttempt
{
    public override Task<TResult> RunTaskAsync<TArguments, TResult>(
        JobTaskDescriptor<TArguments, TResult> task, TArguments arguments, TaskOptions? options)
    {
        ThrowIfInterrupted();
        return SingleTask<TArguments, TResult>.Dispatch(Scope(), task, arguments, options ?? s_taskDefaults);
    }

    public override TaskGroup<TResult> RunGroup<TArguments, TResult>(
        JobTaskDescriptor<TArguments, TResult> task, IReadOnlyList<TArguments> arguments, IReadOnlyList<string>? keys, GroupOptions? options)
    {
        ThrowIfInterrupted();
        return GroupRun<TArguments, TResult>.Dispatch(Scope(), task, arguments, keys, options ?? s_groupDefaults);
    }

    public override async ValueTask<JobHandle<TResult>> SubmitChildAsync<TResult>(IJob<TResult> job, string key, SubmitOptions? options)
    {
        ArgumentNullException.ThrowIfNull(job);
        RequireKey(key, "SubmitAsync");
        ThrowIfInterrupted();
        var id = await port.SubmitAsync(port.PrepareChild(job, options, start, key, ProgressOf), start).ConfigureAwait(true);
        return new JobHandle<TResult>(new ChildClient(this, port.Client), id);
    }

    public override async ValueTask SleepAsync(TimeSpan delay, string key)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        RequireKey(key, "SleepAsync");
        ThrowIfInterrupted();
        var stored = new TaskCompletionSource<Atom>(TaskCreationOptions.RunContinuationsAsynchronously);
        var atom = new SleepAtom
        {
            Id = start.Id,
            Fence = start.Fence,
            Key = key,
            ProgressOf = ProgressOf,
            DueAt = port.Time.GetUtcNow() + delay,
            Acknowledged = a => stored.TrySetResult(a),
        };
        port.Commit(atom);
        await stored.Task.ConfigureAwait(true);
        if (atom.Answer is not (AtomAnswer.Applied or AtomAnswer.Duplicate)) Interrupt(Interruption.LeaseLost);
        ThrowIfInterrupted();

        var due = atom.Answer == AtomAnswer.Duplicate ? atom.ExistingDueAt : atom.DueAt;
        if (due <= port.Time.GetUtcNow()) return;
        var over = new TaskCompletionSource(); // Its one continuation is ours; see EndOrInterruptionAsync.
        var timer = port.At(due, () => over.TrySetResult());
        lock (_gate) (_wakes ??= []).Add(due);
        try
        {
            await WithoutPermitAsync(over.Task, JobStatus.Sleeping).ConfigureAwait(true);
        }
        finally
        {
            if (!over.Task.IsCompleted) timer.Cancel();
            lock (_gate) _wakes!.Remove(due);
        }
    }

    /// <summary>
    /// Waits for something without a permit to run. While any such wait is left the job has no permit: had it one after the
    /// first of two children, the second might wait for it for ever. An interruption ends the wait; then the permit stays
    /// given back.
    /// </summary>
    internal async Task WithoutPermitAsync(Task wait, JobStatus meanwhile)
    {
        if (wait.IsCompleted) return;
        Interlocked.Increment(ref _outside);
        try
        {
            await WaitOutsideAsync(wait, meanwhile).ConfigureAwait(true);
        }
        finally
        {
            Interlocked.Decrement(ref _outside);
        }
    }

    private async Task WaitOutsideAsync(Task wait, JobStatus meanwhile)
    {
        // Posted under the gate: the loop hears of the waits of several threads in the order in which they are counted.
        lock (_gate)
        {
            if (_waits++ == 0) port.YieldPermit(this, meanwhile);
        }

        await EndOrInterruptionAsync(wait).ConfigureAwait(true);
        TaskCompletionSource? granted = null;
        lock (_gate)
        {
            if (--_waits == 0 && _interruption == Interruption.None)
            {
                granted = new TaskCompletionSource();
                port.AcquirePermit(this, granted);
            }
        }

        ThrowIfInterrupted();
        if (granted is null) return;
        await EndOrInterruptionAsync(granted.Task).ConfigureAwait(true);
        ThrowIfInterrupted();
    }

    /// <summary>
    /// Waits until something has ended or the attempt is interrupted. Not <c>Task.WhenAny</c>, which hands what was completed
    /// with asynchronous continuations over to the shared pool: user code may have filled that.
    /// </summary>
    private async Task EndOrInterruptionAsync(Task wait)
    {
        var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_interruption != Interruption.None) return;
            (_waiting ??= []).Add(over);
        }

        _ = wait.ContinueWith(
            static (_, o) => ((TaskCompletionSource)o!).TrySetResult(), over, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        await over.Task.ConfigureAwait(true);
        lock (_gate) _waiting!.Remove(over);
    }

    private static readonly TaskOptions s_taskDefaults = new();
    private static readonly GroupOptions s_groupDefaults = new();

    private TaskScope Scope()
    {
        lock (_gate)
        {
            // A scope that is made after the interruption was told would not know of it, and its tasks would start.
            if (_scope is null && _interruption != Interruption.None) throw new JobInterruptedException(_interruption);
            return _scope ??= new TaskScope(this, port, _storedTasks, isHeld: _suspended is not null);
        }
    }

    private void RequireKey(string key, string method)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        if (KeyRule.ProblemOf(key, port.Limits) is { } problem)
        {
            throw new JobUsageException($"{method} of job '{start.Descriptor.Name}' ({start.Id}) got a key that has {problem}.");
        }
    }
}
