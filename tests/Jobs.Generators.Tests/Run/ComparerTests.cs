namespace Jobs.Generators.Tests.Run;

/// <summary>A comparer is kept, or refused: a set without its comparer holds other things.</summary>
public class ComparerTests
{
    private static readonly Lazy<Emitted> s_jobs = new(() => Emitted.Of("""
        public sealed class Reversed : IComparer<int>, IEqualityComparer<int>
        {
            public int Compare(int a, int b) => b.CompareTo(a);
            public bool Equals(int a, int b) => a == b;
            public int GetHashCode(int a) => a;
        }

        public sealed class FirstLetter : IEqualityComparer<string>
        {
            public bool Equals(string? a, string? b) => a?[0] == b?[0];
            public int GetHashCode(string a) => a[0];
        }

        public sealed class Duplicates : IComparer<int>
        {
            public int Compare(int a, int b) => a < b ? -1 : 1;
        }

        public sealed record Item(string Name);

        public sealed class ByName : IComparer<Item>
        {
            public int Compare(Item? a, Item? b) => string.CompareOrdinal(a?.Name, b?.Name);
        }

        [Job("k")]
        public partial class Kept
        {
            private readonly SortedList<int, string> _queue = new(new Duplicates());
            private readonly HashSet<Item> _items = new(ReferenceEqualityComparer.Instance);
            private readonly SortedSet<Item> _sorted = new(new ByName());
            private readonly PriorityQueue<int, Item> _ranked = new(new ByName());
            private readonly IDictionary<int, string> _any = new SortedList<int, string>(new Duplicates());
            private Task RunAsync(Context c) => Task.CompletedTask;

            public void Queue() { _queue.Add(1, "a"); _queue.Add(1, "b"); }
            public void Items() { _items.Add(new("a")); _items.Add(new("a")); }
            public void Sorted() { _sorted.Add(new("a")); _sorted.Add(new("b")); }
            public void Ranked() { var one = new Item("a"); _ranked.Enqueue(1, one); _ranked.Enqueue(2, one); }
            public void Any() { _any.Add(1, "a"); _any.Add(1, "b"); }
            public void Apart() { _queue.Add(2, "b"); _queue.Add(1, "a"); _items.Add(new("a")); _items.Add(new("b")); _sorted.Add(new("a")); _any.Add(1, "a"); _any.Add(2, "b"); }
            public string All() => $"{string.Join(",", _queue.Values)} {_items.Count} {_items.Contains(new("a"))} {_sorted.Count} {string.Join(",", _any.Values)}";
        }

        [Job("a")]
        public partial class A
        {
            public HashSet<string> Plain { get; set; } = [];
            public HashSet<string> Letters { get; set; } = new(new FirstLetter());
            public SortedSet<int> Down { get; set; } = new(new Reversed());
            public PriorityQueue<string, int> Queue { get; set; } = new(new Reversed());
            public System.Collections.Frozen.FrozenDictionary<string, int>? Frozen { get; set; }
            public Dictionary<string, int> Map { get; set; } = new(StringComparer.OrdinalIgnoreCase);
            public List<SortedSet<int>> Nested { get; set; } = [];
            public List<HashSet<string>> Texts { get; set; } = [];
            public IReadOnlyDictionary<string, int>? Hidden { get; set; }
            public HashSet<string> Set { get; set; } = new(StringComparer.OrdinalIgnoreCase);
            public ISet<string> AnySet { get; set; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            public SortedSet<string> SortedSet { get; set; } = new(StringComparer.OrdinalIgnoreCase);
            public System.Collections.Frozen.FrozenSet<string> FrozenSet { get; set; } = System.Collections.Frozen.FrozenSet.ToFrozenSet(new[] { "x" }, StringComparer.OrdinalIgnoreCase);
            public ImmutableHashSet<string> ImmutableSet { get; set; } = ImmutableHashSet.Create<string>(StringComparer.OrdinalIgnoreCase);
            public ImmutableSortedSet<string> ImmutableSorted { get; set; } = ImmutableSortedSet.Create<string>(StringComparer.OrdinalIgnoreCase);
            public System.Collections.Frozen.FrozenDictionary<string, int> FrozenMap { get; set; } = System.Collections.Frozen.FrozenDictionary.ToFrozenDictionary(new Dictionary<string, int> { ["x"] = 1 }, StringComparer.OrdinalIgnoreCase);
            public readonly JournaledSet<string> JournaledSet = new(StringComparer.OrdinalIgnoreCase);
            public readonly JournaledDictionary<string, int> JournaledMap = new(StringComparer.OrdinalIgnoreCase);
            private Task RunAsync(Context c) => Task.CompletedTask;

            public void AssignAtRunTime() => Plain = new(StringComparer.OrdinalIgnoreCase) { "x" };
            public void NestAnOrder() => Nested = [new(new Reversed()) { 1, 2 }];
            public void NestLetters() => Texts = [new(new FirstLetter()) { "x" }];
            public void Hide() => Hidden = new System.Collections.ObjectModel.ReadOnlyDictionary<string, int>(new Dictionary<string, int>());
            public void FillAll() { Letters.Add("xyz"); Down.UnionWith([1, 2, 3]); Queue.EnqueueRange([("a", 1), ("b", 2)]); }
            public string All() => $"{Letters.Contains("x")} {string.Join(",", Down)} {Queue.Peek()} {Plain.Contains("X")}";
        }
        """));

    [Fact]
    public void Comparer_OfTheInitializer_IsKept() =>
        Assert.Equal("True 3,2,1 b False", Invoke(Restored(Changed("FillAll")), "All"));

    [Fact]
    public void Comparer_WithAName_IsKeptWhereverTheCollectionWasMade()
    {
        var job = Changed("AssignAtRunTime");

        Assert.Contains("""{"OrdinalIgnoreCase":["x"]}""", Emitted.State(s_jobs.Value.Descriptor(), job), StringComparison.Ordinal);
        Assert.Contains("X", (HashSet<string>)Emitted.Get(Restored(job), "Plain")!);
    }

    [Theory]
    [InlineData("NestAnOrder", "'Nested'", "Reversed")]
    [InlineData("NestLetters", "'Texts'", "FirstLetter")]
    [InlineData("Hide", "'Hidden'", "ReadOnlyDictionary")]
    public void Comparer_ThatWouldBeLost_IsRefusedAndNamed(string change, string member, string name)
    {
        var e = Assert.Throws<JobPayloadException>(() => Emitted.State(s_jobs.Value.Descriptor(), Changed(change)));

        Assert.Contains(member, e.Message, StringComparison.Ordinal);
        Assert.Contains(name, e.Message, StringComparison.Ordinal);
        Assert.Contains("would be lost", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Queue", "queue", "equal by default order|the second '1'|use a list")]
    [InlineData("Items", "items", "equal by default equality|Item { Name = a }|use a list")]
    [InlineData("Sorted", "sorted", "read by the default order|Item lacks|IComparable")]
    [InlineData("Ranked", "ranked", "read by the default order|Item lacks|IComparable")]
    [InlineData("Any", "any", "equal by default equality|the second '1'|use a list")]
    public void Comparer_ThatTellsApartWhatIsReadAsOne_IsRefusedWhenItIsWritten(string change, string member, string parts)
    {
        var job = Changed(change, "Kept");

        var e = Assert.Throws<JobPayloadException>(() => Emitted.State(s_jobs.Value.Descriptor("k"), job));

        Assert.Contains($"'{member}' of job 'k'", e.Message, StringComparison.Ordinal);
        foreach (var part in parts.Split('|')) Assert.Contains(part, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Comparer_OfWhatTheDefaultOneTellsApartToo_IsKeptThroughARestore()
    {
        var descriptor = s_jobs.Value.Descriptor("k");

        var restored = Emitted.Restore(descriptor, "{}", Emitted.State(descriptor, Changed("Apart", "Kept")));

        Assert.Equal("a,b 2 False 1 a,b", Invoke(restored, "All"));
    }

    [Theory]
    [InlineData("""{"Map":{"a":1,"A":2}}""", "'Map'|'A'|its old comparer")]
    [InlineData("""{"Set":["a","A"]}""", "'Set'|two items|'A'|its old comparer")]
    [InlineData("""{"AnySet":["a","A"]}""", "'AnySet'|two items|'A'|its old comparer")]
    [InlineData("""{"SortedSet":["a","A"]}""", "'SortedSet'|two items|its old comparer")]
    [InlineData("""{"FrozenSet":["a","A"]}""", "'FrozenSet'|two items|its old comparer")]
    [InlineData("""{"ImmutableSet":["a","A"]}""", "'ImmutableSet'|two items|its old comparer")]
    [InlineData("""{"ImmutableSorted":["a","A"]}""", "'ImmutableSorted'|two items|its old comparer")]
    [InlineData("""{"FrozenMap":{"a":1,"A":2}}""", "'FrozenMap'|two keys|its old comparer")]
    [InlineData("""{"Map":{"a":1,"a":2}}""", "'Map'|the key a twice|leave one out")]
    [InlineData("""{"Map":["OrdinalIgnoreCase",{"a":1,"A":2}]}""", "'Map'|the key A twice")]
    [InlineData("""{"Plain":["a","a"]}""", "'Plain'|an item of a set a second time")]
    [InlineData("""{"Plain":{"OrdinalIgnoreCase":["a"],"Ordinal":["a"]}}""", "'Plain'|the comparer a second time")]
    [InlineData("""{"Plain":{"Turkish":["a"]}}""", "'Plain'|expected Ordinal, OrdinalIgnoreCase|'Turkish'")]
    [InlineData("""{"Plain":{}}""", "'Plain'|the name of a comparer")]
    [InlineData("""{"Map":[1,{}]}""", "'Map'|the name of a comparer")]
    public void Read_OfWhatWouldLoseAnEntry_IsRefused(string state, string parts)
    {
        var e = Assert.Throws<JobPayloadException>(() => Emitted.Restore(s_jobs.Value.Descriptor(), "{}", state));

        foreach (var part in parts.Split('|')) Assert.Contains(part, e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"JournaledSet":["a","A"]}""", true, "'JournaledSet'|two items|'A'|its old comparer")]
    [InlineData("""{"JournaledSet":[["add","a","b"],["add","A"]]}""", false, "'JournaledSet'|two items|'A'|its old comparer")]
    [InlineData("""{"JournaledMap":[["a",1],["A",2]]}""", true, "'JournaledMap'|two keys|its old comparer")]
    public void Journal_OfWhatWouldLoseAnEntry_IsRefused(string entry, bool full, string parts)
    {
        var descriptor = s_jobs.Value.Descriptor();

        var e = Assert.Throws<JobPayloadException>(() => descriptor.ApplyJournals(Emitted.Restore(descriptor, "{}"), System.Text.Encoding.UTF8.GetBytes(entry), full));

        foreach (var part in parts.Split('|')) Assert.Contains(part, e.Message, StringComparison.Ordinal);
    }

    private static object Changed(string method, string type = "A")
    {
        var job = s_jobs.Value.New(type);
        Invoke(job, method);
        return job;
    }

    private static object Restored(object job) => Emitted.Restore(s_jobs.Value.Descriptor(), "{}", Emitted.State(s_jobs.Value.Descriptor(), job));

    private static object? Invoke(object job, string method) => job.GetType().GetMethod(method)!.Invoke(job, null);
}
