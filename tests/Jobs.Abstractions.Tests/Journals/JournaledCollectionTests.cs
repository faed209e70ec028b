using System.Buffers;
using System.Text;
using System.Text.Json;
using Jobs.CompilerServices;

namespace Jobs.Abstractions.Tests.Journals;

public class JournaledCollectionTests
{
    private static readonly JsonValueWriter<int> s_write = (writer, value) => JobJson.WriteInt32(writer, value);

    [Fact]
    public void CollectionExpression_FillsEachKind_AndItsItemsAreNoChanges()
    {
        JournaledList<int> list = [1, 2];
        JournaledSet<int> set = [1, 2, 2];
        JournaledDictionary<int, int> map = [new(1, 2)];
        JournaledList<int> empty = [];

        Assert.Equal([1, 2], list);
        Assert.Equal(2, set.Count);
        Assert.Equal(2, map[1]);
        Assert.Empty(empty);
        Assert.All(new IJournal[] { list, set, map, empty }, j => Assert.Equal(0, j.Log.PendingChanges));
    }

    [Fact]
    public void List_Changes_AreWrittenAsRuns()
    {
        JournaledList<int> list = [];
        list.AddRange([1, 2, 3]);
        list[0] = 9;
        list.RemoveAt(1);
        list.Insert(0, 8);
        list.Clear();
        list.Add(7);

        Assert.Equal("""[["add",1,2,3],["set",0,9],["remove",1],["insert",0,8],["clear"],["add",7]]""", Changes(w => JobJournal.Write(w, list, false, s_write)));
    }

    [Fact]
    public void Set_AndDictionaryChanges_AreWrittenInOrder()
    {
        JournaledSet<int> set = [];
        set.Add(1);
        set.Add(2);
        set.Remove(1);
        set.Clear();
        JournaledDictionary<int, int> map = [];
        map[1] = 2;
        map.Remove(1);
        map.Add(3, 4);
        map.Clear();

        Assert.Equal("""[["add",1,2],["remove",1],["clear"]]""", Changes(w => JobJournal.Write(w, set, false, s_write)));
        Assert.Equal("""[["set",1,2],["remove",1],["set",3,4],["clear"]]""", Changes(w => JobJournal.Write(w, map, false, s_write, s_write)));
    }

    [Fact]
    public void Change_ThatChangesNothing_IsNotKept()
    {
        JournaledList<int> list = [];
        JournaledSet<int> set = [1];
        JournaledDictionary<int, int> map = [new(1, 1)];

        list.Clear();
        list.Remove(5);
        set.Add(1);
        set.Remove(7);
        map.TryAdd(1, 2);
        map.Remove(9);

        Assert.All(new IJournal[] { list, set, map }, j => Assert.Equal(0, j.Log.PendingChanges));
    }

    [Fact]
    public void Acknowledge_OfTheOldest_KeepsWhatCameAfter()
    {
        JournaledList<int> list = [];
        list.Add(1);
        list.Add(2);
        list.Add(3);

        ((IJournal)list).Log.Acknowledge(2);

        Assert.Equal("""[["add",3]]""", Changes(w => JobJournal.Write(w, list, false, s_write)));
    }

    [Fact]
    public void Comparer_IsUsedAndKeptWhenAFullEntryIsApplied()
    {
        var set = new JournaledSet<string>(StringComparer.OrdinalIgnoreCase);
        var reader = JobJson.CreateReader("""["a"]"""u8);
        reader.Read();

        JobJournal.Apply(ref reader, set, full: true, static (ref Utf8JsonReader r) => JobJson.ReadString(ref r)!);

        Assert.False(set.Add("A"));
        Assert.True(set.Remove("A"));
    }

    [Fact]
    public void Require_OfNull_SaysHowToInitialize()
    {
        var e = Assert.Throws<JobUsageException>(() => JobJournal.Require<JournaledList<int>>(null, "_items"));

        Assert.Contains("'_items'", e.Message, StringComparison.Ordinal);
        Assert.Contains("= []", e.Message, StringComparison.Ordinal);
    }

    private static string Changes(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer)) write(writer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
