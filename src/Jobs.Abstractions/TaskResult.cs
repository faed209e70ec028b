namespace Jobs;

/// <summary>What one task of a group came to.</summary>
/// <typeparam name="T">What the task returns.</typeparam>
public readonly struct TaskResult<T>
{
    private readonly T _result;
    private readonly string _taskName;

    /// <summary>For the runtime.</summary>
    public TaskResult(string taskName, int index, T result, JobError? error)
    {
        _taskName = taskName;
        Index = index;
        _result = result;
        Error = error;
    }

    /// <summary>The place of the task's item in what was dispatched, from 0.</summary>
    public int Index { get; }

    /// <summary>Why it failed, or null.</summary>
    public JobError? Error { get; }

    /// <summary>Whether it failed. Then <see cref="Error"/> is not null.</summary>
    [System.Diagnostics.CodeAnalysis.MemberNotNullWhen(true, nameof(Error))]
    public bool IsFaulted => Error is not null;

    /// <summary>What it returned.</summary>
    /// <exception cref="TaskFailedException">It failed.</exception>
    public T Result => Error is null ? _result : throw new TaskFailedException(_taskName, Error);
}
