using System.Text.Json;

namespace Jobs.CompilerServices;

public static partial class JobJson
{
    /// <summary>Writes a truth value.</summary>
    public static void WriteBoolean(Utf8JsonWriter writer, bool value) => writer.WriteBooleanValue(value);

    /// <summary>Reads a truth value.</summary>
    public static bool ReadBoolean(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        _ => throw Expected("true or false", ref reader),
    };

    /// <summary>Writes a text, or null.</summary>
    /// <exception cref="JsonException">It holds half of a surrogate pair, which UTF-8 cannot carry: it would read back changed.</exception>
    public static void WriteString(Utf8JsonWriter writer, string? value)
    {
        CheckText(value);
        writer.WriteStringValue(value);
    }

    /// <summary>Reads a text, or null.</summary>
    public static string? ReadString(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => reader.GetString(),
        JsonTokenType.Null => null,
        _ => throw Expected("a text", ref reader),
    };

    /// <summary>Writes a UTF-16 unit: as a text, or as its number where it is half of a surrogate pair.</summary>
    public static void WriteChar(Utf8JsonWriter writer, char value)
    {
        if (char.IsSurrogate(value)) writer.WriteNumberValue(value);
        else writer.WriteStringValue(new ReadOnlySpan<char>(in value));
    }

    /// <summary>Reads a UTF-16 unit.</summary>
    public static char ReadChar(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetUInt16(out var unit)) return (char)unit;
        if (reader.TokenType == JsonTokenType.String && reader.GetString() is { Length: 1 } text) return text[0];
        throw Expected("a text of one character", ref reader);
    }

    /// <summary>Writes a GUID.</summary>
    public static void WriteGuid(Utf8JsonWriter writer, Guid value) => writer.WriteStringValue(value);

    /// <summary>Reads a GUID.</summary>
    public static Guid ReadGuid(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String && reader.TryGetGuid(out var value) ? value : throw Expected("a GUID", ref reader);

    /// <summary>Writes a URI as it was given, or null.</summary>
    public static void WriteUri(Utf8JsonWriter writer, Uri? value) => WriteString(writer, value?.OriginalString);

    /// <summary>Reads a URI, or null.</summary>
    public static Uri? ReadUri(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Null) return null;
        return reader.TokenType == JsonTokenType.String && Uri.TryCreate(reader.GetString(), UriKind.RelativeOrAbsolute, out var value)
            ? value
            : throw Expected("a URI", ref reader);
    }

    /// <summary>Writes a version number, or null.</summary>
    public static void WriteVersion(Utf8JsonWriter writer, Version? value) => writer.WriteStringValue(value?.ToString());

    /// <summary>Reads a version number, or null.</summary>
    public static Version? ReadVersion(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Null) return null;
        return reader.TokenType == JsonTokenType.String && Version.TryParse(reader.GetString(), out var value)
            ? value
            : throw Expected("a version such as 1.2.3", ref reader);
    }

    /// <summary>Writes bytes as Base64, or null.</summary>
    public static void WriteBytes(Utf8JsonWriter writer, byte[]? value)
    {
        if (value is null) writer.WriteNullValue();
        else writer.WriteBase64StringValue(value);
    }

    /// <summary>Reads bytes from Base64, or null.</summary>
    public static byte[]? ReadBytes(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Null) return null;
        return reader.TokenType == JsonTokenType.String && reader.TryGetBytesFromBase64(out var value)
            ? value
            : throw Expected("Base64", ref reader);
    }

    /// <summary>Writes bytes as Base64.</summary>
    public static void WriteMemoryOfBytes(Utf8JsonWriter writer, Memory<byte> value) => writer.WriteBase64StringValue(value.Span);

    /// <summary>Reads bytes from Base64.</summary>
    public static Memory<byte> ReadMemoryOfBytes(ref Utf8JsonReader reader) => ReadBytes(ref reader) ?? throw Expected("Base64", ref reader);

    /// <summary>Writes bytes as Base64.</summary>
    public static void WriteReadOnlyMemoryOfBytes(Utf8JsonWriter writer, ReadOnlyMemory<byte> value) => writer.WriteBase64StringValue(value.Span);

    /// <summary>Reads bytes from Base64.</summary>
    public static ReadOnlyMemory<byte> ReadReadOnlyMemoryOfBytes(ref Utf8JsonReader reader) =>
        ReadBytes(ref reader) ?? throw Expected("Base64", ref reader);

    private static void CheckText(string? value)
    {
        // Vectorized; almost every text has no surrogate at all.
        var rest = value.AsSpan();
        for (var at = rest.IndexOfAnyInRange('\uD800', '\uDFFF'); at >= 0; at = rest.IndexOfAnyInRange('\uD800', '\uDFFF'))
        {
            if (at + 1 >= rest.Length || !char.IsSurrogatePair(rest[at], rest[at + 1]))
            {
                throw new JsonException(
                    $"its text holds half of a surrogate pair (U+{(int)rest[at]:X4}) and is no Unicode; store its bytes instead");
            }

            rest = rest[(at + 2)..];
        }
    }
}
