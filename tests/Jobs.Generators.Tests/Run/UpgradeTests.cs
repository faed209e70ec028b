using Jobs.TestKit.Roslyn;

namespace Jobs.Generators.Tests.Run;

/// <summary>Rows of older versions, and the author's upgrades that they pass through.</summary>
public class UpgradeTests
{
    private const string Source = """
        public sealed record Part(string Name, int Weight = 1);
        [Job("a", Version = 4)]
        public partial class A
        {
            public required ImmutableArray<string> Sources { get; init; }
            public string Label { get; init; } = "none";
            private long _bytes;
            private List<Part> _parts = [];
            [FormerlyNamed("amount")] public int Total { get; set; }

            // 1 -> 2: one source became several, and megabytes became bytes.
            [UpgradeFrom(1)]
            private static void FromOneSource(string source, out ImmutableArray<string> sources, out long bytes, int megabytes = 2) =>
                (sources, bytes) = ([source], megabytes * 1_000_000L);

            // 3 -> 4: names became parts, and the total doubled.
            [UpgradeFrom(3)]
            private static void FromNames(List<string> names, int amount, out List<Part> parts, out int total) =>
                (parts, total) = (names.ConvertAll(n => n == "!" ? throw new InvalidOperationException("no name") : new Part(n)), amount * 2);

            private Task RunAsync(Context c) => Task.FromResult(_bytes + _parts.Count);
        }
        """;

    private static readonly Lazy<Emitted> s_jobs = new(() => Emitted.Of(Source));

    [Fact]
    public void Restore_OfTheFirstVersion_PassesThroughEveryUpgradeInOrder()
    {
        var job = Restore("""{"Source":"x","Label":"l"}""", """{"megabytes":3,"names":["p","q"],"amount":5}""", version: 1);

        Assert.Equal(["x"], (IEnumerable<string>)Emitted.Get(job, "Sources")!);
        Assert.Equal((3_000_000L, 10, "l"), ((long)Emitted.Get(job, "_bytes")!, (int)Emitted.Get(job, "Total")!, (string)Emitted.Get(job, "Label")!));
        Assert.Equal("Part { Name = p, Weight = 1 },Part { Name = q, Weight = 1 }", string.Join(",", (IEnumerable<object>)Emitted.Get(job, "_parts")!));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Restore_OfALaterVersion_LeavesOutTheUpgradesBeforeIt(int version)
    {
        var job = Restore("""{"Sources":["a","b"]}""", """{"bytes":7,"names":[],"amount":1}""", version);

        Assert.Equal(["a", "b"], (IEnumerable<string>)Emitted.Get(job, "Sources")!);
        Assert.Equal((7L, 2), ((long)Emitted.Get(job, "_bytes")!, (int)Emitted.Get(job, "Total")!));
    }

    [Fact]
    public void Restore_OfTheCurrentVersion_CallsNoUpgrade()
    {
        var job = Restore("""{"Sources":["a"],"names":["!"]}""", """{"amount":1}""", version: 4);

        Assert.Equal(1, Emitted.Get(job, "Total"));
    }

    [Fact]
    public void Restore_WithoutATakenMember_UsesItsDefault() =>
        Assert.Equal(2_000_000L, Emitted.Get(Restore("""{"Source":"x"}""", """{"names":[],"amount":1}""", version: 1), "_bytes"));

    [Fact]
    public void Restore_WhenInputAndStateHaveAMember_TakesTheOneOfTheState() =>
        Assert.Equal(14, Emitted.Get(Restore("""{"Sources":[],"amount":1,"names":[]}""", """{"amount":7}""", version: 3), "Total"));

    [Theory]
    [InlineData("{}", "{}", 1, "'a'|version 1|'source'|upgrade from version 1|default")]
    [InlineData("""{"Source":5}""", "{}", 1, "'a'|version 1|'source'|upgrade from version 1|expected a text|the number 5")]
    [InlineData("""{"Sources":[]}""", """{"names":["!"],"amount":1}""", 2, "'a'|version 2|upgrade from version 3|InvalidOperationException|no name")]
    [InlineData("""{"Sources":[]}""", "{}", 2, "'a'|version 2|'names'|upgrade from version 3")]
    [InlineData("""{"Sources":[]}""", """{"amount""", 2, "'a'|version 2")]
    [InlineData("""{"Sources":[]}""", "{}", 5, "'a'|version 5|up to 4")]
    public void Restore_OfWhatAnUpgradeCannotRead_NamesJobVersionMemberAndUpgrade(string input, string state, int version, string parts)
    {
        var error = Assert.Throws<JobPayloadException>(() => Restore(input, state, version));

        Assert.All(parts.Split('|'), part => Assert.Contains(part, error.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Upgrades_OfKeywordNamesAndNullableTypes_CompileWithoutWarnings() => GeneratorRun.Of("""
        using System.Collections.Generic;
        [Job("a", Version = 2)]
        public partial class A
        {
            public int? Value { get; set; }
            private string? _text;
            [UpgradeFrom(1)]
            private static void @event([JobName("class name")] string? @class, out int? value, [JobName("text")] out string? other, Dictionary<string, List<int>?>? members = null, char c = 'x', double d = double.NaN) =>
                (value, other) = (@class?.Length, members is null ? null : "t");
            private Task RunAsync(Context c) => Task.FromResult(_text);
        }
        """).CompilesWithoutWarnings().IsCachedOnUnrelatedEdit();

    private static object Restore(string input, string state, int version) => Emitted.Restore(s_jobs.Value.Descriptor(), input, state, version);
}
