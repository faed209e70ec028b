using System.Collections.Immutable;
using Jobs.Analyzers.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Jobs.Analyzers.Resume;

/// <summary>JOB3002: a task, a group or a call of the context is started and neither awaited nor kept.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class WorkDroppedAnalyzer : JobsAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.WorkIsDropped,
        "Work is started and not awaited",
        "'{0}' is not awaited: a job that returns while its work is under way has it cancelled and fails; await it",
        Categories.Resume,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "What a job starts belongs to its attempt: tasks are awaited or enumerated, checkpoints and sleeps are awaited one at a time.",
        HelpLinks.For(DiagnosticIds.WorkIsDropped));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Rule);

    private protected override void Register(CompilationStartAnalysisContext context, JobsContext jobs) =>
        context.RegisterOperationBlockAction(block =>
        {
            foreach (var body in block.OperationBlocks) Analyze(block, jobs, body);
        });

    private static void Analyze(OperationBlockAnalysisContext context, JobsContext jobs, IOperation body)
    {
        var dropped = new DroppedCalls(body, context.OwningSymbol);
        foreach (var call in body.DescendantsAndSelf().OfType<IInvocationOperation>())
        {
            // A group is not awaitable, so the compiler says nothing of it.
            if (call.IsWork(jobs) && dropped.Contain(call, isAwaitable: !JobsContext.Is(call.Type, jobs.TaskGroup)))
                context.ReportDiagnostic(Diagnostic.Create(Rule, call.Syntax.GetLocation(), call.Display()));
        }
    }
}
