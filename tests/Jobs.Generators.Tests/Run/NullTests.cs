namespace Jobs.Generators.Tests.Run;

/// <summary>Null where a type has none: refused when it is written, and when it is read.</summary>
public class NullTests
{
    private static readonly Lazy<Emitted> s_jobs = new(() => Emitted.Of("""
        public sealed record Item(string Name, string? Note);
        [Job("a")]
        public partial class A
        {
            public required string Name { get; init; }
            public required ImmutableArray<string> Sources { get; init; }
            public string Text { get; set; } = "";
            public string? Maybe { get; set; }
            public List<string> Texts { get; set; } = [];
            public List<string?> Maybes { get; set; } = [];
            public Dictionary<string, Item> Items { get; set; } = [];
            public Dictionary<string, Item?>? MaybeItems { get; set; }
            public (string A, string? B) Pair { get; set; } = ("", null);
            public Item[][] Grid { get; set; } = [];
            public ImmutableArray<int> Array { get; set; }
            [JobTask] private static string Echo(string text, string? maybe, TaskContext c) => text;
            private Task<string> RunAsync(Context c) => c.TaskDispatcher.Echo.Run(Text, null);
        #nullable disable
            public string Oblivious { get; set; }
            public List<string> Obliviouses { get; set; } = [];
        }
        """));

    [Theory]
    [InlineData("Text", "null")]
    [InlineData("Texts", "null")]
    [InlineData("Texts", "[null]")]
    [InlineData("Maybes", "null")]
    [InlineData("Items", """{"a":null}""")]
    [InlineData("Items", """{"a":{"Name":null,"Note":null}}""")]
    [InlineData("MaybeItems", """{"a":{"Name":null,"Note":null}}""")]
    [InlineData("Pair", """[null,null]""")]
    [InlineData("Grid", "[null]")]
    [InlineData("Grid", "[[null]]")]
    public void Read_OfNullWhereTheTypeHasNone_NamesJobAndMemberAndRemedy(string member, string json)
    {
        var e = Assert.Throws<JobPayloadException>(() => Restore($$"""{"{{member}}":{{json}}}"""));

        Assert.Contains("Job 'a'", e.Message, StringComparison.Ordinal);
        Assert.Contains($"at member '{member}': found null", e.Message, StringComparison.Ordinal);
        Assert.Contains("declare the type nullable", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Maybe", "null")]
    [InlineData("Maybes", "[null]")]
    [InlineData("MaybeItems", "null")]
    [InlineData("MaybeItems", """{"a":null}""")]
    [InlineData("MaybeItems", """{"a":{"Name":"n","Note":null}}""")]
    [InlineData("Pair", """["",null]""")]
    [InlineData("Array", "null")]
    [InlineData("Oblivious", "null")]
    [InlineData("Obliviouses", "[null]")]
    public void Read_OfNullWhereTheTypeHasIt_Succeeds(string member, string json) => Restore($$"""{"{{member}}":{{json}}}""");

    [Fact]
    public void Read_OfInputWithoutAnImmutableArray_IsRefused()
    {
        var e = Assert.Throws<JobPayloadException>(() => Emitted.Restore(s_jobs.Value.Descriptor(), """{"Name":"n","Sources":null}"""));

        Assert.Contains("'Sources': found null", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Text", null)]
    [InlineData("Texts", new string?[] { "a", null })]
    public void Write_OfNullWhereTheTypeHasNone_NamesTheMember(string member, string?[]? items)
    {
        var job = s_jobs.Value.New();
        Emitted.Set(job, member, items?.ToList());

        var e = Assert.Throws<JobPayloadException>(() => Emitted.State(s_jobs.Value.Descriptor(), job));

        Assert.Contains($"Member '{member}' of job 'a'", e.Message, StringComparison.Ordinal);
        Assert.Contains("declare the type nullable", e.Message, StringComparison.Ordinal);
    }

    private static void Restore(string state) => Emitted.Restore(s_jobs.Value.Descriptor(), """{"Name":"n","Sources":[]}""", state);
}
