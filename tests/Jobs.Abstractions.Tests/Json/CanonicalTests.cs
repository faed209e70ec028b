using System.Buffers;
using System.Text;
using System.Text.Json;
using Jobs.CompilerServices;

namespace Jobs.Abstractions.Tests.Json;

public class CanonicalTests
{
    [Fact]
    public void Items_InAnyOrder_AreWrittenInTheOrderOfTheirBytes() =>
        Assert.Equal("[10,9]", Write(w => Items(w, [9, 10])));

    [Fact]
    public void Members_InAnyOrder_AreWrittenInOrdinalOrder() =>
        Assert.Equal("""{"B":1,"a":2,"ä":3}""", Write(w =>
        {
            w.WriteStartObject();
            JobJson.WriteSortedMembers<string, int>(w, new Dictionary<string, int> { ["ä"] = 3, ["a"] = 2, ["B"] = 1 }, k => k, (writer, v) => writer.WriteNumberValue(v));
            w.WriteEndObject();
        }));

    [Fact]
    public void Items_NestedBeyondTheDepth_AreRefused() =>
        // The items have a writer of their own, which must know how deep it stands.
        Assert.Throws<InvalidOperationException>(() => Write(w =>
        {
            for (var i = 0; i < JobJson.DepthMax - 1; i++) w.WriteStartArray();
            JobJson.WriteSortedItems<int>(w, [1], (writer, _) =>
            {
                writer.WriteStartArray();
                writer.WriteStartArray();
            });
        }));

    private static void Items(Utf8JsonWriter writer, IEnumerable<int> items)
    {
        writer.WriteStartArray();
        JobJson.WriteSortedItems(writer, items, (w, i) => w.WriteNumberValue(i));
        writer.WriteEndArray();
    }

    private static string Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, JobJson.WriterOptions)) write(writer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
