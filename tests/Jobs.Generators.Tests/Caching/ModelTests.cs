using System.Collections;
using System.Reflection;
using Jobs.Generators.Model;
using Jobs.Generators.Parsing;
using Jobs.Generators.Tests.Zoo;
using Jobs.TestKit.Roslyn;
using Microsoft.CodeAnalysis;

namespace Jobs.Generators.Tests.Caching;

/// <summary>Models are values: equal where what they describe is equal, and holding nothing of the compilation.</summary>
public class ModelTests
{
    [Theory]
    [MemberData(nameof(AwkwardJobs.Names), MemberType = typeof(AwkwardJobs))]
    public void SameSource_CompiledTwice_GivesEqualModels(string name)
    {
        var first = Models(AwkwardJobs.All[name]);
        var second = Models(AwkwardJobs.All[name]);

        Assert.NotEmpty(first);
        Assert.Equal(first, second);
        Assert.Equal(first.Select(m => m.GetHashCode()), second.Select(m => m.GetHashCode()));
        for (var i = 0; i < first.Count; i++) Assert.NotSame(first[i], second[i]);
    }

    [Theory]
    [InlineData("public int N { get; set; }", "public  int  N{get;set;} /* a comment */")]
    [InlineData("public int N { get; set; }", "\n\npublic int N { get; set; }")]
    [InlineData("public int N => 1;", "public int N => 2;")]
    [InlineData("", "private int Helper() => 3;")]
    [InlineData("", "private const int C = 3;")]
    public void Edit_ThatChangesNothingStored_GivesEqualModels(string before, string after) =>
        Assert.Equal(Models(With(before)), Models(With(after)));

    [Theory]
    [InlineData("public int N { get; set; }", "public long N { get; set; }")]
    [InlineData("public int N { get; set; }", "public int N { get; init; }")]
    [InlineData("public int N { get; init; }", "public required int N { get; init; }")]
    [InlineData("public int N { get; set; }", "public int M { get; set; }")]
    [InlineData("public int N { get; set; }", "[JobName(\"M\")] public int N { get; set; }")]
    [InlineData("public int N { get; set; }", "[FormerlyNamed(\"M\")] public int N { get; set; }")]
    [InlineData("public int N { get; set; }", "[JobIgnore] public int N { get; set; }")]
    [InlineData("private E _e; enum E { X }", "private E _e; enum E { X, Y }")]
    [InlineData("[JobTask] static int T(int a) => a;", "[JobTask] static int T(int b) => b;")]
    [InlineData("[JobTask] static int T(int a) => a;", "[JobTask(MaxAttempts = 2)] static int T(int a) => a;")]
    [InlineData("[JobTask] static int T(int a) => a;", "[JobTask] static int T(int a = 1) => a;")]
    [InlineData("public string N { get; set; } = \"\";", "public string N { get; set; } = \"\"; public A(int a) { }")]
    public void Edit_ThatChangesWhatIsEmitted_GivesUnequalModels(string before, string after) =>
        Assert.NotEqual(Models(With(before)), Models(With(after)));

    [Fact]
    public void Model_OfAnyJob_HoldsNoPartOfACompilation()
    {
        foreach (var source in AwkwardJobs.All.Values)
        {
            foreach (var model in Models(source)) ObjectGraph.HoldsNoCompilation(model, "model");
        }
    }

    [Fact]
    public void ModelType_Property_IsAValueOrAnEquatableArray()
    {
        var models = typeof(JobModel).Assembly.GetTypes()
            .Where(t => t.Namespace == typeof(JobModel).Namespace && t.GetMethod("<Clone>$") is not null)
            .ToList();

        Assert.Contains(typeof(JobModel), models);
        var offenders = models
            .SelectMany(t => t.GetProperties(BindingFlags.Instance | BindingFlags.Public))
            .Where(p => p.Name != nameof(StateTypeModel.References) && !IsValue(p.PropertyType))
            .Select(p => $"{p.DeclaringType}.{p.Name}: {p.PropertyType}");
        Assert.Empty(offenders);

        static bool IsValue(Type type) =>
            type == typeof(string) || type.IsEnum || type.IsPrimitive
            || Nullable.GetUnderlyingType(type) is not null
            || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(EquatableArray<>))
            || type == typeof(TypeUse) || type == typeof(TypeIdentity)
            || (type.Namespace == typeof(JobModel).Namespace && type.GetMethod("<Clone>$") is not null);
    }

    private static string With(string member) =>
        $$"""[Job("a")] public partial class A { {{member}} private Task RunAsync(Context c) => Task.CompletedTask; }""";

    private static List<JobModel> Models(string source)
    {
        var compilation = TestCompilation.Create(source);
        return compilation.GetSymbolsWithName(_ => true, SymbolFilter.Type).OfType<INamedTypeSymbol>()
            .OrderBy(t => TypeNames.Metadata(t), StringComparer.Ordinal)
            .Select(t => JobParser.Parse(t, compilation, new JobFindings(), CancellationToken.None))
            .OfType<JobModel>()
            .ToList();
    }
}
