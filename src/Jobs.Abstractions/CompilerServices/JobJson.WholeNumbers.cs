using System.Globalization;
using System.Text.Json;

namespace Jobs.CompilerServices;

// Whole numbers are JSON numbers of any size: the reader takes 64 bits exactly, as SQLite does.
public static partial class JobJson
{
    /// <summary>Writes a whole number.</summary>
    public static void WriteByte(Utf8JsonWriter writer, byte value) => writer.WriteNumberValue(value);

    /// <summary>Reads a whole number.</summary>
    public static byte ReadByte(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetByte(out var value)
            ? value
            : throw ExpectedWhole(byte.MinValue, byte.MaxValue, ref reader);

    /// <summary>Writes a whole number.</summary>
    public static void WriteSByte(Utf8JsonWriter writer, sbyte value) => writer.WriteNumberValue(value);

    /// <summary>Reads a whole number.</summary>
    public static sbyte ReadSByte(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetSByte(out var value)
            ? value
            : throw ExpectedWhole(sbyte.MinValue, sbyte.MaxValue, ref reader);

    /// <summary>Writes a whole number.</summary>
    public static void WriteInt16(Utf8JsonWriter writer, short value) => writer.WriteNumberValue(value);

    /// <summary>Reads a whole number.</summary>
    public static short ReadInt16(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetInt16(out var value)
            ? value
            : throw ExpectedWhole(short.MinValue, short.MaxValue, ref reader);

    /// <summary>Writes a whole number.</summary>
    public static void WriteUInt16(Utf8JsonWriter writer, ushort value) => writer.WriteNumberValue(value);

    /// <summary>Reads a whole number.</summary>
    public static ushort ReadUInt16(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetUInt16(out var value)
            ? value
            : throw ExpectedWhole(ushort.MinValue, ushort.MaxValue, ref reader);

    /// <summary>Writes a whole number.</summary>
    public static void WriteInt32(Utf8JsonWriter writer, int value) => writer.WriteNumberValue(value);

    /// <summary>Reads a whole number.</summary>
    public static int ReadInt32(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var value)
            ? value
            : throw ExpectedWhole(int.MinValue, int.MaxValue, ref reader);

    /// <summary>Writes a whole number.</summary>
    public static void WriteUInt32(Utf8JsonWriter writer, uint value) => writer.WriteNumberValue(value);

    /// <summary>Reads a whole number.</summary>
    public static uint ReadUInt32(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetUInt32(out var value)
            ? value
            : throw ExpectedWhole(uint.MinValue, uint.MaxValue, ref reader);

    /// <summary>Writes a whole number.</summary>
    public static void WriteInt64(Utf8JsonWriter writer, long value) => writer.WriteNumberValue(value);

    /// <summary>Reads a whole number.</summary>
    public static long ReadInt64(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var value)
            ? value
            : throw ExpectedWhole(long.MinValue, long.MaxValue, ref reader);

    /// <summary>Writes a whole number.</summary>
    public static void WriteUInt64(Utf8JsonWriter writer, ulong value) => writer.WriteNumberValue(value);

    /// <summary>Reads a whole number.</summary>
    public static ulong ReadUInt64(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetUInt64(out var value)
            ? value
            : throw ExpectedWhole(ulong.MinValue, ulong.MaxValue, ref reader);

    /// <summary>Writes a job's id as its number.</summary>
    public static void WriteJobId(Utf8JsonWriter writer, JobId value) => writer.WriteNumberValue(value.Value);

    /// <summary>Reads a job's id.</summary>
    public static JobId ReadJobId(ref Utf8JsonReader reader) => new(ReadInt64(ref reader));

    private static JsonException ExpectedWhole<T>(T min, T max, ref Utf8JsonReader reader)
        where T : IFormattable =>
        Expected(
            $"a whole number from {min.ToString(null, CultureInfo.InvariantCulture)} to {max.ToString(null, CultureInfo.InvariantCulture)}",
            ref reader);
}
