using Jobs.TestKit.Roslyn;

namespace Jobs.Generators.Tests.Compile;

/// <summary>What goes wrong with one job costs that job alone.</summary>
public class IsolationTests
{
    [Fact]
    public void Work_ThatFails_GivesNothing() =>
        Assert.Null(Isolated.OrNull<string>(() => throw new InvalidOperationException("a job that we cannot read")));

    [Fact]
    public void Work_ThatIsCancelled_IsCancelledForAllJobs() =>
        Assert.Throws<OperationCanceledException>(() => Isolated.OrNull<string>(() => throw new OperationCanceledException()));

    [Fact]
    public void Parse_WhenCancelled_Stops()
    {
        var compilation = TestCompilation.Create("""[Job("a")] public partial class A { public int N { get; set; } private Task RunAsync(Context c) => Task.CompletedTask; }""");

        Assert.ThrowsAny<OperationCanceledException>(() =>
            Parsing.JobParser.Parse(compilation.GetTypeByMetadataName("A")!, compilation, new(), new CancellationToken(canceled: true)));
    }

    [Theory]
    [InlineData("瘧噾篧", "腖签顺")] // Both lose every letter, and have one hash of eight digits.
    [InlineData("Aa", "aA")]
    public void Jobs_WhoseFilesWouldHaveOneName_BothGetTheirs(string one, string other)
    {
        var run = GeneratorRun.Of(Job(one, "one"), Job(other, "other")).CompilesWithoutWarnings();

        Assert.Equal(3, run.Emitted.Keys.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public void Jobs_OfVeryLongNames_GetFilesThatADiskTakes()
    {
        var name = new string('A', 500);
        var run = GeneratorRun.Of(Job(name + "1", "one"), Job(name + "2", "other")).CompilesWithoutWarnings();

        Assert.Equal(3, run.Emitted.Count);
        Assert.All(run.Emitted.Keys, hint => Assert.InRange(hint.Length, 1, 255));
    }

    private static string Job(string name, string storedName) =>
        $$"""[Job("{{storedName}}")] public partial class {{name}} { private Task RunAsync(Context c) => Task.CompletedTask; }""";
}
