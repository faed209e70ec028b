using Jobs.Generators.Parsing;
using Jobs.TestKit.Roslyn;
using Microsoft.CodeAnalysis;

namespace Jobs.Analyzers.Tests.Catalogue;

/// <summary>
/// The generator parses a job whose <c>Context</c> does not exist yet, the analyzers parse it with its generated half. Both
/// must find the same, or what is reported is not what was left out.
/// </summary>
public sealed class ParserAgreementTests
{
    public static TheoryData<string, string> Sources
    {
        get
        {
            var sources = new TheoryData<string, string>();
            foreach (var id in Components.Rules.Keys)
            {
                foreach (var heading in (string[])["Example", "Fix"]) sources.Add(id, heading);
            }

            return sources;
        }
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public void Findings_BeforeAndAfterGeneration_AreTheSame(string id, string heading)
    {
        var run = GeneratorRun.Of(RulePage.Of(id).Code(heading)).With(RulePage.Of(id).Project(heading));

        Assert.Equal(FindingsIn(run.Input), FindingsIn(run.Output));
    }

    /// <summary>A generated type is in error before and may be anything after, so it is where the two could part.</summary>
    [Theory]
    [InlineData("[JobTask] private static int T(Context p, int n) => n;")]
    [InlineData("[JobTask] private static int T(A.Context? p) => 1;")]
    [InlineData("[JobTask] private static int T(int n, TaskContext task, Context p) => n;")]
    [InlineData("[JobTask] private static int T(Context.Dispatcher p) => 1;")]
    [InlineData("[JobTask] private static int T(Context.UArgs p) => 1; [JobTask] private static int U(int n) => n;")]
    [InlineData("[JobTask] private static int T(Other.B.Context p) => 1;")]
    [InlineData("[JobTask] private static int T(JobContext p) => 1;")]
    [InlineData("[JobTask] private static int T(TaskDispatcher p, TaskContext task) => 1;")]
    [InlineData("private Task RunAsync(Context ctx, Context p) => Task.CompletedTask;", false)]
    public void ParameterOfAGeneratedType_IsFound_BeforeAndAfterGeneration(string member, bool hasRun = true)
    {
        var run = GeneratorRun.Of($$"""
            namespace Acme
            {
                [Job("a")] public partial class A { {{(hasRun ? "private Task RunAsync(Context ctx) => Task.CompletedTask;" : "")}} {{member}} }
            }
            namespace Acme.Other { [Job("b")] public partial class B { public Task RunAsync(Context ctx) => Task.CompletedTask; } }
            """);

        Assert.NotEmpty(FindingsIn(run.Output));
        Assert.Equal(FindingsIn(run.Input), FindingsIn(run.Output));
    }

    [Fact]
    public void Findings_AreCompared_WithPlaceAndArguments() =>
        Assert.Equal(
            ["RuntimeObject Source0.cs[93..96) _to, System.IO.Stream, , mark the member [JobIgnore]"],
            FindingsIn(GeneratorRun.Of(
                """[Job("a")] public sealed partial class A { private Task RunAsync(Context c) => null!; Stream _to; }""").Output));

    private static IReadOnlyList<string> FindingsIn(Compilation compilation) =>
    [
        .. TypesOf(compilation.Assembly.GlobalNamespace).SelectMany(type =>
        {
            var findings = new JobFindings();
            JobParser.Parse(type, compilation, findings, CancellationToken.None);
            return findings.Items;
        })
        .Select(finding => $"{finding.Kind} {finding.Location.SourceTree?.FilePath}{finding.Location.SourceSpan} {string.Join(", ", finding.Arguments)}"),
    ];

    private static IEnumerable<INamedTypeSymbol> TypesOf(INamespaceOrTypeSymbol container) =>
        container.GetMembers().OfType<INamespaceOrTypeSymbol>()
            .SelectMany(member => TypesOf(member).Concat(member is INamedTypeSymbol type ? [type] : []));
}
