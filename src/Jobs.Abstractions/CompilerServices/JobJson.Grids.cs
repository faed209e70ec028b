using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Jobs.CompilerServices;

// An array of several dimensions is {"lengths":[2,3],"items":[…]}, its last dimension running fastest.
public static partial class JobJson
{
    /// <summary>Writes an array of several dimensions, or null.</summary>
    /// <exception cref="JsonException">Its indices do not begin at zero.</exception>
    public static void WriteGrid<T>(Utf8JsonWriter writer, Array? value, JsonValueWriter<T> writeItem)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(writeItem);
        if (value is null)
        {
            writer.WriteNullValue();
            return;
        }

        writer.WriteStartObject();
        writer.WriteStartArray("lengths"u8);
        for (var i = 0; i < value.Rank; i++)
        {
            if (value.GetLowerBound(i) != 0) throw new JsonException("its array begins at another index than 0, which would be lost; use one that begins at 0");
            writer.WriteNumberValue(value.GetLength(i));
        }

        writer.WriteEndArray();
        writer.WriteStartArray("items"u8);
        foreach (var item in ItemsOf<T>(value)) writeItem(writer, item);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>Reads an array of several dimensions, or null.</summary>
    /// <param name="reader">Stands on its first token.</param>
    /// <param name="rank">How many dimensions it has: 2 to 4.</param>
    /// <param name="readItem">Reads an item.</param>
    public static Array? ReadGrid<T>(ref Utf8JsonReader reader, int rank, JsonValueReader<T> readItem)
    {
        ArgumentNullException.ThrowIfNull(readItem);
        if (reader.TokenType == JsonTokenType.Null) return null;
        BeginObject(ref reader);
        int[]? lengths = null;
        List<T>? items = null;
        while (NextMember(ref reader))
        {
            if (reader.ValueTextEquals("lengths"u8) && lengths is null) lengths = ReadLengths(ref reader, rank);
            else if (reader.ValueTextEquals("items"u8) && items is null) items = ReadItems(ref reader, readItem);
            else throw Expected("'lengths' and 'items' of an array", ref reader);
        }

        // The items are there before the array is made: lengths alone must not cost memory.
        if (lengths is null || items is null) throw Expected("'lengths' and 'items' of an array", ref reader);
        var wanted = lengths.Aggregate(1m, static (product, length) => product * length);
        if (wanted != items.Count) throw Expected($"{wanted} items, as the lengths say", ref reader);
        var grid = NewGrid<T>(lengths);
        CollectionsMarshal.AsSpan(items).CopyTo(ItemsOf<T>(grid));
        return grid;
    }

    private static int[] ReadLengths(ref Utf8JsonReader reader, int rank)
    {
        var lengths = ReadItems(ref reader, static (ref Utf8JsonReader reader) => ReadInt32(ref reader));
        return lengths.Count == rank && lengths.TrueForAll(static length => length >= 0)
            ? [.. lengths]
            : throw Expected($"{rank} lengths that are not negative", ref reader);
    }

    private static List<T> ReadItems<T>(ref Utf8JsonReader reader, JsonValueReader<T> readItem)
    {
        var items = new List<T>();
        reader.Read();
        BeginArray(ref reader);
        while (NextItem(ref reader)) items.Add(readItem(ref reader));
        return items;
    }

    private static Array NewGrid<T>(int[] lengths) => lengths.Length switch
    {
        2 => new T[lengths[0], lengths[1]],
        3 => new T[lengths[0], lengths[1], lengths[2]],
        4 => new T[lengths[0], lengths[1], lengths[2], lengths[3]],
        _ => throw new ArgumentOutOfRangeException(nameof(lengths), lengths.Length, "An array has 2 to 4 dimensions here."),
    };

    // The items in memory, in the order of the last dimension first.
    private static Span<T> ItemsOf<T>(Array grid) =>
        MemoryMarshal.CreateSpan(ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(grid)), grid.Length);
}
