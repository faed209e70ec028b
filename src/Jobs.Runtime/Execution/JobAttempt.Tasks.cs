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
        var id = await port.SubmitAsync(port.PrepareChild(job, options, start, key)).ConfigureAwait(true);
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
            DueAt = port.Time.GetUtcNow() + delay,
            Acknowledged = a => stored.TrySetResult(a),
        };
        port.Commit(atom);
        await stored.Task.ConfigureAwait(true);
        if (atom.Answer is not (AtomAnswer.Applied or AtomAnswer.Duplicate)) Interrupt(Interruption.LeaseLost);
        ThrowIfInterrupted();

        var due = atom.Answer == AtomAnswer.Duplicate ? atom.ExistingDueAt : atom.DueAt;
        if (due <= port.Time.GetUtcNow()) return;
        var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        port.At(due, () => over.TrySetResult());
        await WithoutPermitAsync(over.Task, JobStatus.Sleeping).ConfigureAwait(true);
    }

    /// <summary>Waits for something without a permit to run. An interruption ends the wait; then the permit stays given back.</summary>
    internal async Task WithoutPermitAsync(Task wait, JobStatus meanwhile)
    {
        if (wait.IsCompleted) return;
        port.YieldPermit(this, meanwhile);
        await Task.WhenAny(wait, WhenInterrupted()).ConfigureAwait(true);
        ThrowIfInterrupted();
        await Task.WhenAny(port.AcquirePermitAsync(this), WhenInterrupted()).ConfigureAwait(true);
        ThrowIfInterrupted();
    }

    private static readonly TaskOptions s_taskDefaults = new();
    private static readonly GroupOptions s_groupDefaults = new();

    private TaskScope Scope()
    {
        lock (_gate) return _scope ??= new TaskScope(this, port, _storedTasks);
    }

    private void RequireKey(string key, string method)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        if (key.Length > port.Limits.KeyLengthMax)
        {
            throw new JobUsageException(
                $"{method} of job '{start.Descriptor.Name}' ({start.Id}) got a key of {key.Length} characters; {port.Limits.KeyLengthMax} are allowed.");
        }
    }
}
