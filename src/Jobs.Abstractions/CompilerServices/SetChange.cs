using System.Text.Json;

namespace Jobs.CompilerServices;

internal enum SetChangeKind
{
    Add,
    Remove,
    Clear,
}

/// <summary>
/// One change of a journaled set. On the wire an array that begins with its name and holds a whole run of its kind:
/// <c>["add",a,b]</c>, <c>["remove",a]</c>, <c>["clear"]</c>.
/// </summary>
internal readonly record struct SetChange<T>(SetChangeKind Kind, T Item)
{
    public static void WriteAll(Utf8JsonWriter writer, List<SetChange<T>> changes, JsonValueWriter<T> writeItem)
    {
        for (var i = 0; i < changes.Count; i++)
        {
            var kind = changes[i].Kind;
            writer.WriteStartArray();
            if (kind == SetChangeKind.Clear)
            {
                writer.WriteStringValue("clear"u8);
            }
            else
            {
                writer.WriteStringValue(kind == SetChangeKind.Add ? "add"u8 : "remove"u8);
                writeItem(writer, changes[i].Item);
                while (i + 1 < changes.Count && changes[i + 1].Kind == kind) writeItem(writer, changes[++i].Item);
            }

            writer.WriteEndArray();
        }
    }

    /// <summary>Reads the name of a stored change; its items follow.</summary>
    public static SetChangeKind BeginRead(ref Utf8JsonReader reader)
    {
        JobJson.BeginArray(ref reader);
        JobJson.RequireItem(ref reader);
        if (reader.ValueTextEquals("add"u8)) return SetChangeKind.Add;
        if (reader.ValueTextEquals("remove"u8)) return SetChangeKind.Remove;
        return reader.ValueTextEquals("clear"u8) ? SetChangeKind.Clear : throw JobJson.Expected("the name of a change", ref reader);
    }
}
