using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Jobs.Analyzers.Resume;

/// <summary>
/// JOB3001: state is added to from a result that a resumed attempt gets again. A checkpoint stores the sum; the next attempt
/// starts at the top of <c>RunAsync</c>, is given the stored result without running the task or child job, and adds it once more.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class StoredResultAddedTwiceAnalyzer : JobsAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.StoredResultIsAddedTwice,
        "A stored result would be added to the state twice",
        "'{0}' is changed by a result that a resumed job gets again, so it would be added twice; assign it, " +
            "or, for tasks, enumerate their group with 'await foreach', which delivers each result once",
        Categories.Resume,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "A single awaited task, ResultsAsync and a child job's ResultAsync always return the stored value, also to an attempt whose checkpointed state already contains it.",
        HelpLinks.For(DiagnosticIds.StoredResultIsAddedTwice));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Rule);

    private protected override void Register(CompilationStartAnalysisContext context, JobsContext jobs) =>
        context.RegisterOperationBlockAction(block =>
        {
            if (block.OwningSymbol is not IMethodSymbol { IsStatic: false } method || !jobs.IsJob(method.ContainingType)) return;
            foreach (var body in block.OperationBlocks) Analyze(block, jobs, body);
        });

    private static void Analyze(OperationBlockAnalysisContext context, JobsContext jobs, IOperation body)
    {
        var results = new StoredResults(jobs, body);
        var guards = new StateGuards(jobs, results);
        foreach (var operation in body.DescendantsAndSelf())
        {
            if (StateUpdate.Of(operation, jobs) is not { } update || !DependsOn(results, operation, update) || guards.Cover(operation, update)) continue;
            context.ReportDiagnostic(Diagnostic.Create(Rule, operation.Syntax.GetLocation(), update.Member.Name));
        }
    }

    /// <summary>By what it adds, or by the loop or condition that leads to it.</summary>
    private static bool DependsOn(StoredResults results, IOperation operation, StateUpdate update)
    {
        if (update.Value is not null && results.Make(update.Value)) return true;
        for (var (inner, outer) = (operation, operation.Parent); outer is not null; (inner, outer) = (outer, outer.Parent))
        {
            var decides = outer switch
            {
                IForEachLoopOperation loop => inner == loop.Body ? loop.Collection : null,
                IConditionalOperation choice => inner == choice.Condition ? null : choice.Condition,
                _ => null,
            };
            if (decides is not null && results.Make(decides)) return true;
        }

        return false;
    }
}
