using System.Collections.Immutable;
using Jobs.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Jobs.Analyzers.Usage;

/// <summary>JOB4001: <c>[JobTask]</c> on a method of a class that is no job does nothing.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TaskOutsideOfJobAnalyzer : JobsAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.TaskOutsideOfJob,
        "A task outside of a job does nothing",
        "'{0}' is marked [JobTask], but '{1}' is no job, so nothing can dispatch it; mark the class [Job] or move the method into one",
        Categories.Usage,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "Tasks are dispatched through the Context of the job that declares them. Those of a base class are not the job's.",
        HelpLinks.For(DiagnosticIds.TaskOutsideOfJob));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Rule);

    private protected override void Register(CompilationStartAnalysisContext context, JobsContext jobs) =>
        context.RegisterSymbolAction(
            symbol =>
            {
                var method = (IMethodSymbol)symbol.Symbol;
                if (jobs.IsTask(method) && !jobs.IsJob(method.ContainingType))
                    symbol.ReportDiagnostic(Diagnostic.Create(Rule, method.MainLocation(), method.Name, TypeNames.Display(method.ContainingType)));
            },
            SymbolKind.Method);
}
