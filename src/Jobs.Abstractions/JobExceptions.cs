namespace Jobs;

/// <summary>The base of what this framework throws at its callers, interruptions excepted.</summary>
public class JobException : Exception
{
    /// <summary>Makes one with a message that names the job and the remedy.</summary>
    public JobException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}

/// <summary>Throw it from a job or a task to fail at once: retries would not help.</summary>
public class PermanentJobException : JobException
{
    /// <summary>Makes one.</summary>
    public PermanentJobException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}

/// <summary>Throw it from a job or a task to be tried again after a given time instead of the policy's.</summary>
public sealed class RetryAfterException : JobException
{
    /// <summary>Makes one.</summary>
    /// <param name="delay">Zero to 30 days.</param>
    /// <param name="message">Why.</param>
    /// <param name="inner">The cause, or null.</param>
    public RetryAfterException(TimeSpan delay, string message, Exception? inner = null)
        : base(message, inner)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(delay, TimeSpan.FromDays(30));
        Delay = delay;
    }

    /// <summary>The time to wait.</summary>
    public TimeSpan Delay { get; }
}

/// <summary>A task failed for good; thrown where its result was awaited.</summary>
public sealed class TaskFailedException : JobException
{
    /// <summary>Makes one for a stored error.</summary>
    public TaskFailedException(string taskName, JobError error)
        : base($"The task '{taskName}' failed: {error?.Message} ({error?.Type}). Await it in a try block, or use Many, whose results carry errors as values.")
    {
        ArgumentNullException.ThrowIfNull(error);
        TaskName = taskName;
        Error = error;
    }

    /// <summary>The task's stored name.</summary>
    public string TaskName { get; }

    /// <summary>The stored error.</summary>
    public JobError Error { get; }
}

/// <summary>A job ended without a result; thrown where its result was awaited.</summary>
public sealed class JobFailedException : JobException
{
    /// <summary>Makes one for an ended job.</summary>
    public JobFailedException(JobId id, string jobName, JobStatus status, JobError? error)
        : base($"Job {id} ('{jobName}') ended as {status}{(error is null ? "." : $": {error.Message} ({error.Type}).")}")
    {
        Id = id;
        JobName = jobName;
        Status = status;
        Error = error;
    }

    /// <summary>The job.</summary>
    public JobId Id { get; }

    /// <summary>Its stored name.</summary>
    public string JobName { get; }

    /// <summary>How it ended.</summary>
    public JobStatus Status { get; }

    /// <summary>The last error, if there was one.</summary>
    public JobError? Error { get; }
}

/// <summary>No job of this id is known, active or in history.</summary>
public sealed class UnknownJobException : JobException
{
    /// <summary>Makes one for an id.</summary>
    public UnknownJobException(JobId id)
        : base($"No job {id} is known to this store: it was never submitted here, or its history was pruned. Raise JobsOptions.HistoryMaxAge to keep history longer.") => Id = id;

    /// <summary>The id.</summary>
    public JobId Id { get; }
}

/// <summary>Stored bytes could not be read, or a value could not be stored. The message names job, version and member.</summary>
public sealed class JobPayloadException : JobException
{
    /// <summary>Makes one.</summary>
    public JobPayloadException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }

    /// <summary>The member that could not be read or stored, or null when it is none in particular.</summary>
    public string? Member { get; init; }

    /// <summary>
    /// Whether it is about a stored result, of a task or of another job, that a build with another type for it could read. A job that
    /// such an error ends is put off as it is, as one is whose state cannot be read: it is whole, and a later build goes on with it.
    /// </summary>
    internal bool IsUnreadResult { get; init; }
}

/// <summary>A rule of the framework was broken by its caller. The message says which, and what to do instead.</summary>
public sealed class JobUsageException : JobException
{
    /// <summary>Makes one.</summary>
    public JobUsageException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
