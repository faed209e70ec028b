using System.Text.Json;

namespace Jobs.CompilerServices;

internal enum DictionaryChangeKind
{
    Set,
    Remove,
    Clear,
}

/// <summary>
/// One change of a journaled dictionary. On the wire an array that begins with its name: <c>["set",key,value]</c>,
/// <c>["remove",key]</c>, <c>["clear"]</c>.
/// </summary>
internal readonly record struct DictionaryChange<TKey, TValue>(DictionaryChangeKind Kind, TKey Key, TValue Value)
    where TKey : notnull
{
    public void Write(Utf8JsonWriter writer, JsonValueWriter<TKey> writeKey, JsonValueWriter<TValue> writeValue)
    {
        writer.WriteStartArray();
        switch (Kind)
        {
            case DictionaryChangeKind.Set:
                writer.WriteStringValue("set"u8);
                writeKey(writer, Key);
                writeValue(writer, Value);
                break;
            case DictionaryChangeKind.Remove:
                writer.WriteStringValue("remove"u8);
                writeKey(writer, Key);
                break;
            default:
                writer.WriteStringValue("clear"u8);
                break;
        }

        writer.WriteEndArray();
    }

    /// <summary>
    /// Applies one stored change. In a fold that is not at its end too: each says of its key what is so, whatever was there.
    /// </summary>
    public static void Apply(
        ref Utf8JsonReader reader, SlotTable<TKey, TValue> items, JsonValueReader<TKey> readKey, JsonValueReader<TValue> readValue)
    {
        JobJson.BeginArray(ref reader);
        JobJson.RequireItem(ref reader);
        if (reader.ValueTextEquals("set"u8))
        {
            ReadEntry(ref reader, items, readKey, readValue);
        }
        else if (reader.ValueTextEquals("remove"u8))
        {
            JobJson.RequireItem(ref reader);
            items.Remove(readKey(ref reader));
        }
        else if (reader.ValueTextEquals("clear"u8))
        {
            items.Clear();
        }
        else
        {
            throw JobJson.Expected("the name of a change", ref reader);
        }

        JobJson.EndArray(ref reader);
    }

    /// <summary>Writes one entry of a full journal or a fold: <c>[key,value]</c>.</summary>
    public static void WriteEntry(
        Utf8JsonWriter writer, SlotTable<TKey, TValue> items, int slot, JsonValueWriter<TKey> writeKey, JsonValueWriter<TValue> writeValue)
    {
        writer.WriteStartArray();
        writeKey(writer, items.KeyAt(slot));
        writeValue(writer, items.ValueAt(slot));
        writer.WriteEndArray();
    }

    /// <summary>Reads what <see cref="WriteEntry"/> wrote.</summary>
    public static void ApplyEntry(
        ref Utf8JsonReader reader, SlotTable<TKey, TValue> items, JsonValueReader<TKey> readKey, JsonValueReader<TValue> readValue)
    {
        JobJson.BeginArray(ref reader);
        ReadEntry(ref reader, items, readKey, readValue);
        JobJson.EndArray(ref reader);
    }

    private static void ReadEntry(
        ref Utf8JsonReader reader, SlotTable<TKey, TValue> items, JsonValueReader<TKey> readKey, JsonValueReader<TValue> readValue)
    {
        JobJson.RequireItem(ref reader);
        var key = readKey(ref reader);
        JobJson.RequireItem(ref reader);
        var value = readValue(ref reader);
        items.Add(key, out var slot);
        items.ValueAt(slot) = value;
    }
}
