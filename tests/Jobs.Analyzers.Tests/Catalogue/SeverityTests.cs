using Jobs.Analyzers.Contract;
using Jobs.Analyzers.Tests.Kit;
using Jobs.TestKit.Roslyn;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Jobs.Analyzers.Tests.Catalogue;

/// <summary>The author has the last word on every rule: each can be switched off, or made graver, as an .editorconfig does it.</summary>
public sealed class SeverityTests
{
    public static TheoryData<string> Ids => [.. Components.Rules.Keys];

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Rule_SwitchedOff_IsSilent(string id) => Assert.Empty(await Report(id, ReportDiagnostic.Suppress));

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Rule_MadeAnError_IsOne(string id)
    {
        var reported = await Report(id, ReportDiagnostic.Error);

        Assert.NotEmpty(reported);
        Assert.All(reported, diagnostic => Assert.Equal(DiagnosticSeverity.Error, diagnostic.Severity));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Rule_BetweenPragmas_IsSilent(string id)
    {
        var reported = await Report($"#pragma warning disable {id}\n{RulePage.Of(id).Code("Example")}\n#pragma warning restore {id}\n", id, ReportDiagnostic.Default);

        Assert.DoesNotContain(reported, diagnostic => diagnostic.Location.IsInSource); // No pragma reaches what is said of the contract's file.
    }

    private static Task<IReadOnlyList<Diagnostic>> Report(string id, ReportDiagnostic severity) => Report(RulePage.Of(id).Code("Example"), id, severity);

    private static async Task<IReadOnlyList<Diagnostic>> Report(string source, string id, ReportDiagnostic severity)
    {
        var compilation = GeneratorRun.Of(source).With(RulePage.Of(id).Project("Example")).Output;
        compilation = compilation.WithOptions(compilation.Options.WithSyntaxTreeOptionsProvider(new Editorconfig(id, severity)));
        AdditionalText[] files = RulePage.Of(id).Contract("Example") is { } contract ? [new TestAdditionalText(ContractText.FileName, contract)] : [];
        var reported = await compilation.WithAnalyzers(Components.Analyzers, new AnalyzerOptions([.. files])).GetAnalyzerDiagnosticsAsync();
        return [.. reported.Where(diagnostic => diagnostic.Id == id)];
    }

    private sealed class Editorconfig(string id, ReportDiagnostic severity) : SyntaxTreeOptionsProvider
    {
        public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken) => GeneratedKind.Unknown;

        public override bool TryGetDiagnosticValue(SyntaxTree tree, string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic set) =>
            TryGetGlobalDiagnosticValue(diagnosticId, cancellationToken, out set);

        public override bool TryGetGlobalDiagnosticValue(string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic set)
        {
            set = severity;
            return diagnosticId == id && severity != ReportDiagnostic.Default;
        }
    }
}
