using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace Jobs.CompilerServices;

// The keys of a dictionary that is stored as an object. Reading starts on the property name.
public static partial class JobJson
{
    /// <summary>A key that is a text already.</summary>
    public static string KeyOfString(string value)
    {
        CheckText(value);
        return value;
    }

    /// <summary>Reads a key.</summary>
    public static string ReadStringKey(ref Utf8JsonReader reader) => reader.GetString()!;

    /// <summary>The key of a truth value.</summary>
    public static string KeyOfBoolean(bool value) => value ? "true" : "false";

    /// <summary>Reads a key.</summary>
    public static bool ReadBooleanKey(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("true"u8) || (reader.ValueTextEquals("false"u8) ? false : throw Expected("true or false", ref reader));

    /// <summary>The key of a UTF-16 unit: its number, since half of a surrogate pair has no text.</summary>
    public static string KeyOfChar(char value) => ((ushort)value).ToString(CultureInfo.InvariantCulture);

    /// <summary>Reads a key.</summary>
    public static char ReadCharKey(ref Utf8JsonReader reader) => (char)ReadWholeKey<ushort>(ref reader);

    /// <summary>The key of a GUID.</summary>
    public static string KeyOfGuid(Guid value) => value.ToString("D");

    /// <summary>Reads a key.</summary>
    public static Guid ReadGuidKey(ref Utf8JsonReader reader) =>
        Guid.TryParseExact(reader.GetString(), "D", out var value) ? value : throw ExpectedKey("a GUID", ref reader);

    /// <summary>The key of a job's id.</summary>
    public static string KeyOfJobId(JobId value) => value.ToString();

    /// <summary>Reads a key.</summary>
    public static JobId ReadJobIdKey(ref Utf8JsonReader reader) => new(ReadWholeKey<long>(ref reader));

    /// <summary>The key of a whole number.</summary>
    public static string KeyOfByte(byte value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Reads a key.</summary>
    public static byte ReadByteKey(ref Utf8JsonReader reader) => ReadWholeKey<byte>(ref reader);

    /// <summary>The key of a whole number.</summary>
    public static string KeyOfSByte(sbyte value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Reads a key.</summary>
    public static sbyte ReadSByteKey(ref Utf8JsonReader reader) => ReadWholeKey<sbyte>(ref reader);

    /// <summary>The key of a whole number.</summary>
    public static string KeyOfInt16(short value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Reads a key.</summary>
    public static short ReadInt16Key(ref Utf8JsonReader reader) => ReadWholeKey<short>(ref reader);

    /// <summary>The key of a whole number.</summary>
    public static string KeyOfUInt16(ushort value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Reads a key.</summary>
    public static ushort ReadUInt16Key(ref Utf8JsonReader reader) => ReadWholeKey<ushort>(ref reader);

    /// <summary>The key of a whole number.</summary>
    public static string KeyOfInt32(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Reads a key.</summary>
    public static int ReadInt32Key(ref Utf8JsonReader reader) => ReadWholeKey<int>(ref reader);

    /// <summary>The key of a whole number.</summary>
    public static string KeyOfUInt32(uint value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Reads a key.</summary>
    public static uint ReadUInt32Key(ref Utf8JsonReader reader) => ReadWholeKey<uint>(ref reader);

    /// <summary>The key of a whole number.</summary>
    public static string KeyOfInt64(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Reads a key.</summary>
    public static long ReadInt64Key(ref Utf8JsonReader reader) => ReadWholeKey<long>(ref reader);

    /// <summary>The key of a whole number.</summary>
    public static string KeyOfUInt64(ulong value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Reads a key.</summary>
    public static ulong ReadUInt64Key(ref Utf8JsonReader reader) => ReadWholeKey<ulong>(ref reader);

    /// <summary>The key of a whole number.</summary>
    public static string KeyOfInt128(Int128 value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Reads a key.</summary>
    public static Int128 ReadInt128Key(ref Utf8JsonReader reader) => ReadWholeKey<Int128>(ref reader);

    /// <summary>The key of a whole number.</summary>
    public static string KeyOfUInt128(UInt128 value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Reads a key.</summary>
    public static UInt128 ReadUInt128Key(ref Utf8JsonReader reader) => ReadWholeKey<UInt128>(ref reader);

    private static T ReadWholeKey<T>(ref Utf8JsonReader reader)
        where T : struct, IBinaryInteger<T>, IMinMaxValue<T> =>
        T.TryParse(reader.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw ExpectedKey(
                $"a whole number from {T.MinValue.ToString(null, CultureInfo.InvariantCulture)} to {T.MaxValue.ToString(null, CultureInfo.InvariantCulture)}",
                ref reader);

    private static JsonException ExpectedKey(string expected, ref Utf8JsonReader reader) => UnknownText(expected, reader.GetString()!);
}
