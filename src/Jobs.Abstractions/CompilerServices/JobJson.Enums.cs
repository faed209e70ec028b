using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;

namespace Jobs.CompilerServices;

// Enums are stored by name, so that a renumbered member keeps its meaning; a value without a name is stored as its number.
public static partial class JobJson
{
    private const string FlagSeparator = ", ";

    /// <summary>The text of an enum's value; a number is taken for its digits.</summary>
    public static string ReadEnumText(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => reader.GetString()!,
        JsonTokenType.Number => Encoding.UTF8.GetString(reader.ValueSpan),
        _ => throw Expected("a name", ref reader),
    };

    /// <summary>The text of a value without a name.</summary>
    public static string EnumNumber<T>(T value)
        where T : IFormattable => value.ToString(null, CultureInfo.InvariantCulture);

    /// <summary>Reads a text that is no name: a number, or an error that lists the names.</summary>
    public static T ReadEnumNumber<T>(string text, string names)
        where T : struct, IBinaryInteger<T> =>
        T.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw UnknownText("one of " + names, text);

    /// <summary>The names of a combination of flags, the largest first; null when some bits have no name.</summary>
    /// <param name="value">The combination.</param>
    /// <param name="names">The named values but zero, the largest first.</param>
    public static string? FlagNames(ulong value, (string Name, ulong Bits)[] names)
    {
        ArgumentNullException.ThrowIfNull(names);
        var text = new StringBuilder();
        foreach (var (name, bits) in names)
        {
            if ((value & bits) != bits) continue;
            value &= ~bits;
            if (text.Length > 0) text.Append(FlagSeparator);
            text.Append(name);
        }

        return value == 0 && text.Length > 0 ? text.ToString() : null;
    }

    /// <summary>The names in the text of a combination.</summary>
    public static string[] SplitFlags(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Split(FlagSeparator);
    }
}
