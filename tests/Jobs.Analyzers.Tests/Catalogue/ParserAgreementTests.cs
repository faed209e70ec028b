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
        var run = GeneratorRun.Of(RulePage.Of(id).Code(heading));

        Assert.Equal(FindingsIn(run.Input), FindingsIn(run.Output));
    }

    [Fact]
    public void Findings_AreCompared_WithPlaceAndArguments() =>
        Assert.Equal(
            ["RuntimeObject Source0.cs[93..96) _to, System.IO.Stream, "],
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
