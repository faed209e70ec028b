using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;

namespace Jobs.CompilerServices;

// Whole numbers of more than 64 bits are JSON numbers too, with every digit: a reader that takes them for floating point
// loses digits, ours does not.
public static partial class JobJson
{
    /// <summary>
    /// The most digits of a stored number. Reading takes time by the square of them on some runtimes, and rows may be hostile.
    /// </summary>
    public const int DigitsMax = 20_000;

    private const double DigitsPerBit = 0.30103;

    // What is written may have a sign, and a digit more than its bits tell.
    private const int TextMax = DigitsMax + 2;
    private const int Int128DigitsMax = 40;

    /// <summary>Writes a whole number.</summary>
    public static void WriteInt128(Utf8JsonWriter writer, Int128 value) => WriteWide(writer, value);

    /// <summary>Reads a whole number.</summary>
    public static Int128 ReadInt128(ref Utf8JsonReader reader) => ReadWide<Int128>(ref reader);

    /// <summary>Writes a whole number.</summary>
    public static void WriteUInt128(Utf8JsonWriter writer, UInt128 value) => WriteWide(writer, value);

    /// <summary>Reads a whole number.</summary>
    public static UInt128 ReadUInt128(ref Utf8JsonReader reader) => ReadWide<UInt128>(ref reader);

    /// <summary>Writes a whole number.</summary>
    /// <exception cref="JsonException">It has more than <see cref="DigitsMax"/> digits.</exception>
    public static void WriteBigInteger(Utf8JsonWriter writer, BigInteger value)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteRawValue(KeyOfBigInteger(value), skipInputValidation: true);
    }

    /// <summary>Reads a whole number.</summary>
    public static BigInteger ReadBigInteger(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.Number) throw Expected("a whole number", ref reader);
        if (reader.ValueSpan.Length > TextMax) throw TooManyDigits(reader.ValueSpan.Length);
        return BigInteger.TryParse(Encoding.UTF8.GetString(reader.ValueSpan), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw Expected("a whole number", ref reader);
    }

    /// <summary>The key of a whole number.</summary>
    /// <exception cref="JsonException">It has more than <see cref="DigitsMax"/> digits.</exception>
    public static string KeyOfBigInteger(BigInteger value)
    {
        // Before its text is made, which takes long too.
        var digits = (long)(value.GetBitLength() * DigitsPerBit);
        if (digits > DigitsMax) throw TooManyDigits(digits);
        return value.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Reads a key.</summary>
    public static BigInteger ReadBigIntegerKey(ref Utf8JsonReader reader)
    {
        var text = reader.GetString()!;
        if (text.Length > TextMax) throw TooManyDigits(text.Length);
        return BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw ExpectedKey("a whole number", ref reader);
    }

    private static void WriteWide<T>(Utf8JsonWriter writer, T value)
        where T : IUtf8SpanFormattable
    {
        ArgumentNullException.ThrowIfNull(writer);
        Span<byte> digits = stackalloc byte[Int128DigitsMax];
        value.TryFormat(digits, out var length, default, CultureInfo.InvariantCulture);
        writer.WriteRawValue(digits[..length], skipInputValidation: true);
    }

    private static T ReadWide<T>(ref Utf8JsonReader reader)
        where T : struct, IBinaryInteger<T>, IMinMaxValue<T> =>
        reader.TokenType == JsonTokenType.Number
        && T.TryParse(reader.ValueSpan, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw ExpectedWhole(T.MinValue, T.MaxValue, ref reader);

    private static JsonException TooManyDigits(long digits) =>
        new($"its number has about {digits} digits, and at most {DigitsMax} are stored; store its bytes instead");
}
