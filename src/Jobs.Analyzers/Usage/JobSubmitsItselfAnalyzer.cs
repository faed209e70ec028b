using System.Collections.Immutable;
using Jobs.Analyzers.Code;
using Jobs.Analyzers.Resume;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Jobs.Analyzers.Usage;

/// <summary>JOB4009: <c>RunAsync</c> submits a child of its own class, with no condition before it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class JobSubmitsItselfAnalyzer : JobCodeAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.JobSubmitsItself,
        "A job submits itself without end",
        "Each run of job '{0}' submits another '{0}' on every way, and a child does so too: there is no end to them; submit it under a condition, or go on in a loop with SleepAsync",
        Categories.Usage,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "A child is a job of its own that begins with RunAsync.",
        HelpLinks.For(DiagnosticIds.JobSubmitsItself));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Rule);

    private protected override void Analyze(JobCode code, Action<Diagnostic> report)
    {
        if (code.RunAsync is not { } run) return;
        foreach (var call in run.Operations.OfType<IInvocationOperation>().Where(call => call.IsSubmit(code.Jobs)))
        {
            if (call.ArgumentOf("job") is { Type: { } job } && SymbolEqualityComparer.Default.Equals(job, code.Type) && !IsConditional(call))
                report(Diagnostic.Create(Rule, call.Syntax.GetLocation(), code.Type.Name));
        }
    }

    /// <summary>Whether anything decides about it: what it stands in, or something before it that may leave.</summary>
    private static bool IsConditional(IOperation call)
    {
        foreach (var outer in call.Ancestors())
        {
            if (outer is IConditionalOperation or ISwitchOperation or ISwitchExpressionOperation or ILoopOperation or ICatchClauseOperation or IAnonymousFunctionOperation
                or ICoalesceOperation or ILocalFunctionOperation)
            {
                return true;
            }

            if (outer is IBlockOperation block && block.Operations.TakeWhile(statement => !call.IsWithin(statement)).Any(MayLeave)) return true;
        }

        return false;
    }

    private static bool MayLeave(IOperation statement) => statement.DescendantsAndSelf().Any(inner => inner is IReturnOperation or IThrowOperation or IBranchOperation);
}
