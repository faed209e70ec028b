using System.Text.Json;

namespace Jobs.CompilerServices;

internal enum ListChangeKind
{
    Add,
    Insert,
    Set,
    Remove,
    Clear,
}

/// <summary>
/// One change of a journaled list. On the wire an array that begins with its name: <c>["add",a,b]</c>, which holds a whole
/// run of additions, <c>["insert",0,a]</c>, <c>["set",0,a]</c>, <c>["remove",0]</c>, <c>["clear"]</c>.
/// </summary>
internal readonly record struct ListChange<T>(ListChangeKind Kind, int Index, T Item)
{
    public static void WriteAll(Utf8JsonWriter writer, List<ListChange<T>> changes, JsonValueWriter<T> writeItem)
    {
        for (var i = 0; i < changes.Count; i++)
        {
            var change = changes[i];
            writer.WriteStartArray();
            switch (change.Kind)
            {
                case ListChangeKind.Add:
                    writer.WriteStringValue("add"u8);
                    writeItem(writer, change.Item);
                    while (i + 1 < changes.Count && changes[i + 1].Kind == ListChangeKind.Add) writeItem(writer, changes[++i].Item);
                    break;
                case ListChangeKind.Insert or ListChangeKind.Set:
                    writer.WriteStringValue(change.Kind == ListChangeKind.Set ? "set"u8 : "insert"u8);
                    writer.WriteNumberValue(change.Index);
                    writeItem(writer, change.Item);
                    break;
                case ListChangeKind.Remove:
                    writer.WriteStringValue("remove"u8);
                    writer.WriteNumberValue(change.Index);
                    break;
                default:
                    writer.WriteStringValue("clear"u8);
                    break;
            }

            writer.WriteEndArray();
        }
    }

    /// <summary>Applies one stored change.</summary>
    /// <param name="reader">Stands on the change.</param>
    /// <param name="items">What is there; in a fold that is not at its end, the items in front.</param>
    /// <param name="isPartial">
    /// Whether more pieces follow. What changed behind the items that are there is in those, so it is passed over here, by the
    /// rule by which the writer moves its place: only what is in front of it counts.
    /// </param>
    /// <param name="readItem">Reads an item.</param>
    public static void Apply(ref Utf8JsonReader reader, List<T> items, bool isPartial, JsonValueReader<T> readItem)
    {
        JobJson.BeginArray(ref reader);
        JobJson.RequireItem(ref reader);
        if (reader.ValueTextEquals("add"u8))
        {
            while (JobJson.NextItem(ref reader))
            {
                if (isPartial) reader.Skip();
                else items.Add(readItem(ref reader));
            }

            return;
        }

        if (reader.ValueTextEquals("insert"u8))
        {
            var index = ReadIndex(ref reader);
            JobJson.RequireItem(ref reader);
            if (isPartial && index >= items.Count) reader.Skip();
            else items.Insert(index, readItem(ref reader));
        }
        else if (reader.ValueTextEquals("set"u8))
        {
            var index = ReadIndex(ref reader);
            JobJson.RequireItem(ref reader);
            if (isPartial && index >= items.Count) reader.Skip();
            else items[index] = readItem(ref reader);
        }
        else if (reader.ValueTextEquals("remove"u8))
        {
            var index = ReadIndex(ref reader);
            if (!isPartial || index < items.Count) items.RemoveAt(index);
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

    private static int ReadIndex(ref Utf8JsonReader reader)
    {
        JobJson.RequireItem(ref reader);
        return JobJson.ReadInt32(ref reader);
    }
}
