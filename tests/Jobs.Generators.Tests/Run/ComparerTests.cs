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
    [InlineData("""{"Map":{"a":1,"A":2}}""", "'Map'|'A'|its old comparer")]
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

    private static object Changed(string method)
    {
        var job = s_jobs.Value.New();
        Invoke(job, method);
        return job;
    }

    private static object Restored(object job) => Emitted.Restore(s_jobs.Value.Descriptor(), "{}", Emitted.State(s_jobs.Value.Descriptor(), job));

    private static object? Invoke(object job, string method) => job.GetType().GetMethod(method)!.Invoke(job, null);
}
