using Jobs.Catalog;
using Jobs.CompilerServices;
using Jobs.Store;

namespace Jobs.Execution;

/// <summary>One task that was dispatched by itself: always answered with the stored value.</summary>
internal sealed class SingleTask<TArguments, TResult> : ITaskFeed
{
    private readonly TaskScope _scope;
    private readonly JobTaskDescriptor<TArguments, TResult> _task;
    private readonly TaskCompletionSource<TResult> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskWork? _work; // Until it is handed over. Under the scope's gate.

    private SingleTask(TaskScope scope, JobTaskDescriptor<TArguments, TResult> task)
    {
        _scope = scope;
        _task = task;
    }

    public int UnstartedCount => _work is null ? 0 : 1;

    public static Task<TResult> Dispatch(
        TaskScope scope, JobTaskDescriptor<TArguments, TResult> task, TArguments arguments, TaskOptions options)
    {
        if (options.Key is { } key) scope.RequireKey(task, key);

        // Before anything is claimed: arguments that cannot be stored are the caller's error, at the call.
        var bytes = PayloadEncoder.Arguments(scope.JobName, task, task.ArgumentsWriter, arguments, scope.Port.Limits);
        var identity = default(TaskIdentity);
        if (options.Remember)
        {
            identity = TaskIdentifier.Of(task, bytes, options.Key, ordinal: 0);
            scope.Claim([identity], task.Name);
            if (scope.FindStored(identity) is { } stored) return StoredTasks.ReadAsync(scope, task, stored, options.Key is null ? bytes : null);
        }

        var single = new SingleTask<TArguments, TResult>(scope, task);
        scope.Attempt.BeginAwait();
        single._work = new TaskRun<TArguments, TResult>(scope, task, arguments, identity, options.Remember, single.OnEnded, CancellationToken.None);
        try
        {
            scope.Add(single, task.Pool);
        }
        catch
        {
            scope.Attempt.EndAwait();
            throw;
        }

        return single._completion.Task;
    }

    public TaskWork? TryNext()
    {
        var work = _work;
        _work = null;
        return work;
    }

    public void Wake() => _completion.TrySetException(new JobInterruptedException(_scope.Attempt.Interruption));

    private void OnEnded(TaskEnd<TResult> end)
    {
        _scope.Remove(this);
        _scope.Attempt.EndAwait(() => Tell(end));
    }

    private void Tell(TaskEnd<TResult> end)
    {
        if (end.Error is null) _completion.TrySetResult(end.Value);
        else _completion.TrySetException(new TaskFailedException(_task.Name, end.Error));
    }
}
