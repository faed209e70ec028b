using System.Reflection;
using Jobs.Analyzers.Rules;
using Jobs.CodeFixes;
using Jobs.CodeFixes.Contract;
using Jobs.Generators.Parsing;
using Jobs.TestKit.Snapshots;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Jobs.Analyzers.Tests.Catalogue;

/// <summary>Ids, descriptors, release file, pages and tests name the same rules: none can be added halfway.</summary>
public sealed class CatalogueTests
{
    private static readonly string[] Ids =
    [
        .. typeof(DiagnosticIds).GetFields(BindingFlags.Static | BindingFlags.Public).Select(field => (string)field.GetRawConstantValue()!),
    ];

    [Fact]
    public void Ids_AreThoseOfTheDescriptors_EachOnce() => Assert.Equal(Ids.Order(StringComparer.Ordinal), Components.Rules.Keys);

    [Fact]
    public void Ids_AreInTheRangeOfTheirCategory() =>
        Assert.All(Components.Rules.Values, rule => Assert.Equal(
            rule.Id[3] switch { '1' => Categories.Declaration, '2' => Categories.State, '3' => Categories.Resume, '4' => Categories.Usage, _ => "none" },
            rule.Category));

    [Fact]
    public void EveryRule_IsOnByDefault_AndExplainsItself() =>
        Assert.All(Components.Rules.Values, rule =>
        {
            Assert.True(rule.IsEnabledByDefault);
            Assert.NotEmpty(rule.Description.ToString());
            Assert.EndsWith($"docs/rules/{rule.Id}.md", rule.HelpLinkUri, StringComparison.Ordinal);
        });

    [Fact]
    public void EveryMessage_NamesTheSymbol() =>
        Assert.All(Components.Rules.Values, rule => Assert.Contains("{", rule.MessageFormat.ToString(), StringComparison.Ordinal));

    [Fact]
    public void EveryFinding_OfTheParser_HasItsRule() =>
        Assert.Equal(Enum.GetValues<JobFindingKind>().Order(), FindingRules.ByKind.Keys.Order());

    [Fact]
    public void NoTwoFindings_ShareARule() => Assert.Equal(FindingRules.ByKind.Count, FindingRules.All.Length);

    [Fact]
    public void ReleaseFiles_ListExactlyTheRules()
    {
        var released = new[] { "AnalyzerReleases.Shipped.md", "AnalyzerReleases.Unshipped.md" }
            .SelectMany(file => File.ReadLines(Path.Combine(SourcePath.RepositoryRoot(), "src", "Jobs.Analyzers", file)))
            .Where(line => line.StartsWith("JOB", StringComparison.Ordinal));

        Assert.Equal(
            Components.Rules.Values.Select(rule => $"{rule.Id} | {rule.Category} | {rule.DefaultSeverity} | {rule.Title}"),
            released);
    }

    [Fact]
    public void EveryAnalyzer_DerivesFromTheSharedBase() =>
        Assert.All(Components.Analyzers, analyzer =>
        {
            Assert.IsType<JobsAnalyzer>(analyzer, exactMatch: false);
            Assert.Equal([LanguageNames.CSharp], analyzer.GetType().GetCustomAttribute<DiagnosticAnalyzerAttribute>()!.Languages);
        });

    [Fact]
    public void EveryFixer_DerivesFromTheSharedBase_AndFixesARuleOfOurs() =>
        Assert.All(Components.Fixers, fixer =>
        {
            Assert.True(fixer is JobsFixer or ContractFixer, $"{fixer.GetType().Name} is of no base that checks it and gives it Fix All.");
            Assert.Equal([LanguageNames.CSharp], fixer.GetType().GetCustomAttribute<ExportCodeFixProviderAttribute>()!.Languages);
            Assert.NotEmpty(fixer.FixableDiagnosticIds);
            Assert.Subset(Components.Rules.Keys.ToHashSet(), fixer.FixableDiagnosticIds.ToHashSet());
        });

    [Fact]
    public void EveryRule_IsMarkedInATestOfThisProject()
    {
        var tests = Path.Combine(SourcePath.RepositoryRoot(), "tests", "Jobs.Analyzers.Tests");
        var sources = string.Concat(new[] { "Declaration", "State", "Resume", "Usage" }
            .SelectMany(room => Directory.EnumerateFiles(Path.Combine(tests, room), "*.cs")).Select(File.ReadAllText));

        // By id in a mark, by name for a class of tests that is of one rule, or in a file that has no marks.
        Assert.All(Ids, id => Assert.True(
            sources.Contains($"{{|{id}:", StringComparison.Ordinal) || sources.Contains($".Rule(\"{id}\")", StringComparison.Ordinal)
                || sources.Contains($"({id})", StringComparison.Ordinal) || sources.Contains($".ReportsInFile(\"{id}\"", StringComparison.Ordinal),
            $"No test has a mark of {id}."));
    }
}
