using System.Text;
using Jobs.TestKit.Roslyn;

namespace Jobs.Generators.Tests.Run;

/// <summary>What stored rows of older, newer and damaged shapes become.</summary>
public class RestoreTests
{
    private const string Source = """
        public sealed record Item(int A, string? B = "default");
        [Job("a", Version = 2)]
        public partial class A
        {
            public required string Name { get; init; }
            public string? Note { get; init; } = "note";
            public int Got { get; } = 4;
            private readonly int _read = 5;
            private int _count = 6;
            [FormerlyNamed("amount")] public int Total { get; set; } = 7;
            public Item? Item { get; set; }
            [JobIgnore] public int Ignored = 8;
            private Task RunAsync(Context c) => Task.FromResult(_read + _count);
        }
        """;

    private static readonly Lazy<Emitted> s_jobs = new(() => Emitted.Of(Source));

    [Fact]
    public void Restore_FromWhatWasWritten_SetsEveryKindOfMember()
    {
        var job = Restore("""{"Name":"n","Note":null}""", """{"Got":40,"read":50,"count":60,"Total":70,"Item":{"A":1,"B":"b"}}""");

        Assert.Equal("n", Emitted.Get(job, "Name"));
        Assert.Null(Emitted.Get(job, "Note"));
        Assert.Equal([40, 50, 60, 70], new[] { "Got", "_read", "_count", "Total" }.Select(m => (int)Emitted.Get(job, m)!));
        Assert.Equal("Item { A = 1, B = b }", $"{Emitted.Get(job, "Item")}");
    }

    [Fact]
    public void Restore_WithoutAMember_KeepsItsInitializer()
    {
        var job = Restore("""{"Name":"n"}""", "{}");

        Assert.Equal("note", Emitted.Get(job, "Note"));
        Assert.Equal([4, 5, 6, 7, 8], new[] { "Got", "_read", "_count", "Total", "Ignored" }.Select(m => (int)Emitted.Get(job, m)!));
    }

    [Fact]
    public void Restore_WithoutState_IsTheInitialState() => Assert.Equal(6, Emitted.Get(Restore("""{"Name":"n"}""", ""), "_count"));

    [Fact]
    public void Restore_WithUnknownMembers_SkipsThem()
    {
        var job = Restore("""{"x":{"deep":[1,{"y":2}]},"Name":"n","z":null}""", """{"gone":[[]],"count":1,"Ignored":9}""");

        Assert.Equal(1, Emitted.Get(job, "_count"));
        Assert.Equal(8, Emitted.Get(job, "Ignored"));
    }

    [Fact]
    public void Restore_WithAMemberInInputAndInState_TakesTheState() =>
        Assert.Equal(2, Emitted.Get(Restore("""{"Name":"n","count":1}""", """{"count":2}"""), "_count"));

    [Fact]
    public void Restore_InAnyOrder_FindsEveryMember()
    {
        var job = Restore("""{"Note":"m","Name":"n"}""", """{"Item":{"B":"b","A":1},"Total":3,"read":2,"count":9}""");

        Assert.Equal([3, 2, 9], new[] { "Total", "_read", "_count" }.Select(m => (int)Emitted.Get(job, m)!));
        Assert.Equal("m", Emitted.Get(job, "Note"));
    }

    [Fact]
    public void Restore_FromAFormerName_ReadsIt() =>
        Assert.Equal(11, Emitted.Get(Restore("""{"Name":"n"}""", """{"amount":11}"""), "Total"));

    [Fact]
    public void Restore_WhenAMemberMovedFromInputToState_FindsItWhereItWas() =>
        Assert.Equal(12, Emitted.Get(Restore("""{"Name":"n","count":12}""", ""), "_count"));

    [Fact]
    public void Restore_OfARecordWithoutItsDefaultedMember_TakesTheDefault() =>
        Assert.Equal("Item { A = 1, B = default }", $"{Emitted.Get(Restore("""{"Name":"n"}""", """{"Item":{"A":1}}"""), "Item")}");

    [Theory]
    [InlineData("{}", "", "'a'|version 2|'Name'|required")]
    [InlineData("""{"Name":5}""", "", "'a'|version 2|'Name'|expected a text|the number 5")]
    [InlineData("""{"Name":"n"}""", """{"count":"x"}""", "'a'|version 2|'count'|whole number from -2147483648 to 2147483647|'x'")]
    [InlineData("""{"Name":"n"}""", """{"count":2147483648}""", "'count'|the number 2147483648")]
    [InlineData("""{"Name":"n"}""", """{"count":null}""", "'count'|found null")]
    [InlineData("""{"Name":null}""", "", "'a'|version 2|'Name'|null|declare the type nullable")]
    [InlineData("""{"Name":"n","Name":"m"}""", "", "'a'|version 2|'Name'|a second time|leave one out")]
    [InlineData("""{"Name":"n"}""", """{"amount":1,"Total":2}""", "'a'|version 2|'Total'|a second time")]
    [InlineData("""{"Name":"n"}""", """{"Item":{"A":1,"A":1}}""", "'Item'|'A'|a second time")]
    [InlineData("""{"Name":"n"}""", """{"Item":[]}""", "'Item'|expected an object|found an array")]
    [InlineData("""{"Name":"n"}""", """{"Item":{"B":"b"}}""", "'Item'|Item|'A'")]
    [InlineData("""{"Name":"n"}""", """{"count":1""", "'a'|version 2")]
    [InlineData("""[]""", "", "'a'|expected an object|found an array")]
    [InlineData("", "", "'a'|version 2")]
    public void Restore_FromADamagedRow_SaysWhatAndWhere(string input, string state, string parts)
    {
        var e = Assert.Throws<JobPayloadException>(() => Restore(input, state));

        foreach (var part in parts.Split('|')) Assert.Contains(part, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Restore_OfANewerVersion_IsRefused()
    {
        var e = Assert.Throws<JobPayloadException>(() => Emitted.Restore(s_jobs.Value.Descriptor(), """{"Name":"n"}""", "", version: 3));

        Assert.Contains("version 3", e.Message, StringComparison.Ordinal);
        Assert.Contains("up to 2", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Restore_OfAnyPrefixOfARow_ThrowsOnlyPayloadErrors()
    {
        const string Row = """{"Name":"é\n","Note":"x","Item":{"A":-1,"B":null},"count":12,"other":[1,{"a":[]}]}""";
        for (var i = 0; i < Row.Length; i++)
        {
            Assert.Throws<JobPayloadException>(() => Restore(Row[..i], ""));
        }
    }

    [Fact]
    public void Restore_KeepsTheComparersOfInitializers()
    {
        using var jobs = Emitted.Of("""
            [Job("a")] public partial class A
            {
                private readonly HashSet<string> _set = new(StringComparer.OrdinalIgnoreCase);
                public Dictionary<string, int> Map { get; } = new(StringComparer.OrdinalIgnoreCase);
                private ISet<string> _iset = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
                private IDictionary<string, int> _imap = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase) { ["gone"] = 1 };
                private ImmutableHashSet<string> _immutable = ImmutableHashSet.Create<string>(StringComparer.OrdinalIgnoreCase);
                private ImmutableDictionary<string, int> _immutableMap = ImmutableDictionary.Create<string, int>(StringComparer.OrdinalIgnoreCase);
                private SortedSet<string> _sorted = new(StringComparer.OrdinalIgnoreCase);
                private HashSet<string>? _none;
                private Task RunAsync(Context c) => Task.FromResult(_none);
                public bool All(string s) => _set.Contains(s) && Map.ContainsKey(s) && _iset.Contains(s) && _imap.ContainsKey(s) && _immutable.Contains(s) && _immutableMap.ContainsKey(s) && _sorted.Contains(s) && _imap.Count == 1;
            }
            """);

        var job = Emitted.Restore(jobs.Descriptor(), "{}",
            """{"set":["x"],"Map":{"x":1},"iset":["x"],"imap":{"x":1},"immutable":["x"],"immutableMap":{"x":1},"sorted":["x"],"none":["x"]}""");

        Assert.True((bool)job.GetType().GetMethod("All")!.Invoke(job, ["X"])!);
        Assert.Equal(["x"], (IEnumerable<string>)Emitted.Get(job, "_none")!);
    }

    [Fact]
    public void Restore_OfAJobWhoseConstructorTakesParameters_RunsInitializersOnly()
    {
        using var jobs = Emitted.Of("""
            public abstract class Base { public required string Name { get; init; } protected int Count { get; set; } = 1; }
            [Job("a")] public partial class A : Base
            {
                private readonly int _n; private readonly int _m = 3;
                public A(int n) { _n = n; Count = 9; }
                public static A Make() => new(2) { Name = "made" };
                private Task RunAsync(Context c) => Task.FromResult(_n + _m);
            }
            """);
        var made = jobs.Invoke("A", "Make")!;

        var restored = Emitted.Restore(jobs.Descriptor(), Emitted.Input(jobs.Descriptor(), made), Emitted.State(jobs.Descriptor(), made));

        Assert.Equal(["made", 9, 2, 3], new[] { "Name", "Count", "_n", "_m" }.Select(m => Emitted.Get(restored, m)));
    }

    private static object Restore(string input, string state) => Emitted.Restore(s_jobs.Value.Descriptor(), input, state, version: 2);
}
