namespace Jobs.Generators.Tests.Run;

/// <summary>
/// What nobody set: structs and arrays hold null where their types have none, and no compiler warns of it. A job that was
/// stored so could never be resumed, so each of them is either refused when it is written or read back.
/// </summary>
public class UnsetTests
{
    private const string Declarations = """
        public record struct Named(int N, string Name);
        public struct Plain { public string Text; public List<int> Items; }
        public struct Maybe { public string? Text; public int N; }
        public struct Arrays { public ImmutableArray<int> Items; public ReadOnlyMemory<byte> Bytes; }
        public record struct Outer(int N, Named Inner);
        public record struct Box<T>(T Value);
        public sealed class Careless { public string Text { get; set; } = null!; }
        [JobDerivedType(typeof(Leaf), "leaf")] public abstract record Tree;
        public sealed record Leaf(Named At) : Tree;
        public enum NoZero { One = 1, Two }
        """;

    private static readonly (string Type, string Value)[] s_refused =
    [
        ("Named", "default"), ("Plain", "default"), ("Outer", "default"), ("Box<string>", "default"), ("Box<List<string>>", "default"),
        ("Named?", "default(Named)"), ("Named[]", "new Named[1]"), ("List<Named>", "[default]"), ("Named[,]", "new Named[1, 1]"),
        ("string[]", "new string[2]"), ("string[][]", "new string[2][]"), ("string[,]", "new string[1, 1]"), ("byte[][]", "new byte[1][]"),
        ("ImmutableArray<string>", "[.. new string[1]]"), ("HashSet<Named>", "[default]"), ("Queue<Named>", "new([default])"), ("Memory<string>", "new string[1]"),
        ("(string, int)", "default"), ("(int, Named)", "default"), ("KeyValuePair<string, int>", "default"), ("KeyValuePair<int, string>", "default"),
        ("Dictionary<string, Named>", "new() { [\"k\"] = default }"), ("Dictionary<Named, int>", "new() { [default] = 1 }"), ("Dictionary<int, string[]>", "new() { [1] = new string[1] }"),
        ("PriorityQueue<Named, int>", "new([(default, 1)])"), ("Tree", "new Leaf(default)"), ("Careless", "new()"), ("string", "null!"),
    ];

    private static readonly (string Type, string Value)[] s_readBack =
    [
        ("Maybe", "default"), ("Arrays", "default"), ("Box<string?>", "default"), ("Box<int?>", "default"), ("Box<ImmutableArray<string>>", "default"),
        ("Named?", "null"), ("string?[]", "new string?[2]"), ("string?[,]", "new string?[1, 1]"), ("Maybe[]", "new Maybe[2]"), ("ImmutableArray<int>[]", "new ImmutableArray<int>[1]"),
        ("Memory<string>", "default"), ("(string?, int)", "default"), ("KeyValuePair<string?, int>", "default"), ("NoZero", "default"), ("NoZero[]", "new NoZero[1]"), ("Dictionary<NoZero, int>", "new() { [default] = 1 }"),
        ("Index", "default"), ("Range", "default"), ("DateTimeOffset", "default"), ("System.Text.Rune", "default"), ("char", "default"), ("JobId", "default"),
        ("System.Numerics.BigInteger", "default"), ("decimal", "default"), ("Guid", "default"),
    ];

    private static readonly Lazy<Emitted> s_jobs = new(() => Emitted.Of(
        Declarations + "\n" + string.Join("\n", s_refused.Concat(s_readBack).Select((row, i) => $$"""
            [Job("job{{i}}")] public partial class Job{{i}}
            {
                private {{row.Type}} _value = {{row.Value}};
                public readonly JournaledList<{{row.Type}}> Journal = [];
                public void Add() => Journal.Add(_value);
                [JobTask] private static {{row.Type}} Echo({{row.Type}} it) => it;
                private Task RunAsync(Context c) => c.TaskDispatcher.Echo.Run(_value);
            }
            """))));

    public static TheoryData<int, string> Refused => Rows(s_refused, 0);

    public static TheoryData<int, string> ReadBack => Rows(s_readBack, s_refused.Length);

    [Theory]
    [MemberData(nameof(Refused))]
    public void State_WhereNullStandsThatItsTypeHasNot_IsRefusedWhenItIsWritten(int row, string type)
    {
        var e = Assert.Throws<JobPayloadException>(() => Emitted.State(s_jobs.Value.Descriptor($"job{row}"), s_jobs.Value.New($"Job{row}")));

        Assert.Contains($"Member 'value' of job 'job{row}'", e.Message, StringComparison.Ordinal);
        Assert.True(e.Message.Contains("declare the type nullable", StringComparison.Ordinal), type);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void JournaledItem_WhereNullStandsThatItsTypeHasNot_IsRefusedWhenItIsWritten(int row, string type)
    {
        var job = s_jobs.Value.New($"Job{row}");
        job.GetType().GetMethod("Add")!.Invoke(job, null);

        var e = Assert.Throws<JobPayloadException>(() => Emitted.Journals(s_jobs.Value.Descriptor($"job{row}"), job, full: false));

        Assert.Contains($"Member 'Journal' of job 'job{row}'", e.Message, StringComparison.Ordinal);
        Assert.True(e.Message.Contains("declare the type nullable", StringComparison.Ordinal), type);
    }

    [Theory]
    [MemberData(nameof(ReadBack))]
    public void State_ThatWasNeverSetAndIsWritten_IsReadBack(int row, string type)
    {
        var descriptor = s_jobs.Value.Descriptor($"job{row}");
        var job = s_jobs.Value.New($"Job{row}");
        job.GetType().GetMethod("Add")!.Invoke(job, null);
        var (state, journals) = (Emitted.State(descriptor, job), Emitted.Journals(descriptor, job, full: true));

        var restored = Emitted.Restore(descriptor, "{}", state);
        descriptor.ApplyJournals(restored, System.Text.Encoding.UTF8.GetBytes(journals), full: true);

        Assert.True(state == Emitted.State(descriptor, restored), type);
        Assert.True(journals == Emitted.Journals(descriptor, restored, full: true), type);
    }

    private static TheoryData<int, string> Rows((string Type, string Value)[] rows, int first)
    {
        var data = new TheoryData<int, string>();
        for (var i = 0; i < rows.Length; i++) data.Add(first + i, $"{rows[i].Type} = {rows[i].Value}");
        return data;
    }
}
