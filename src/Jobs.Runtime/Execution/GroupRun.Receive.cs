using Jobs.Catalog;

namespace Jobs.Execution;

/// <summary>How the author takes the results.</summary>
internal sealed partial class GroupRun<TArguments, TResult>
{
    public override async IAsyncEnumerator<TaskResult<TResult>> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        Take();
        while (await NextAsync(covers: true, cancellationToken).ConfigureAwait(true) is { } result) yield return result;
    }

    public override async ValueTask<IReadOnlyList<TResult>> ResultsAsync()
    {
        Take();
        var results = new TResult[Count];
        TaskResult<TResult>? failed = null;
        (int Index, long ResultId)[] covered;
        lock (_scope.Gate) covered = [.. _covered];
        foreach (var (index, resultId) in covered)
        {
            Keep(await ReadAsync(new Ended(index, resultId, default!, null, IsInStore: true)).ConfigureAwait(true));
        }

        // Not covered by a checkpoint: an awaited value is always the stored one, this time and the next.
        while (await NextAsync(covers: false, CancellationToken.None).ConfigureAwait(true) is { } result) Keep(result);
        return failed is { Error: { } error } ? throw new TaskFailedException(_task.Name, error) : results;

        void Keep(TaskResult<TResult> result)
        {
            if (!result.IsFaulted) results[result.Index] = result.Result;
            else if (failed is null || result.Index < failed.Value.Index) failed = result;
        }
    }

    private void Take()
    {
        lock (_scope.Gate)
        {
            if (_isTaken)
            {
                throw new JobUsageException(
                    $"A group of task '{_task.Name}' of job '{_scope.JobName}' ({_scope.Attempt.JobId}) was enumerated twice. " +
                    "Each result is handed out once; keep what you need of it.");
            }

            _isTaken = true;
        }
    }

    /// <summary>The next result, or null when all were received. An interruption point, before anything is handed out.</summary>
    private async ValueTask<TaskResult<TResult>?> NextAsync(bool covers, CancellationToken cancellationToken)
    {
        while (true)
        {
            await _scope.Attempt.MakeWayAsync().ConfigureAwait(true);
            _scope.Attempt.ThrowIfInterrupted();
            Ended ended;
            Task? wait = null;
            lock (_scope.Gate)
            {
                if (!_ended.TryDequeue(out ended))
                {
                    if (_completed == Count) break;
                    wait = (_signal ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
                }
            }

            if (wait is not null)
            {
                _scope.Attempt.BeginAwait();
                try
                {
                    await (cancellationToken.CanBeCanceled ? wait.WaitAsync(cancellationToken) : wait).ConfigureAwait(true);
                }
                finally
                {
                    _scope.Attempt.EndAwait();
                }

                continue;
            }

            var result = await ReadAsync(ended).ConfigureAwait(true);
            lock (_scope.Gate)
            {
                _completed++;
                if (result.IsFaulted) _faulted++;
                // From here on the author has it: the next checkpoint covers it together with what the author made of it.
                if (covers && ended.ResultId != 0) _scope.Receive_NeedsGate(ended.ResultId);
            }

            return result;
        }

        _scope.Remove(this);
        return null;
    }

    private async ValueTask<TaskResult<TResult>> ReadAsync(Ended ended)
    {
        if (!ended.IsInStore) return new TaskResult<TResult>(_task.Name, ended.Index, ended.Value, ended.Error);
        var arguments = _isKeyed ? null : PayloadEncoder.Arguments(_scope.JobName, _task, _task.ArgumentsWriter, _arguments[ended.Index], _scope.Port.Limits);
        var (value, error) = await StoredTasks.LoadAsync(_scope, _task, ended.ResultId, arguments).ConfigureAwait(true);
        return new TaskResult<TResult>(_task.Name, ended.Index, value, error);
    }
}
