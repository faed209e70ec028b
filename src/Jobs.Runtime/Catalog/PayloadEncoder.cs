using System.Text.Json;
using Jobs.CompilerServices;

namespace Jobs.Catalog;

/// <summary>Turns jobs and values into the bytes that are stored, within the limits. Errors name the job and the remedy.</summary>
internal static class PayloadEncoder
{
    public static byte[] Input(JobDescriptor descriptor, object job, JobLimits limits) =>
        Encode(descriptor.Name, "input", limits.InputBytesMax, nameof(JobLimits.InputBytesMax), (descriptor, job), static (w, s) => s.descriptor.WriteInput(s.job, w));

    public static byte[] State(JobDescriptor descriptor, object job, JobLimits limits) =>
        Encode(descriptor.Name, "state", limits.StateBytesMax, nameof(JobLimits.StateBytesMax), (descriptor, job), static (w, s) => s.descriptor.WriteState(s.job, w));

    public static byte[] Journals(JobDescriptor descriptor, object job, bool full, JobLimits limits) =>
        Encode(descriptor.Name, "journal entry", limits.JournalEntryBytesMax, nameof(JobLimits.JournalEntryBytesMax), (descriptor, job, full),
            static (w, s) => s.descriptor.WriteJournals(s.job, w, s.full));

    public static byte[] Arguments<TArguments>(string jobName, JobTaskDescriptor task, JsonValueWriter<TArguments> writer, TArguments arguments, JobLimits limits) =>
        Encode(jobName, $"arguments of task '{task.Name}'", limits.ArgumentsBytesMax, nameof(JobLimits.ArgumentsBytesMax), (writer, arguments),
            static (w, s) => s.writer(w, s.arguments));

    public static byte[] TaskResult<TResult>(string jobName, JobTaskDescriptor task, JsonValueWriter<TResult>? writer, TResult result, JobLimits limits) =>
        writer is null
            ? []
            : Encode(jobName, $"result of task '{task.Name}'", limits.ResultBytesMax, nameof(JobLimits.ResultBytesMax), (writer, result),
                static (w, s) => s.writer(w, s.result));

    /// <summary>Takes a job's written result out of its buffer.</summary>
    public static byte[] Result(string jobName, PayloadBuffer buffer, JobLimits limits)
    {
        RequireWithin(jobName, "result", buffer.Length, limits.ResultBytesMax, nameof(JobLimits.ResultBytesMax));
        return buffer.ToArray();
    }

    private static byte[] Encode<TState>(string jobName, string what, int max, string limitName, TState state, Action<Utf8JsonWriter, TState> write)
    {
        using var buffer = PayloadBuffer.Rent();
        try
        {
            write(buffer.Writer, state);
        }
        catch (Exception e) when (JobJson.IsWriteFailure(e))
        {
            throw new JobPayloadException($"The {what} of job '{jobName}' cannot be written as JSON: {e.Message}", e);
        }

        RequireWithin(jobName, what, buffer.Length, max, limitName);
        return buffer.ToArray();
    }

    private static void RequireWithin(string jobName, string what, int length, int max, string limitName)
    {
        if (length <= max) return;
        throw new JobPayloadException(
            $"The {what} of job '{jobName}' takes {length:N0} bytes, more than the {max:N0} that are allowed. Keep large data in a " +
            $"file and store its path, or raise {nameof(JobLimits)}.{limitName}.");
    }
}
