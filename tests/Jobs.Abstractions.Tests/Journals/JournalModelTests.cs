using System.Text.Json;
using Jobs.CompilerServices;

namespace Jobs.Abstractions.Tests.Journals;

/// <summary>
/// Journaled collections against the plain ones: after any changes, cut into any checkpoints, with folds that begin and are
/// given up anywhere, what is rebuilt from the newest base and the entries after it equals what the job holds.
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
        var story = new JournalStory(random, list, (w, full) => JobJournal.Write(w, list, full, s_writeInt));
        for (var step = 0; step < 400; step++)
        {
            Change();
            if (random.Next(5) > 0) continue;
            story.Checkpoint(Change);
            var rebuilt = new JournaledList<int>();
            story.Rebuild(rebuilt, (ref Utf8JsonReader r, bool full) => JobJournal.Apply(ref r, rebuilt, full, s_readInt));
            Assert.Equal(model, list);
            Assert.Equal(model, rebuilt);
        }

        Assert.True(story.Folds > 0);

        void Change()
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
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Set_ChangedAtRandom_IsRebuiltFromItsEntries(int seed)
    {
        var random = new Random(seed);
        var set = new JournaledSet<string?>();
        var model = new HashSet<string?>();
        var story = new JournalStory(random, set, (w, full) => JobJournal.Write(w, set, full, s_writeText));
        for (var step = 0; step < 400; step++)
        {
            Change();
            if (random.Next(5) > 0) continue;
            story.Checkpoint(Change);
            var rebuilt = new JournaledSet<string?>();
            story.Rebuild(rebuilt, (ref Utf8JsonReader r, bool full) => JobJournal.Apply(ref r, rebuilt, full, s_readText));
            Assert.Equal(model.Order(), set.Order());
            Assert.Equal(model.Order(), rebuilt.Order());
        }

        Assert.True(story.Folds > 0);

        void Change()
        {
            var value = random.Next(12) is > 0 and var n ? $"v{n}" : null;
            switch (random.Next(12))
            {
                case < 7: Assert.Equal(model.Add(value), set.Add(value)); break;
                case < 11: Assert.Equal(model.Remove(value), set.Remove(value)); break;
                default: set.Clear(); model.Clear(); break;
            }
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Dictionary_ChangedAtRandom_IsRebuiltFromItsEntries(int seed)
    {
        var random = new Random(seed);
        var map = new JournaledDictionary<int, string?>();
        var model = new Dictionary<int, string?>();
        var story = new JournalStory(random, map, (w, full) => JobJournal.Write(w, map, full, s_writeInt, s_writeText));
        for (var step = 0; step < 400; step++)
        {
            Change();
            if (random.Next(5) > 0) continue;
            story.Checkpoint(Change);
            var rebuilt = new JournaledDictionary<int, string?>();
            story.Rebuild(rebuilt, (ref Utf8JsonReader r, bool full) => JobJournal.Apply(ref r, rebuilt, full, s_readInt, s_readText));
            Assert.Equal(model.OrderBy(p => p.Key), map.OrderBy(p => p.Key));
            Assert.Equal(model.OrderBy(p => p.Key), rebuilt.OrderBy(p => p.Key));
        }

        Assert.True(story.Folds > 0);

        void Change()
        {
            var key = random.Next(12);
            var value = $"v{random.Next(1000)}";
            switch (random.Next(12))
            {
                case < 5: map[key] = value; model[key] = value; break;
                case < 8: Assert.Equal(model.TryAdd(key, null), map.TryAdd(key, null)); break;
                case < 11: Assert.Equal(model.Remove(key), map.Remove(key)); break;
                default: map.Clear(); model.Clear(); break;
            }
        }
    }
}
