using System.Globalization;
using System.Text.Json;

namespace Jobs.CompilerServices;

// A collection whose comparer has a name says it: a set as {"OrdinalIgnoreCase":["a"]}, a dictionary as
// ["OrdinalIgnoreCase",{"a":1}]. With the default comparer it is the array or the object alone.
public static partial class JobJson
{
    /// <summary>Begins a set, or another array of items that are compared.</summary>
    public static void BeginSet(Utf8JsonWriter writer, string? comparer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (comparer is not null)
        {
            writer.WriteStartObject();
            writer.WritePropertyName(comparer);
        }

        writer.WriteStartArray();
    }

    /// <summary>Ends a set.</summary>
    public static void EndSet(Utf8JsonWriter writer, string? comparer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteEndArray();
        if (comparer is not null) writer.WriteEndObject();
    }

    /// <summary>Enters a set, up to before its first item.</summary>
    /// <returns>The name of its comparer, or null for the default one.</returns>
    public static string? BeginSet(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            BeginArray(ref reader);
            return null;
        }

        if (!NextMember(ref reader)) throw Expected("the name of a comparer", ref reader);
        var comparer = reader.GetString()!;
        reader.Read();
        BeginArray(ref reader);
        return comparer;
    }

    /// <summary>Leaves a set whose items are all read.</summary>
    public static void EndSet(ref Utf8JsonReader reader, string? comparer)
    {
        if (comparer is not null && NextMember(ref reader)) throw Twice("the comparer", ref reader);
    }

    /// <summary>Begins a dictionary with keys of text.</summary>
    public static void BeginMap(Utf8JsonWriter writer, string? comparer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (comparer is not null)
        {
            writer.WriteStartArray();
            writer.WriteStringValue(comparer);
        }

        writer.WriteStartObject();
    }

    /// <summary>Ends a dictionary.</summary>
    public static void EndMap(Utf8JsonWriter writer, string? comparer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteEndObject();
        if (comparer is not null) writer.WriteEndArray();
    }

    /// <summary>Enters a dictionary, up to before its first key.</summary>
    /// <returns>The name of its comparer, or null for the default one.</returns>
    public static string? BeginMap(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            BeginObject(ref reader);
            return null;
        }

        RequireItem(ref reader);
        var comparer = reader.TokenType == JsonTokenType.String ? reader.GetString()! : throw Expected("the name of a comparer", ref reader);
        RequireItem(ref reader);
        BeginObject(ref reader);
        return comparer;
    }

    /// <summary>Leaves a dictionary whose entries are all read.</summary>
    public static void EndMap(ref Utf8JsonReader reader, string? comparer)
    {
        if (comparer is not null) EndArray(ref reader);
    }

    /// <summary>Demands that an item was not in its set yet.</summary>
    public static void AddedOnce(bool added, ref Utf8JsonReader reader)
    {
        if (!added) throw Twice("an item of a set", ref reader);
    }

    /// <summary>Adds an entry to a dictionary.</summary>
    /// <exception cref="JsonException">It has the key already, by its comparer.</exception>
    public static void AddEntry<TKey, TValue>(Dictionary<TKey, TValue> items, TKey key, TValue value)
        where TKey : notnull
    {
        ArgumentNullException.ThrowIfNull(items);
        if (!items.TryAdd(key, value)) throw KeyTwice(key);
    }

    /// <inheritdoc cref="AddEntry{TKey, TValue}(Dictionary{TKey, TValue}, TKey, TValue)"/>
    public static void AddEntry<TKey, TValue>(IDictionary<TKey, TValue> items, TKey key, TValue value)
        where TKey : notnull
    {
        ArgumentNullException.ThrowIfNull(items);
        if (items.ContainsKey(key)) throw KeyTwice(key);
        items.Add(key, value);
    }

    /// <summary>The error of what occurs twice and may occur once.</summary>
    internal static JsonException Twice(string what, ref Utf8JsonReader reader) =>
        new PayloadShapeException($"found {what} a second time at byte {reader.TokenStartIndex}", "Which of the two counts is not known; leave one out.");

    private static PayloadShapeException KeyTwice<TKey>(TKey key) =>
        new($"found the key {string.Create(CultureInfo.InvariantCulture, $"{key}")} twice", "Which of the two counts is not known; leave one out.");
}
