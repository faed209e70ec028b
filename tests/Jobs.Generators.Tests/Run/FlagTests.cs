namespace Jobs.Generators.Tests.Run;

/// <summary>Combinations of flags are stored by the names of their bits, whatever names combinations have, lose or get.</summary>
public class FlagTests
{
    private static readonly Lazy<Emitted> s_jobs = new(() => Emitted.Of("""
        [Flags] public enum Before { None = 0, B = 1, A = 2, Top = int.MinValue }
        [Flags] public enum After { None = 0, A = 1, B = 2, AB = 3, All = -1, Pair = 12, Top = int.MinValue }
        [Job("before")] public partial class JobBefore { public Before F { get; set; } private Task RunAsync(Context c) => Task.CompletedTask; }
        [Job("after")] public partial class JobAfter { public After F { get; set; } private Task RunAsync(Context c) => Task.CompletedTask; }
        """));

    [Theory]
    [InlineData("before", 0, "None")]
    [InlineData("before", 3, "A, B")]
    [InlineData("before", 3 | 16, "A, B, 16")]
    [InlineData("before", 16, "16")]
    [InlineData("before", int.MinValue | 1, "B, Top")]
    [InlineData("before", -1, "A, B, Top, 2147483644")]
    [InlineData("after", 3, "A, B")]
    [InlineData("after", 13, "A, Pair")]
    [InlineData("after", 4, "4")]
    [InlineData("after", -1, "A, B, Pair, Top, All")]
    public void Combination_IsWrittenByTheNamesOfItsBits_AndReadBack(string name, int value, string text)
    {
        var descriptor = s_jobs.Value.Descriptor(name);
        var job = s_jobs.Value.New("Job" + char.ToUpperInvariant(name[0]) + name[1..]);
        Emitted.Set(job, "F", Enum.ToObject(Emitted.Get(job, "F")!.GetType(), value));
        var state = Emitted.State(descriptor, job);

        Assert.Equal($$"""{"F":"{{text}}"}""", state);
        Assert.Equal(value, (int)Emitted.Get(Emitted.Restore(descriptor, "{}", state), "F")!);
    }

    [Fact]
    public void NameOfACombination_ThatAnOlderBuildWrote_IsRead() =>
        Assert.Equal(3 | 16, (int)Emitted.Get(Emitted.Restore(s_jobs.Value.Descriptor("after"), "{}", """{"F":"AB, 16"}"""), "F")!);
}
