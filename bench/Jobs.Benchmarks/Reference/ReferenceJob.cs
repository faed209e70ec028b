using System.Buffers;
using System.Text.Json;

namespace Jobs.Benchmarks.Reference;

/// <summary>A no-op job of the reference engine: it takes a number and returns it.</summary>
internal sealed class ReferenceJob(long id, int number)
{
    private byte[] _result = [];

    public long Id { get; } = id;

    /// <summary>Set by the worker before it sends the job back to the writer.</summary>
    public bool HasEnded { get; private set; }

    public ReadOnlySpan<byte> Result => _result;

    /// <summary>Done when the submit is durable; null when nobody awaits it.</summary>
    public TaskCompletionSource? Stored { get; init; }

    /// <summary>What is stored of it: as much as the generated codec writes for the same job.</summary>
    public byte[] Input { get; } = Write(new ArrayBufferWriter<byte>(32), "number", number);

    public void Run(ArrayBufferWriter<byte> buffer)
    {
        _result = Write(buffer, "number", number);
        HasEnded = true;
    }

    private static byte[] Write(ArrayBufferWriter<byte> buffer, string name, int value)
    {
        buffer.ResetWrittenCount();
        using var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true });
        writer.WriteStartObject();
        writer.WriteNumber(name, value);
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }
}
