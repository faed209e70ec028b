using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace Jobs.CompilerServices;

// Numbers with a fraction as keys: the shortest text that reads back as the same bits.
public static partial class JobJson
{
    private const NumberStyles FractionStyle = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    /// <summary>The key of a floating-point number.</summary>
    public static string KeyOfHalf(Half value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Reads a key.</summary>
    public static Half ReadHalfKey(ref Utf8JsonReader reader) => ReadFractionKey<Half>(ref reader);

    /// <summary>The key of a floating-point number.</summary>
    public static string KeyOfSingle(float value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Reads a key.</summary>
    public static float ReadSingleKey(ref Utf8JsonReader reader) => ReadFractionKey<float>(ref reader);

    /// <summary>The key of a floating-point number.</summary>
    public static string KeyOfDouble(double value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Reads a key.</summary>
    public static double ReadDoubleKey(ref Utf8JsonReader reader) => ReadFractionKey<double>(ref reader);

    /// <summary>The key of a decimal number, with its scale.</summary>
    public static string KeyOfDecimal(decimal value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Reads a key.</summary>
    public static decimal ReadDecimalKey(ref Utf8JsonReader reader) =>
        decimal.TryParse(reader.GetString(), FractionStyle, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw ExpectedKey("a decimal number", ref reader);

    // A number beyond the type's range reads as infinity, which was never written as a number.
    private static T ReadFractionKey<T>(ref Utf8JsonReader reader)
        where T : struct, IFloatingPointIeee754<T> =>
        T.TryParse(reader.GetString(), FractionStyle, CultureInfo.InvariantCulture, out var value)
        && (T.IsFinite(value) || !char.IsAsciiDigit(reader.GetString()![^1]))
            ? value
            : throw ExpectedKey("a number, 'NaN', 'Infinity' or '-Infinity'", ref reader);
}
