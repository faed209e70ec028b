using System.Globalization;
using System.Text.Json;

namespace Jobs.CompilerServices;

// Times as keys have the text that they have as values.
public static partial class JobJson
{
    /// <summary>The key of a date.</summary>
    public static string KeyOfDateOnly(DateOnly value) => value.ToString(DateFormat, CultureInfo.InvariantCulture);

    /// <summary>Reads a key.</summary>
    public static DateOnly ReadDateOnlyKey(ref Utf8JsonReader reader) =>
        DateOnly.TryParseExact(reader.GetString(), DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var value)
            ? value
            : throw ExpectedKey("a date such as 2026-01-31", ref reader);

    /// <summary>The key of a time: its kind is in the text.</summary>
    public static string KeyOfDateTime(DateTime value) => value.ToString("O", CultureInfo.InvariantCulture);

    /// <summary>Reads a key.</summary>
    public static DateTime ReadDateTimeKey(ref Utf8JsonReader reader) =>
        DateTime.TryParseExact(reader.GetString(), "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var value)
            ? value
            : throw ExpectedKey("an ISO 8601 date and time with seven digits of the second", ref reader);

    /// <summary>The key of a time with its offset.</summary>
    public static string KeyOfDateTimeOffset(DateTimeOffset value) => value.ToString("O", CultureInfo.InvariantCulture);

    /// <summary>Reads a key.</summary>
    public static DateTimeOffset ReadDateTimeOffsetKey(ref Utf8JsonReader reader) =>
        DateTimeOffset.TryParseExact(reader.GetString(), "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var value)
            ? value
            : throw ExpectedKey("an ISO 8601 date and time with seven digits of the second and an offset", ref reader);

    /// <summary>The key of a time of day.</summary>
    public static string KeyOfTimeOnly(TimeOnly value) => value.ToString(TimeFormat, CultureInfo.InvariantCulture);

    /// <summary>Reads a key.</summary>
    public static TimeOnly ReadTimeOnlyKey(ref Utf8JsonReader reader) =>
        TimeOnly.TryParseExact(reader.GetString(), TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var value)
            ? value
            : throw ExpectedKey("a time of day such as 23:59:59.5", ref reader);

    /// <summary>The key of a duration.</summary>
    public static string KeyOfTimeSpan(TimeSpan value) => value.ToString("c", CultureInfo.InvariantCulture);

    /// <summary>Reads a key.</summary>
    public static TimeSpan ReadTimeSpanKey(ref Utf8JsonReader reader) =>
        TimeSpan.TryParseExact(reader.GetString(), "c", CultureInfo.InvariantCulture, out var value)
            ? value
            : throw ExpectedKey("a duration such as 1.23:59:59.5", ref reader);
}
