using Jobs.Analyzers.Contract;
using Jobs.Analyzers.Tests.Kit;
using Jobs.TestKit.Roslyn;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Jobs.Analyzers.Tests.Catalogue;

/// <summary>What the pages of docs/rules say is so: their examples are run.</summary>
public sealed class PageTests
{
    private static readonly string[] s_sections = ["Cause", "Example", "Fix", "When to suppress"];

    public static TheoryData<string> Ids => [.. Components.Rules.Keys];

    [Fact]
    public void Pages_AreOfTheRules_AndNoOthers() =>
        Assert.Equal(
            Components.Rules.Keys.Append("README"),
            Directory.EnumerateFiles(RulePage.Directory).Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Ids))]
    public void Page_SaysWhatTheDescriptorSays(string id)
    {
        var (rule, page) = (Components.Rules[id], RulePage.Of(id));

        Assert.Equal($"# {id}: {rule.Title}", page.FirstLine);
        Assert.Contains(
            $"\nCategory `{rule.Category}` · severity {Severity(rule)} · code fix: {(Components.FixedIds.Contains(id) ? "yes" : "no")}\n",
            page.Text, StringComparison.Ordinal);
        Assert.Equal(s_sections, page.Headings.Where(s_sections.Contains));
        Assert.All(s_sections, heading => Assert.True(page.Section(heading).Length > $"\n## {heading}\n".Length + 2, $"'{heading}' of {id} is empty."));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Example_IsReportedByTheRule_AndByNoOther(string id)
    {
        var reported = await Report(Run(id, "Example"), id, "Example");

        Assert.NotEmpty(reported);
        Assert.All(reported, diagnostic => Assert.Equal(id, diagnostic.Id));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Fix_Compiles_AndNothingIsReported(string id)
    {
        var run = Run(id, "Fix").CompilesWithoutErrors();

        Assert.Empty(await Report(run, id, "Fix"));
    }

    [Fact]
    public void Index_ListsEveryPage() =>
        Assert.Equal(
            Components.Rules.Values.Select(rule =>
                $"[{rule.Id}]({rule.Id}.md) | {Severity(rule)} | {(Components.FixedIds.Contains(rule.Id) ? "yes" : "")} | {rule.Title}"),
            RulePage.Of("README").Text.Split('\n').Where(line => line.StartsWith('[')));

    // Pages of rules about hosts make some.
    private static GeneratorRun Run(string id, string heading) => GeneratorRun.Of(RulePage.Of(id).Code(heading)).With(RulePage.Of(id).Project(heading));

    /// <summary>What is reported on a page's code beside its contract. Only the pages of the contract's rules show one, so that it is missing is told by one page.</summary>
    private static async Task<IReadOnlyList<Diagnostic>> Report(GeneratorRun run, string id, string heading)
    {
        var contract = RulePage.Of(id).Contract(heading);
        AdditionalText[] files = contract is null ? [] : [new TestAdditionalText(ContractText.FileName, contract)];
        var reported = await run.Output.WithAnalyzers(Components.Analyzers, new AnalyzerOptions([.. files])).GetAnalyzerDiagnosticsAsync();
        return [.. reported.Where(diagnostic => diagnostic.Id != DiagnosticIds.ContractIsMissing || id == diagnostic.Id)];
    }

    private static string Severity(DiagnosticDescriptor rule) => rule.DefaultSeverity switch
    {
        DiagnosticSeverity.Error => "error",
        DiagnosticSeverity.Warning => "warning",
        _ => "info",
    };
}
