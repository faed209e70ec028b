namespace Jobs;

/// <summary>
/// Makes a static method of a job one of its tasks: leaf work that runs on a pool, in parallel with other tasks, and is
/// dispatched through <c>ctx.TaskDispatcher</c>. The method takes its arguments first, then optionally a
/// <see cref="TaskContext"/>, services and a <see cref="CancellationToken"/>.
/// </summary>
/// <param name="name">The stored name; by default the method's name without a trailing <c>Async</c>.</param>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class JobTaskAttribute(string? name = null) : Attribute
{
    /// <summary>The stored name, or null for the method's name without a trailing <c>Async</c>.</summary>
    public string? Name { get; } = name;

    /// <summary>
    /// The version of the task's meaning, 1 or more. It is part of a task's identity: raising it makes stored results of
    /// the older version unused, so that the work is done again. Default 1.
    /// </summary>
    public int Version { get; set; } = 1;

    /// <summary>The pool whose slots the task takes. Default <c>"default"</c>.</summary>
    public string Pool { get; set; } = "default";

    /// <summary>How often one task may be attempted, 1 to 1000. Default 1: no retry.</summary>
    public int MaxAttempts { get; set; } = 1;

    /// <summary>The delay before the second attempt, in milliseconds; it doubles with each further one, up to one minute. Default 200.</summary>
    public int RetryDelayMs { get; set; } = 200;

    /// <summary>The longest one attempt of the task may take, in seconds; 0 means no limit. Default 0.</summary>
    public double TimeoutSeconds { get; set; }
}
