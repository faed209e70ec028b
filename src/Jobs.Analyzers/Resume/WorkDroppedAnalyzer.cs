using System.Collections.Immutable;
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
        HashSet<ILocalSymbol>? used = null;
        foreach (var call in body.DescendantsAndSelf().OfType<IInvocationOperation>())
        {
            if (call.IsWork(jobs) && IsDropped(call)) context.ReportDiagnostic(Diagnostic.Create(Rule, call.Syntax.GetLocation(), call.Display()));
        }

        bool IsDropped(IInvocationOperation call) => OutermostOf(call) switch
        {
            // The compiler itself warns of an awaitable in a statement of an async method (CS4014); a group is not awaitable.
            { Parent: IExpressionStatementOperation } => JobsContext.Is(call.Type, jobs.TaskGroup) || !IsInAsyncMethod(call, context.OwningSymbol),
            { Parent: ISimpleAssignmentOperation { Target: IDiscardOperation } } => true,
            { Parent: IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } } =>
                !(used ??= LocalsUsedIn(body)).Contains(declarator.Symbol),
            _ => false,
        };
    }

    private static IOperation OutermostOf(IOperation operation)
    {
        while (operation.Parent is IConversionOperation or IParenthesizedOperation) operation = operation.Parent;
        return operation;
    }

    private static HashSet<ILocalSymbol> LocalsUsedIn(IOperation body) =>
        new(body.DescendantsAndSelf().OfType<ILocalReferenceOperation>().Select(reference => reference.Local), SymbolEqualityComparer.Default);

    private static bool IsInAsyncMethod(IOperation operation, ISymbol owner)
    {
        for (var outer = operation.Parent; outer is not null; outer = outer.Parent)
        {
            if (outer is IAnonymousFunctionOperation lambda) return lambda.Symbol.IsAsync;
            if (outer is ILocalFunctionOperation local) return local.Symbol.IsAsync;
        }

        return owner is IMethodSymbol { IsAsync: true };
    }
}
