using System.Buffers;
using System.Text;
using System.Text.Json;
using Jobs.CompilerServices;

namespace Jobs.Abstractions.Tests.Journals;

/// <summary>
/// Journaled collections against the plain ones: after any changes, cut into any checkpoints, what is rebuilt from the base
/// and the entries equals what the job holds.
/// </summary>
public class JournalModelTests
{
    private static readonly JsonValueWriter<int> s_writeInt = (writer, value) => JobJson.WriteInt32(writer, value);
    private static readonly JsonValueReader<int> s_readInt = (ref Utf8JsonReader reader) => JobJson.ReadInt32(ref reader);
    private static readonly JsonValueWriter<string?> s_writeText = (writer, value) => JobJson.WriteString(writer, value);
    private static readonly JsonValueReader<string?> s_readText = (ref Utf8JsonReader reader) => JobJson.ReadString(ref reader);

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 50)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void List_ChangedAtRandom_IsRebuiltFromItsEntries(int seed)
    {
        var random = new Random(seed);
        var list = new JournaledList<int>();
        var model = new List<int>();
        var rebuilt = new JournaledList<int>();
        for (var step = 0; step < 200; step++)
        {
            var value = random.Next(10);
            var index = model.Count == 0 ? 0 : random.Next(model.Count);
            switch (random.Next(model.Count == 0 ? 2 : 7))
            {
                case 0: list.Add(value); model.Add(value); break;
                case 1: list.Insert(index, value); model.Insert(index, value); break;
                case 2: list[index] = value; model[index] = value; break;
                case 3: list.RemoveAt(index); model.RemoveAt(index); break;
                case 4: Assert.Equal(model.Remove(value), list.Remove(value)); break;
                case 5: list.AddRange([value, value]); model.AddRange([value, value]); break;
                default: if (random.Next(20) == 0) { list.Clear(); model.Clear(); } break;
            }

            if (random.Next(5) > 0) continue;
            var full = random.Next(4) == 0;
            Carry(list, w => JobJournal.Write(w, list, full, s_writeInt), (ref Utf8JsonReader r) => JobJournal.Apply(ref r, rebuilt, full, s_readInt));
            Assert.Equal(model, list);
            Assert.Equal(model, rebuilt);
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Set_ChangedAtRandom_IsRebuiltFromItsEntries(int seed)
    {
        var random = new Random(seed);
        var set = new JournaledSet<string?>();
        var model = new HashSet<string?>();
        var rebuilt = new JournaledSet<string?>();
        for (var step = 0; step < 200; step++)
        {
            var value = random.Next(12) is > 0 and var n ? $"v{n}" : null;
            switch (random.Next(12))
            {
                case < 7: Assert.Equal(model.Add(value), set.Add(value)); break;
                case < 11: Assert.Equal(model.Remove(value), set.Remove(value)); break;
                default: set.Clear(); model.Clear(); break;
            }

            if (random.Next(5) > 0) continue;
            var full = random.Next(4) == 0;
            Carry(set, w => JobJournal.Write(w, set, full, s_writeText), (ref Utf8JsonReader r) => JobJournal.Apply(ref r, rebuilt, full, s_readText));
            Assert.Equal(model.Order(), rebuilt.Order());
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Dictionary_ChangedAtRandom_IsRebuiltFromItsEntries(int seed)
    {
        var random = new Random(seed);
        var map = new JournaledDictionary<int, string?>();
        var model = new Dictionary<int, string?>();
        var rebuilt = new JournaledDictionary<int, string?>();
        for (var step = 0; step < 200; step++)
        {
            var key = random.Next(12);
            var value = $"v{step}";
            switch (random.Next(12))
            {
                case < 5: map[key] = value; model[key] = value; break;
                case < 8: Assert.Equal(model.TryAdd(key, null), map.TryAdd(key, null)); break;
                case < 11: Assert.Equal(model.Remove(key), map.Remove(key)); break;
                default: map.Clear(); model.Clear(); break;
            }

            if (random.Next(5) > 0) continue;
            var full = random.Next(4) == 0;
            Carry(map, w => JobJournal.Write(w, map, full, s_writeInt, s_writeText), (ref Utf8JsonReader r) => JobJournal.Apply(ref r, rebuilt, full, s_readInt, s_readText));
            Assert.Equal(model.OrderBy(p => p.Key), rebuilt.OrderBy(p => p.Key));
        }
    }

    private delegate void Apply(ref Utf8JsonReader reader);

    /// <summary>One checkpoint: what was written is acknowledged and applied.</summary>
    private static void Carry(IJournal journal, Action<Utf8JsonWriter> write, Apply apply)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer)) write(writer); // A validating writer: what is written must be JSON.
        journal.Acknowledge(journal.PendingChanges);
        var reader = JobJson.CreateReader(buffer.WrittenSpan);
        Assert.True(reader.Read(), Encoding.UTF8.GetString(buffer.WrittenSpan));
        apply(ref reader);
        Assert.False(reader.Read());
        Assert.Equal(0, journal.PendingChanges);
    }
}
