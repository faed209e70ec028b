using System.Globalization;
using System.Text.Json;

namespace Jobs.CompilerServices;

// Times are ISO 8601 texts. A DateTime keeps its kind: Z for UTC, an offset for local time, nothing for unspecified.
public static partial class JobJson
{
    private const string DateFormat = "yyyy-MM-dd";
    private const string TimeFormat = "HH:mm:ss.FFFFFFF";

    /// <summary>Writes a time.</summary>
    public static void WriteDateTime(Utf8JsonWriter writer, DateTime value) => writer.WriteStringValue(value);

    /// <summary>Reads a time.</summary>
    public static DateTime ReadDateTime(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String && reader.TryGetDateTime(out var value)
            ? value
            : throw Expected("an ISO 8601 date and time", ref reader);

    /// <summary>Writes a time with its offset.</summary>
    public static void WriteDateTimeOffset(Utf8JsonWriter writer, DateTimeOffset value) => writer.WriteStringValue(value);

    /// <summary>Reads a time with its offset.</summary>
    public static DateTimeOffset ReadDateTimeOffset(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String && reader.TryGetDateTimeOffset(out var value)
            ? value
            : throw Expected("an ISO 8601 date and time with an offset", ref reader);

    /// <summary>Writes a date.</summary>
    public static void WriteDateOnly(Utf8JsonWriter writer, DateOnly value) =>
        writer.WriteStringValue(value.ToString(DateFormat, CultureInfo.InvariantCulture));

    /// <summary>Reads a date.</summary>
    public static DateOnly ReadDateOnly(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String
        && DateOnly.TryParseExact(reader.GetString(), DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var value)
            ? value
            : throw Expected("a date such as 2026-01-31", ref reader);

    /// <summary>Writes a time of day.</summary>
    public static void WriteTimeOnly(Utf8JsonWriter writer, TimeOnly value) =>
        writer.WriteStringValue(value.ToString(TimeFormat, CultureInfo.InvariantCulture));

    /// <summary>Reads a time of day.</summary>
    public static TimeOnly ReadTimeOnly(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String
        && TimeOnly.TryParseExact(reader.GetString(), TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var value)
            ? value
            : throw Expected("a time of day such as 23:59:59.5", ref reader);

    /// <summary>Writes a duration.</summary>
    public static void WriteTimeSpan(Utf8JsonWriter writer, TimeSpan value) =>
        writer.WriteStringValue(value.ToString("c", CultureInfo.InvariantCulture));

    /// <summary>Reads a duration.</summary>
    public static TimeSpan ReadTimeSpan(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String
        && TimeSpan.TryParseExact(reader.GetString(), "c", CultureInfo.InvariantCulture, out var value)
            ? value
            : throw Expected("a duration such as 1.23:59:59.5", ref reader);
}
