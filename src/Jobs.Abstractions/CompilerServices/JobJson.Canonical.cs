using System.Buffers;
using System.Text.Json;

namespace Jobs.CompilerServices;

// The arguments of a task identify it, so equal arguments must be equal bytes: sets and dictionaries, which keep no order
// of their own, are written sorted by what is written of them.
public static partial class JobJson
{
    /// <summary>Writes the items of a set in the order of their bytes.</summary>
    public static void WriteSortedItems<T>(Utf8JsonWriter writer, IEnumerable<T> items, JsonValueWriter<T> writeItem)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(writeItem);
        var written = new List<byte[]>();
        var buffer = new ArrayBufferWriter<byte>();

        // What is left of the depth: the items stand inside an array of this writer.
        using var itemWriter = new Utf8JsonWriter(buffer, WriterOptions with { MaxDepth = Math.Max(1, DepthMax - writer.CurrentDepth) });
        foreach (var item in items)
        {
            writeItem(itemWriter, item);
            itemWriter.Flush();
            written.Add(buffer.WrittenSpan.ToArray());
            itemWriter.Reset();
            buffer.ResetWrittenCount();
        }

        written.Sort(static (a, b) => a.AsSpan().SequenceCompareTo(b));
        foreach (var item in written) writer.WriteRawValue(item, skipInputValidation: true);
    }

    /// <summary>Writes the members of an object in the order of their keys.</summary>
    public static void WriteSortedMembers<TKey, TValue>(
        Utf8JsonWriter writer, IEnumerable<KeyValuePair<TKey, TValue>> members, Func<TKey, string> key, JsonValueWriter<TValue> writeValue)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(members);
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(writeValue);
        foreach (var (name, value) in members.Select(m => (key(m.Key), m.Value)).OrderBy(m => m.Item1, StringComparer.Ordinal))
        {
            writer.WritePropertyName(name);
            writeValue(writer, value);
        }
    }
}
