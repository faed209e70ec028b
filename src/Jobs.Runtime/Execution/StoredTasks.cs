using Jobs.Catalog;
using Jobs.CompilerServices;
using Jobs.Store;

namespace Jobs.Execution;

/// <summary>Reads stored task results back.</summary>
internal static class StoredTasks
{
    /// <summary>The value of a stored result, or its failure as an exception.</summary>
    public static async Task<TResult> ReadAsync<TArguments, TResult>(
        TaskScope scope, JobTaskDescriptor<TArguments, TResult> task, StoredTaskKey key, byte[]? arguments)
    {
        var (value, error) = await LoadAsync(scope, task, key.ResultId, arguments).ConfigureAwait(true);
        return error is null ? value : throw new TaskFailedException(task.Name, error);
    }

    /// <summary>The value of a stored result, or its failure.</summary>
    /// <param name="arguments">The arguments of the dispatch that found it, or null when a key identified it.</param>
    public static async Task<(TResult Value, JobError? Error)> LoadAsync<TArguments, TResult>(
        TaskScope scope, JobTaskDescriptor<TArguments, TResult> task, long resultId, byte[]? arguments)
    {
        var stored = await scope.Port.ReadAsync(r => r.LoadTaskResult(resultId)).ConfigureAwait(true)
            ?? throw new JobPayloadException($"A stored result of task '{task.Name}' of job '{scope.JobName}' ({scope.Attempt.JobId}) is gone: the store is damaged.");
        if (arguments is not null && !arguments.AsSpan().SequenceEqual(stored.Arguments))
        {
            throw new JobPayloadException(
                $"A stored result of task '{task.Name}' of job '{scope.JobName}' ({scope.Attempt.JobId}) was made for other arguments of the " +
                "same identity. The arguments changed while the task ran, or the store was tampered with; raise the task's Version to run it anew.");
        }

        return stored.IsFaulted ? (default!, StoredError.Read(stored.Body)) : (Read(scope, task, stored.Body), null);
    }

    private static TResult Read<TArguments, TResult>(TaskScope scope, JobTaskDescriptor<TArguments, TResult> task, byte[] body)
    {
        if (task.ResultReader is null) return default!;
        if (body.Length == 0)
        {
            throw new JobPayloadException(
                $"The stored result of task '{task.Name}' of job '{scope.JobName}' ({scope.Attempt.JobId}) is none: when it ran, the task returned nothing, and now " +
                $"it returns {typeof(TResult)}. Raise the task's Version so that it runs anew.") { IsUnreadResult = true };
        }

        var reader = JobJson.CreateReader(body);
        try
        {
            reader.Read();
            return task.ResultReader(ref reader);
        }
        catch (Exception e) when (JobJson.IsReadFailure(e))
        {
            throw new JobPayloadException(
                $"The stored result of task '{task.Name}' of job '{scope.JobName}' ({scope.Attempt.JobId}) cannot be read: {e.Message} " +
                "If its type changed, raise the task's Version so that it runs anew.", e) { IsUnreadResult = true };
        }
    }
}
