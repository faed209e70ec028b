using System.ComponentModel;

namespace Jobs.CompilerServices;

/// <summary>What one <see cref="JobTaskAttribute"/> says, and how its method is called.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class JobTaskDescriptor
{
    private protected JobTaskDescriptor()
    {
    }

    /// <summary>The stored name, unique in the job.</summary>
    public required string Name { get; init; }

    /// <summary>The version; part of a task's identity.</summary>
    public int Version { get; init; } = 1;

    /// <summary>The pool whose slots it takes.</summary>
    public string Pool { get; init; } = "default";

    /// <summary>How often it may be attempted.</summary>
    public int MaxAttempts { get; init; } = 1;

    /// <summary>The delay before the second attempt; doubles.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The longest one attempt may take; zero for no limit.</summary>
    public TimeSpan Timeout { get; init; }
}

/// <summary>A task built from the static methods that the generator wrote into the job's own class.</summary>
/// <typeparam name="TArguments">The generated struct of its arguments.</typeparam>
/// <typeparam name="TResult">What it returns, or <see cref="NoResult"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class JobTaskDescriptor<TArguments, TResult> : JobTaskDescriptor
{
    /// <summary>Writes the arguments as one JSON object: the canonical bytes that identify the task.</summary>
    public required JsonValueWriter<TArguments> ArgumentsWriter { get; init; }

    /// <summary>Calls the method.</summary>
    public required Func<TArguments, TaskContext, IServiceProvider, ValueTask<TResult>> Runner { get; init; }

    /// <summary>Writes a result; null when there is none.</summary>
    public JsonValueWriter<TResult>? ResultWriter { get; init; }

    /// <summary>Reads a result; null when there is none.</summary>
    public JsonValueReader<TResult>? ResultReader { get; init; }
}
