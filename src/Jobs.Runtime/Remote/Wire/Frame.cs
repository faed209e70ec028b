using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using Jobs.CompilerServices;

namespace Jobs.Remote;

/// <summary>One message on a socket: four bytes of length, little endian, then that many bytes of UTF-8 JSON, an object.</summary>
internal static class Frame
{
    /// <summary>The bytes of the length.</summary>
    public const int HeaderBytes = sizeof(int);

    /// <summary>Writes a frame: length and object.</summary>
    public static ReadOnlyMemory<byte> Of<TState>(TState state, Action<Utf8JsonWriter, TState> members)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        buffer.GetSpan(HeaderBytes)[..HeaderBytes].Clear();
        buffer.Advance(HeaderBytes);
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true, Encoder = JobJson.Encoder }))
        {
            json.WriteStartObject();
            members(json, state);
            json.WriteEndObject();
        }

        WriteLength(buffer);
        return buffer.WrittenMemory;
    }

    private static void WriteLength(ArrayBufferWriter<byte> buffer)
    {
        var written = MemoryMarshal.AsMemory(buffer.WrittenMemory);
        BinaryPrimitives.WriteInt32LittleEndian(written.Span, written.Length - HeaderBytes);
    }
}

/// <summary>Why a frame could not be read. The other end is at fault, and the connection with it.</summary>
/// <param name="message">What is wrong with it.</param>
/// <param name="cause">The same without saying that it came in a message.</param>
internal sealed class FrameException(string message, string? cause = null, Exception? inner = null) : Exception(message, inner)
{
    public string Cause => cause ?? Message;
}
