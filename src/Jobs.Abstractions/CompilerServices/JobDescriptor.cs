using System.ComponentModel;
using System.Text.Json;

namespace Jobs.CompilerServices;

/// <summary>
/// How jobs of one class are stored, restored and run: the seam between generated code and the runtime. The runtime sees
/// only this type; generated code builds a <see cref="JobDescriptor{TJob, TResult}"/>.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class JobDescriptor
{
    private protected JobDescriptor()
    {
    }

    /// <summary>The stored name.</summary>
    public required string Name { get; init; }

    /// <summary>The version that is written.</summary>
    public required int Version { get; init; }

    /// <summary>Stored names of the past whose rows this class reads.</summary>
    public IReadOnlyList<string> FormerNames { get; init; } = [];

    /// <summary>Attempts as the attribute says; 0 for the host's default.</summary>
    public int MaxAttempts { get; init; }

    /// <summary>The attribute's timeout; zero for none.</summary>
    public TimeSpan Timeout { get; init; }

    /// <summary>The tasks that the class declares.</summary>
    public IReadOnlyList<JobTaskDescriptor> Tasks { get; init; } = [];

    /// <summary>Whether the class has journaled members.</summary>
    public abstract bool HasJournals { get; }

    /// <summary>The job class.</summary>
    public abstract Type JobType { get; }

    /// <summary>The type of its result.</summary>
    public abstract Type ResultType { get; }

    /// <summary>Writes the input members as one JSON object.</summary>
    public abstract void WriteInput(object job, Utf8JsonWriter writer);

    /// <summary>Writes the state members, journaled ones excepted, as one JSON object.</summary>
    public abstract void WriteState(object job, Utf8JsonWriter writer);

    /// <summary>
    /// Writes the journaled members as one JSON object: all their items (<paramref name="full"/>), or the changes since
    /// the last acknowledged write and, while a fold is under way, its next piece.
    /// </summary>
    public abstract void WriteJournals(object job, Utf8JsonWriter writer, bool full);

    /// <summary>The job's journaled members, in declaration order.</summary>
    public abstract IReadOnlyList<IJournal> GetJournals(object job);

    /// <summary>Applies one stored journal entry to a restored job.</summary>
    /// <exception cref="JobPayloadException">The entry cannot be read.</exception>
    public abstract void ApplyJournals(object job, ReadOnlySpan<byte> entry, bool full);

    /// <summary>Makes a new instance from stored bytes.</summary>
    /// <param name="input">The JSON object that <see cref="WriteInput"/> wrote.</param>
    /// <param name="state">The JSON object that <see cref="WriteState"/> wrote, or empty for the initial state.</param>
    /// <param name="version">The version the bytes were written with.</param>
    /// <exception cref="JobPayloadException">They cannot be read; the message names job, version and member.</exception>
    public abstract object Restore(ReadOnlySpan<byte> input, ReadOnlySpan<byte> state, int version);

    /// <summary>
    /// Runs the job's <c>RunAsync</c> with services from <paramref name="services"/>, and writes what it returned, if it
    /// returns something, with <paramref name="result"/>.
    /// </summary>
    public abstract ValueTask RunAsync(object job, JobExecution execution, IServiceProvider services, Utf8JsonWriter result);

    /// <summary>Reads a stored result as an object of <see cref="ResultType"/>.</summary>
    public abstract object? ReadResult(ReadOnlySpan<byte> result);
}
