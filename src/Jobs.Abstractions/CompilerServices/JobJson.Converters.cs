using System.Buffers;
using System.Text.Json;

namespace Jobs.CompilerServices;

// An author's converter gets a writer and a reader of its own, so that what it leaves undone harms its own value and nothing
// that stands beside it.
public static partial class JobJson
{
    private static readonly JsonWriterOptions s_checkedOptions = WriterOptions with { SkipValidation = false };

    /// <summary>Writes a value by its converter, or null.</summary>
    /// <exception cref="JsonException">The converter did not write one whole value, or wrote null.</exception>
    public static void WriteBy<TConverter, T>(Utf8JsonWriter writer, T value)
        where TConverter : IJobConverter<T>
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (value is null)
        {
            writer.WriteNullValue();
            return;
        }

        var buffer = new ArrayBufferWriter<byte>();
        using var own = new Utf8JsonWriter(buffer, s_checkedOptions with { MaxDepth = Math.Max(1, DepthMax - writer.CurrentDepth) });
        TConverter.Write(own, value);
        if (own.CurrentDepth != 0 || own.BytesCommitted + own.BytesPending == 0)
        {
            throw new JsonException($"its converter {typeof(TConverter)} did not write one whole JSON value; end what it begins, and write something");
        }

        own.Flush();
        if (buffer.WrittenSpan.SequenceEqual("null"u8))
        {
            // Null never reaches the converter when it is read: the value would be another one, or the job could not be resumed.
            throw new JsonException(
                $"its converter {typeof(TConverter)} wrote null for a value, and null is read as none; write something else, such as an empty text");
        }

        writer.WriteRawValue(buffer.WrittenSpan, skipInputValidation: true);
    }

    /// <summary>Reads a value by its converter, or null.</summary>
    public static T ReadBy<TConverter, T>(ref Utf8JsonReader reader)
        where TConverter : IJobConverter<T>
    {
        if (reader.TokenType == JsonTokenType.Null) return default(T) is null ? default! : throw Expected("a value", ref reader);
        var own = reader;
        reader.Skip();
        var value = TConverter.Read(ref own);
        return own.BytesConsumed <= reader.BytesConsumed
            ? value
            : throw new JsonException($"its converter {typeof(TConverter)} read on beyond the value at byte {reader.TokenStartIndex}");
    }
}
