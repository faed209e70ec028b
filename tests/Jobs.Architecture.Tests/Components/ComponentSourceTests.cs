using Jobs.Architecture.Tests.Sources;

namespace Jobs.Architecture.Tests.Components;

/// <summary>What no test of a generator's output can see: how it would behave in an editor that stays open all day.</summary>
public class ComponentSourceTests
{
    private static readonly IReadOnlyList<SourceFile> Generators = Repository.CSharpFiles("src/Jobs.Generators");

    // Where the pipeline is written; elsewhere Select and Where are of lists.
    private static readonly IReadOnlyList<SourceFile> Pipelines = [.. Generators.Where(file => file.Text.Contains(": IIncrementalGenerator", StringComparison.Ordinal))];

    [Fact]
    public void Generator_UsesNoBannedName() => Guard.FindsNothing(ComponentBan.UsesIn(Generators));

    [Fact]
    public void Generator_KeepsNothingInStaticFields() => Guard.FindsNothing(Generators.SelectMany(ComponentSource.MutableStatics));

    [Fact]
    public void Pipeline_IsMadeOfStaticLambdas()
    {
        Assert.NotEmpty(Pipelines);
        Guard.FindsNothing(Pipelines.SelectMany(ComponentSource.CapturingSteps));
    }

    [Fact]
    public void Generator_SwallowsNoCancellation() => Guard.FindsNothing(Generators.SelectMany(ComponentSource.SwallowedCancellations));

    [Theory]
    [InlineData("x.CreateSyntaxProvider(a, b)")]
    [InlineData("text.AppendLine(\"a\")")]
    [InlineData("Environment.NewLine")]
    [InlineData("name.ToLower()")]
    [InlineData("DateTime.UtcNow")]
    public void Name_ThatIsBanned_IsCaught(string expression) => Assert.Single(ComponentBan.UsesIn([Planted($"_ = {expression};")]));

    [Theory]
    [InlineData("static int s_count;")]
    [InlineData("static Dictionary<string, object> s_cache = new();")]
    [InlineData("static readonly ConcurrentDictionary<string, object> s_cache = new();")]
    public void StaticField_ThatCouldChange_IsCaught(string field) =>
        Assert.Single(ComponentSource.MutableStatics(new("Planted.cs", $"class P {{ {field} }}")));

    [Fact]
    public void Step_ThatCouldCapture_IsCaught() => Assert.Single(ComponentSource.CapturingSteps(Planted("jobs.Select((job, _) => job).Where(static job => true);")));

    [Theory]
    [InlineData("catch { }", 1)]
    [InlineData("catch (Exception) { }", 1)]
    [InlineData("catch (Exception e) when (e is not OperationCanceledException) { }", 0)]
    public void Handler_OfCancellations_IsCaught(string handler, int found) =>
        Assert.Equal(found, ComponentSource.SwallowedCancellations(Planted($"try {{ }} {handler}")).Count());

    private static SourceFile Planted(string statement) => new("Planted.cs", $"class P {{ void M() {{ {statement} }} }}");
}
