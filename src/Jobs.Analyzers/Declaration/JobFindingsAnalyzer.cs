using System.Collections.Immutable;
using Jobs.Analyzers.Rules;
using Jobs.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Jobs.Analyzers.Declaration;

/// <summary>
/// Reports what the generator's parser finds in a job: all rules of JOB1xxx and JOB2xxx that one class alone can break. One
/// analyzer for all of them, because one parse finds them all.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class JobFindingsAnalyzer : JobsAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => FindingRules.All;

    private protected override void Register(CompilationStartAnalysisContext context, JobsContext jobs) =>
        context.RegisterSymbolAction(Report, SymbolKind.NamedType);

    private static void Report(SymbolAnalysisContext context)
    {
        var findings = new JobFindings();
        JobParser.Parse((INamedTypeSymbol)context.Symbol, context.Compilation, findings, context.CancellationToken);
        foreach (var finding in findings.Items)
            context.ReportDiagnostic(Diagnostic.Create(FindingRules.ByKind[finding.Kind], finding.Location, MessageArguments(finding)));
    }

    /// <summary>The finding's own; a path into a type is there to be read, and often empty.</summary>
    private static object[] MessageArguments(JobFinding finding)
    {
        object[] arguments = [.. finding.Arguments];
        var hasPath = finding.Kind
            is JobFindingKind.RuntimeObject or JobFindingKind.OpenType or JobFindingKind.UnknownType or JobFindingKind.StateTypeMember;
        if (hasPath && finding.Arguments[2] is { Length: > 0 } path) arguments[2] = $" at '{path}'";
        return arguments;
    }
}
