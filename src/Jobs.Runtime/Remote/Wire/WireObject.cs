using System.Text.Json;
using Jobs.CompilerServices;

namespace Jobs.Remote;

/// <summary>
/// A JSON object that came over a socket, its members apart and unread. What is missing reads as null; what is of another
/// kind than its reader expects is the sender's error.
/// </summary>
internal sealed class WireObject
{
    private readonly Dictionary<string, ReadOnlyMemory<byte>> _members = new(StringComparer.Ordinal);

    private WireObject()
    {
    }

    /// <summary>Takes an object apart.</summary>
    /// <exception cref="FrameException">It is no JSON object.</exception>
    public static WireObject Parse(ReadOnlyMemory<byte> json)
    {
        var parsed = new WireObject();
        Guarded(() =>
        {
            var reader = JobJson.CreateReader(json.Span);
            reader.Read();
            JobJson.BeginObject(ref reader);
            while (JobJson.NextMember(ref reader))
            {
                var name = reader.GetString()!;
                reader.Read();
                parsed._members[name] = ValueAt(ref reader, json);
            }

            return !reader.Read(); // What follows the object is no JSON, and throws.
        });
        return parsed;
    }

    /// <summary>A member's JSON, or null.</summary>
    public ReadOnlyMemory<byte>? Raw(string name) => _members.TryGetValue(name, out var value) && !value.Span.SequenceEqual("null"u8) ? value : default(ReadOnlyMemory<byte>?);

    /// <summary>A member that is a text.</summary>
    public string? Text(string name) => Raw(name) is { } json ? Read(json, static (ref Utf8JsonReader r) => r.GetString()) : null;

    /// <summary>A member that is a whole number.</summary>
    public long? Number(string name) => Raw(name) is { } json ? Read(json, static (ref Utf8JsonReader r) => r.GetInt64()) : null;

    /// <summary>A member that is a whole number, and must be there.</summary>
    public long RequiredNumber(string name) => Number(name) ?? throw new FrameException($"'{name}' is missing");

    /// <summary>A member that is true or false; false when it is missing.</summary>
    public bool Flag(string name) => Raw(name) is { } json && Read(json, static (ref Utf8JsonReader r) => r.GetBoolean());

    /// <summary>A member that is a time, in Unix milliseconds.</summary>
    public DateTimeOffset? Time(string name) => Number(name) is { } ms
        ? ms is >= -62_135_596_800_000 and <= 253_402_300_799_999 ? DateTimeOffset.FromUnixTimeMilliseconds(ms) : throw new FrameException($"'{name}' is no time")
        : null;

    /// <summary>A member that is an object.</summary>
    public WireObject? Object(string name) => Raw(name) is { } json ? Parse(json) : null;

    /// <summary>The members of this object.</summary>
    public IEnumerable<KeyValuePair<string, ReadOnlyMemory<byte>>> Members => _members;

    /// <summary>The items of a member that is an array; none when it is missing.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Items(string name)
    {
        var items = new List<ReadOnlyMemory<byte>>();
        if (Raw(name) is not { } json) return items;
        Guarded(() =>
        {
            var reader = JobJson.CreateReader(json.Span);
            reader.Read();
            JobJson.BeginArray(ref reader);
            while (JobJson.NextItem(ref reader)) items.Add(ValueAt(ref reader, json));
            return true;
        });
        return items;
    }

    /// <summary>The whole number of a value.</summary>
    public static long NumberOf(ReadOnlyMemory<byte> json) => Read(json, static (ref Utf8JsonReader r) => r.GetInt64());

    /// <summary>The text of a value.</summary>
    public static string? TextOf(ReadOnlyMemory<byte> json) => Read(json, static (ref Utf8JsonReader r) => r.GetString());

    private delegate T Reading<out T>(ref Utf8JsonReader reader);

    private static T Read<T>(ReadOnlyMemory<byte> json, Reading<T> read) => Guarded(() =>
    {
        var reader = JobJson.CreateReader(json.Span);
        reader.Read();
        return read(ref reader);
    });

    private static ReadOnlyMemory<byte> ValueAt(ref Utf8JsonReader reader, ReadOnlyMemory<byte> json)
    {
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return json[start..(int)reader.BytesConsumed];
    }

    private static T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            throw new FrameException($"a message is not as expected: {e.Message}", e.Message, e);
        }
    }
}
