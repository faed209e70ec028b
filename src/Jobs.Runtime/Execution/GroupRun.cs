using Jobs.Catalog;
using Jobs.CompilerServices;
using Jobs.Store;

namespace Jobs.Execution;

/// <summary>
/// Tasks that were dispatched together. Those with a stored result are replayed, or counted when a checkpoint covers them;
/// the rest runs. What has ended and was not received waits in a queue; beyond a bound only its id does.
/// </summary>
internal sealed partial class GroupRun<TArguments, TResult> : TaskGroup<TResult>, ITaskFeed
{
    /// <summary>How many ended results keep their values in memory while the author does not take them; the others are read from the store.</summary>
    private const int HeldValuesMax = 1024;

    private readonly TaskScope _scope;
    private readonly JobTaskDescriptor<TArguments, TResult> _task;
    private readonly TArguments[] _arguments; // A copy: the author's list may change after the dispatch.
    private readonly GroupOptions _options;
    private readonly CancellationTokenSource? _failFast;
    private bool _isKeyed; // Set by the dispatch alone.

    // Guarded by the scope's gate.
    private readonly Queue<int> _unstarted = [];
    private readonly Queue<Ended> _ended = [];
    private readonly List<(int Index, long ResultId)> _covered = [];
    private TaskIdentity[] _identities = [];
    private TaskCompletionSource? _signal; // Made when the author waits.
    private int _running;
    private int _completed;
    private int _faulted;
    private bool _isTaken; // The author enumerates it, or waits for all.

    private GroupRun(TaskScope scope, JobTaskDescriptor<TArguments, TResult> task, TArguments[] arguments, GroupOptions options)
    {
        _scope = scope;
        _task = task;
        _arguments = arguments;
        _options = options;
        _failFast = options.FailFast ? new CancellationTokenSource() : null;
    }

    public override int Count => _arguments.Length;

    public override int Completed
    {
        get
        {
            lock (_scope.Gate) return _completed;
        }
    }

    public override int Faulted
    {
        get
        {
            lock (_scope.Gate) return _faulted;
        }
    }

    public int UnstartedCount => _unstarted.Count;

    public static GroupRun<TArguments, TResult> Dispatch(
        TaskScope scope, JobTaskDescriptor<TArguments, TResult> task, IReadOnlyList<TArguments> arguments,
        IReadOnlyList<string>? keys, GroupOptions options)
    {
        if (options.MaxParallel is < 1) throw new JobUsageException($"MaxParallel of a group of task '{task.Name}' is {options.MaxParallel}; it is 1 or more.");
        foreach (var key in keys ?? []) scope.RequireKey(task, key);
        var group = new GroupRun<TArguments, TResult>(scope, task, [.. arguments], options);
        if (options.Remember) group.Identify(keys);
        else for (var i = 0; i < group.Count; i++) group._unstarted.Enqueue(i);
        scope.Add(group, task.Pool);
        return group;
    }

    public TaskWork? TryNext()
    {
        if (_running >= (_options.MaxParallel ?? int.MaxValue) || !_unstarted.TryDequeue(out var index)) return null;
        _running++;
        var identity = _options.Remember ? _identities[index] : default;
        return new TaskRun<TArguments, TResult>(
            _scope, _task, _arguments[index], identity, _options.Remember, e => OnEnded(index, e), _failFast?.Token ?? CancellationToken.None);
    }

    public void Wake()
    {
        TaskCompletionSource? signal;
        lock (_scope.Gate)
        {
            signal = _signal;
            _signal = null;
        }

        signal?.TrySetResult();
    }

    /// <summary>Computes identities; sorts the tasks into covered, stored and to be run.</summary>
    private void Identify(IReadOnlyList<string>? keys)
    {
        _isKeyed = keys is not null;
        _identities = new TaskIdentity[Count];
        var equals = new Dictionary<TaskIdentity, int>(Count); // How many elements so far are equal to this one.
        for (var i = 0; i < Count; i++)
        {
            var key = keys?[i];
            var bytes = PayloadEncoder.Arguments(_scope.JobName, _task, _task.ArgumentsWriter, _arguments[i], _scope.Port.Limits);
            var identity = TaskIdentifier.Of(_task, bytes, key, ordinal: 0);
            ref var count = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(equals, identity, out _);
            _identities[i] = count == 0 ? identity : TaskIdentifier.Of(_task, bytes, key, count);
            count++;
        }

        _scope.Claim(_identities, _task.Name);
        for (var i = 0; i < Count; i++)
        {
            if (_scope.FindStored(_identities[i]) is not { } stored)
            {
                _unstarted.Enqueue(i);
            }
            else if (stored.IsCovered)
            {
                _covered.Add((i, stored.ResultId));
                _completed++;
                if (stored.IsFaulted) _faulted++;
            }
            else
            {
                _ended.Enqueue(new Ended(i, stored.ResultId, default!, null, IsInStore: true));
            }
        }
    }

    /// <summary>A task has ended, durably if it is remembered. On the loop or a pool's thread; runs no user code.</summary>
    private void OnEnded(int index, TaskEnd<TResult> end)
    {
        TaskCompletionSource? signal;
        var cancels = false;
        lock (_scope.Gate)
        {
            _running--;
            var leaves = end.ResultId != 0 && end.Error is null && _ended.Count >= HeldValuesMax;
            _ended.Enqueue(leaves ? new Ended(index, end.ResultId, default!, null, IsInStore: true) : new Ended(index, end.ResultId, end.Value, end.Error, IsInStore: false));
            if (end.Error is not null && _options.FailFast && !_failFast!.IsCancellationRequested)
            {
                cancels = true;
                while (_unstarted.TryDequeue(out var left)) _ended.Enqueue(new Ended(left, 0, default!, GroupErrors.Cancelled, IsInStore: false));
            }

            if (_unstarted.Count > 0) _scope.Resume_NeedsGate(this);
            signal = _signal;
            _signal = null;
        }

        if (cancels) _scope.Port.RunUserCode(_failFast!.Cancel);
        signal?.TrySetResult();
    }

    /// <summary>One end that the author has not received.</summary>
    private readonly record struct Ended(int Index, long ResultId, TResult Value, JobError? Error, bool IsInStore);
}
