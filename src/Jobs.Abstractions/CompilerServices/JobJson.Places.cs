using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Jobs.CompilerServices;

// Characters, indices and ranges: short texts.
public static partial class JobJson
{
    private const string RangeMark = "..";

    /// <summary>Writes a Unicode character as a text.</summary>
    public static void WriteRune(Utf8JsonWriter writer, Rune value)
    {
        ArgumentNullException.ThrowIfNull(writer);
        Span<byte> utf8 = stackalloc byte[4];
        writer.WriteStringValue(utf8[..value.EncodeToUtf8(utf8)]);
    }

    /// <summary>Reads a Unicode character.</summary>
    public static Rune ReadRune(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String && SingleRune(reader.GetString()!) is { } value
            ? value
            : throw Expected("a text of one Unicode character", ref reader);

    /// <summary>Writes an index: <c>"3"</c>, or <c>"^1"</c> from the end.</summary>
    public static void WriteIndex(Utf8JsonWriter writer, Index value) => writer.WriteStringValue(TextOf(value));

    /// <summary>Reads an index.</summary>
    public static Index ReadIndex(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String && ParseIndex(reader.GetString()) is { } value
            ? value
            : throw Expected("an index such as '3' or '^1'", ref reader);

    /// <summary>Writes a range: <c>"1..^2"</c>.</summary>
    public static void WriteRange(Utf8JsonWriter writer, Range value) => writer.WriteStringValue(TextOf(value));

    /// <summary>Reads a range.</summary>
    public static Range ReadRange(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String && ParseRange(reader.GetString()!) is { } value
            ? value
            : throw Expected("a range such as '1..^2'", ref reader);

    private static Rune? SingleRune(string text) =>
        Rune.DecodeFromUtf16(text, out var rune, out var length) == System.Buffers.OperationStatus.Done && length == text.Length ? rune : null;

    private static string TextOf(Index value) => (value.IsFromEnd ? "^" : "") + value.Value.ToString(CultureInfo.InvariantCulture);

    private static string TextOf(Range value) => TextOf(value.Start) + RangeMark + TextOf(value.End);

    private static Index? ParseIndex(ReadOnlySpan<char> text)
    {
        var fromEnd = text.StartsWith("^");
        return int.TryParse(fromEnd ? text[1..] : text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? new Index(value, fromEnd) : null;
    }

    private static Range? ParseRange(string text)
    {
        var mark = text.IndexOf(RangeMark, StringComparison.Ordinal);
        return mark >= 0 && ParseIndex(text.AsSpan(0, mark)) is { } start && ParseIndex(text.AsSpan(mark + RangeMark.Length)) is { } end
            ? new Range(start, end)
            : null;
    }
}
