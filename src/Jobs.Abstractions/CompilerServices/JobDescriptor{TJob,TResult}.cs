using System.ComponentModel;
using System.Text.Json;

namespace Jobs.CompilerServices;

/// <summary>Writes a value as JSON.</summary>
public delegate void JsonValueWriter<in T>(Utf8JsonWriter writer, T value);

/// <summary>Reads a value; the reader stands on the value's first token, and is left on its last.</summary>
public delegate T JsonValueReader<out T>(ref Utf8JsonReader reader);

/// <summary>Makes a job from its stored bytes.</summary>
public delegate TJob JobRestorer<out TJob>(ReadOnlySpan<byte> input, ReadOnlySpan<byte> state, int version);

/// <summary>Applies one journal entry to a job.</summary>
public delegate void JournalApplier<in TJob>(TJob job, ref Utf8JsonReader entry, bool full);

/// <summary>A descriptor built from the static methods that the generator wrote into the job's own class.</summary>
/// <typeparam name="TJob">The job class.</typeparam>
/// <typeparam name="TResult">What it returns, or <see cref="NoResult"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class JobDescriptor<TJob, TResult> : JobDescriptor
    where TJob : class
{
    /// <summary>Writes the input members as one JSON object.</summary>
    public required JsonValueWriter<TJob> InputWriter { get; init; }

    /// <summary>Writes the plain state members as one JSON object.</summary>
    public required JsonValueWriter<TJob> StateWriter { get; init; }

    /// <summary>Makes a new instance from stored bytes.</summary>
    public required JobRestorer<TJob> Restorer { get; init; }

    /// <summary>Calls <c>RunAsync</c> with a new context and services.</summary>
    public required Func<TJob, JobExecution, IServiceProvider, ValueTask<TResult>> Runner { get; init; }

    /// <summary>Writes a result; null when there is none.</summary>
    public JsonValueWriter<TResult>? ResultWriter { get; init; }

    /// <summary>Reads a result; null when there is none.</summary>
    public JsonValueReader<TResult>? ResultReader { get; init; }

    /// <summary>The journaled members; null when there are none.</summary>
    public Func<TJob, IReadOnlyList<IJournal>>? Journals { get; init; }

    /// <summary>Writes the journaled members as one JSON object; the flag asks for all items in place of the changes.</summary>
    public Action<TJob, Utf8JsonWriter, bool>? JournalWriter { get; init; }

    /// <summary>Applies a journal entry, or refuses what it holds of a member that is journaled no more; null where no member is stored.</summary>
    public JournalApplier<TJob>? JournalApplier { get; init; }

    /// <inheritdoc/>
    public override bool HasJournals => Journals is not null;

    /// <inheritdoc/>
    public override Type JobType => typeof(TJob);

    /// <inheritdoc/>
    public override Type ResultType => typeof(TResult);

    /// <inheritdoc/>
    public override void WriteInput(object job, Utf8JsonWriter writer) => InputWriter(writer, (TJob)job);

    /// <inheritdoc/>
    public override void WriteState(object job, Utf8JsonWriter writer) => StateWriter(writer, (TJob)job);

    /// <inheritdoc/>
    public override void WriteJournals(object job, Utf8JsonWriter writer, bool full) => JournalWriter!((TJob)job, writer, full);

    /// <inheritdoc/>
    public override IReadOnlyList<IJournal> GetJournals(object job) => Journals?.Invoke((TJob)job) ?? [];

    /// <inheritdoc/>
    public override void ApplyJournals(object job, ReadOnlySpan<byte> entry, bool full)
    {
        if (JournalApplier is null) return; // Of a class whose journaled members are all gone.
        var reader = JobJson.CreateReader(entry);
        try
        {
            reader.Read();
            JournalApplier((TJob)job, ref reader, full);
        }
        catch (Exception e) when (JobJson.IsReadFailure(e))
        {
            throw JobJson.UnreadableJournal(Name, null, e);
        }
    }

    /// <inheritdoc/>
    public override object Restore(ReadOnlySpan<byte> input, ReadOnlySpan<byte> state, int version) => Restorer(input, state, version);

    /// <inheritdoc/>
    public override ValueTask RunAsync(object job, JobExecution execution, IServiceProvider services, Utf8JsonWriter result)
    {
        var running = Runner((TJob)job, execution, services);
        if (!running.IsCompletedSuccessfully) return AwaitAsync(running, result);
        WriteResult(result, running.Result);
        return default;
    }

    /// <inheritdoc/>
    public override object? ReadResult(ReadOnlySpan<byte> result)
    {
        if (ResultReader is null) return default(TResult);
        if (result.IsEmpty)
        {
            throw new JobPayloadException(
                $"Job '{Name}' ended without a result: when it ran, its RunAsync returned nothing, and now it returns {typeof(TResult)}. Look at its JobInfo for how it ended, or submit it again where the result is needed.") { IsUnreadResult = true };
        }

        var reader = JobJson.CreateReader(result);
        try
        {
            reader.Read();
            return ResultReader(ref reader);
        }
        catch (Exception e) when (JobJson.IsReadFailure(e))
        {
            throw new JobPayloadException($"The stored result of job '{Name}' cannot be read as {typeof(TResult)}: {e.Message}", e) { IsUnreadResult = true };
        }
    }

    private async ValueTask AwaitAsync(ValueTask<TResult> running, Utf8JsonWriter result) =>
        // With the context: on the job's own threads it goes on where the author's code ended; without, it would be sent to
        // the shared pool, which user code may have filled.
        WriteResult(result, await running.ConfigureAwait(true));

    private void WriteResult(Utf8JsonWriter writer, TResult value)
    {
        try
        {
            ResultWriter?.Invoke(writer, value);
        }
        catch (Exception e) when (JobJson.IsWriteFailure(e))
        {
            throw new JobPayloadException($"The result of job '{Name}' cannot be stored: {e.Message}", e);
        }
    }
}
