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
            : throw UnknownName(names, text);

    /// <summary>
    /// The text of a combination of flags: the names of its bits, and a number for those that have none. A name of several bits
    /// stands only for bits without a name of their own, so that what it comes to mean later changes neither what is stored nor
    /// what a task is known by.
    /// </summary>
    /// <param name="value">The combination, sign-extended.</param>
    /// <param name="names">The named values but zero: those of one bit, then those of several, in the order in which they are written.</param>
    /// <param name="number">The text of bits without a name.</param>
    public static string FlagText(ulong value, (string Name, ulong Bits)[] names, Func<ulong, string> number)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(number);
        var text = new StringBuilder();
        var rest = value;
        foreach (var (name, bits) in names)
        {
            if ((value & bits) != bits || (rest & bits) == 0) continue;
            rest &= ~bits;
            Append(name);
        }

        if (rest != 0 || text.Length == 0) Append(number(rest));
        return text.ToString();

        void Append(string part)
        {
            if (text.Length > 0) text.Append(FlagSeparator);
            text.Append(part);
        }
    }

    /// <summary>The names in the text of a combination.</summary>
    public static string[] SplitFlags(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Split(FlagSeparator);
    }
}
