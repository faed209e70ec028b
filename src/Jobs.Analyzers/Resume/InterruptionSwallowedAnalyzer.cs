using System.Collections.Immutable;
using Jobs.Analyzers.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Jobs.Analyzers.Resume;

/// <summary>
/// JOB3006: a catch takes the exception that asks the job to stop, and goes on. Any <c>throw</c> in the clause is taken for
/// passing it on, and any filter that asks for the type for leaving it alone.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class InterruptionSwallowedAnalyzer : JobCodeAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.InterruptionIsSwallowed,
        "A catch swallows the interruption of the job",
        "This catch takes the JobInterruptedException of '{0}' and goes on, so that job '{1}' cannot be paused or stopped there; " +
            "add 'when (e is not JobInterruptedException)'",
        Categories.Resume,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "Checkpoints, dispatches and sleeps throw JobInterruptedException, an OperationCanceledException, when the job is to stop. It must leave RunAsync.",
        HelpLinks.For(DiagnosticIds.InterruptionIsSwallowed));

    private static readonly string[] s_takers =
    [
        "System.Exception", "System.SystemException", "System.OperationCanceledException", "System.Object", "Jobs.JobInterruptedException",
    ];

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Rule);

    private protected override void Analyze(JobCode code, Action<Diagnostic> report)
    {
        foreach (var attempt in code.Running.SelectMany(body => body.Operations).OfType<ITryOperation>())
        {
            if (code.Find(attempt.Body, operation => operation.MayInterrupt(code) ? operation : null).FirstOrDefault().Found is not { } point) continue;

            // A clause behind one that takes it is never given it.
            foreach (var clause in attempt.Catches.Where(Takes))
            {
                if (clause.Filter is not null && Asks(clause.Filter)) continue;
                if (!PassesOn(clause, code)) report(Diagnostic.Create(Rule, LocationOf(clause), NameOf(point), code.Type.Name));
                if (clause.Filter is null) break;
            }
        }
    }

    private static bool Takes(ICatchClauseOperation clause) => clause.ExceptionType is null || s_takers.Any(name => clause.ExceptionType.IsNamed(name));

    private static bool Asks(IOperation filter) => filter.DescendantsAndSelf().Any(operation => operation switch
    {
        IIsTypeOperation test => IsInterruption(test.TypeOperand),
        ITypePatternOperation pattern => IsInterruption(pattern.MatchedType),
        IDeclarationPatternOperation pattern => IsInterruption(pattern.MatchedType),
        IRecursivePatternOperation pattern => IsInterruption(pattern.MatchedType),
        _ => false,
    });

    private static bool IsInterruption(ITypeSymbol? type) => type.IsNamed("Jobs.JobInterruptedException") || type.IsNamed("System.OperationCanceledException");

    private static bool PassesOn(ICatchClauseOperation clause, JobCode code) =>
        clause.Handler.InFunction().Any(operation =>
            operation is IThrowOperation
            || (operation is IInvocationOperation { TargetMethod.Name: "ThrowIfInterrupted" or "ThrowIfCancellationRequested" or "Throw" })
            || (code.CalleeOf(operation) is { } callee && callee.Operations.Any(deeper => deeper is IThrowOperation)));

    private static string NameOf(IOperation point) => point switch
    {
        IInvocationOperation call => call.Display(),
        IForEachLoopOperation => "await foreach",
        IMethodReferenceOperation reference => reference.Method.Name,
        _ => "a call that is given the context",
    };

    private static Location LocationOf(ICatchClauseOperation clause) => clause.Syntax.GetFirstToken().GetLocation();
}
