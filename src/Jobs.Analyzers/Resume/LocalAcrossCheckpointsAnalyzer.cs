using System.Collections.Immutable;
using Jobs.Analyzers.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Jobs.Analyzers.Resume;

/// <summary>
/// JOB3005: a local sums up what a loop is given, the loop saves, and the sum is used after it. The next attempt is given
/// only the rest, and starts with an empty sum.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LocalAcrossCheckpointsAnalyzer : JobCodeAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.LocalIsLostAtResume,
        "A local is summed up across checkpoints",
        "'{0}' is lost when job '{1}' resumes, while what the loop has done is not done again, so the sum would lack it; make '{0}' a field of the job",
        Categories.Resume,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "A checkpoint covers results and positions, and stores members. Locals begin anew in each attempt.",
        HelpLinks.For(DiagnosticIds.LocalIsLostAtResume));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Rule);

    private protected override void Analyze(JobCode code, Action<Diagnostic> report)
    {
        var loops = new ResumingLoops(code);
        foreach (var body in code.Running)
        {
            var reported = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
            foreach (var loop in body.Operations.OfType<ILoopOperation>().Where(loop => loops.Saves(loop) && (loops.IsStream(loop) || loops.AsksState(loop))))
            {
                foreach (var declarator in body.Operations.OfType<IVariableDeclaratorOperation>().Where(declarator => IsLost(declarator, loop, body, code)))
                {
                    if (reported.Add(declarator.Symbol)) report(Diagnostic.Create(Rule, declarator.Symbol.Locations[0], declarator.Symbol.Name, code.Type.Name));
                }
            }
        }
    }

    private static bool IsLost(IVariableDeclaratorOperation declarator, ILoopOperation loop, MethodBody body, JobCode code)
    {
        // Set from the state to begin with: then the author takes care of it.
        if (declarator.IsWithin(loop) || declarator.Syntax.SpanStart > loop.Syntax.SpanStart) return false;
        if (declarator.GetVariableInitializer() is { } initializer
            && initializer.Descendants().Any(part => part.MemberOfThis() is { } member && code.Jobs.IsState(member)))
        {
            return false;
        }

        var isSummedUp = loop.Body.DescendantsAndSelf().Any(operation => Adds(operation, declarator.Symbol));
        return isSummedUp && body.Operations.Any(operation =>
            operation is ILocalReferenceOperation reference && Is(reference, declarator.Symbol) && reference.Syntax.SpanStart > loop.Syntax.Span.End);
    }

    private static bool Adds(IOperation operation, ILocalSymbol local) => operation switch
    {
        ICompoundAssignmentOperation compound => Is(compound.Target, local),
        IIncrementOrDecrementOperation increment => Is(increment.Target, local),
        ISimpleAssignmentOperation assignment => Is(assignment.Target, local) && assignment.Value.DescendantsAndSelf().Any(part => Is(part, local)),
        IInvocationOperation { Instance: { } receiver } => Is(receiver.WithoutConversions(), local) && StateMembers.TargetOf(operation) is not null,
        _ => false,
    };

    private static bool Is(IOperation operation, ILocalSymbol local) =>
        operation is ILocalReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Local, local);
}
