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
        if (declarator.IsWithin(loop) || declarator.Syntax.SpanStart > loop.Syntax.SpanStart) return false;
        var local = declarator.Symbol;
        return !BeginsWithState(declarator, loop, body, code)
            && loop.Body.DescendantsAndSelf().Any(operation => Adds(operation, local))
            && UsedBehind(loop, local, body)
            && !IsEmptyAtCheckpoints(loop, local, code);
    }

    /// <summary>Set from the state before the loop, or filled from it: then the author takes care of it.</summary>
    private static bool BeginsWithState(IVariableDeclaratorOperation declarator, ILoopOperation loop, MethodBody body, JobCode code)
    {
        if (declarator.GetVariableInitializer() is { } initializer
            && initializer.Descendants().Any(part => part.MemberOfThis() is { } member && code.Jobs.IsState(member)))
        {
            return true;
        }

        return body.Operations.TakeWhile(operation => operation.Syntax.SpanStart < loop.Syntax.SpanStart).Any(operation =>
            StateMembers.TargetOf(operation) is { } target && Is(target, declarator.Symbol)
            && operation.DescendantsAndSelf().Any(part => part.MemberOfThis() is { } member && code.Jobs.IsState(member)));
    }

    /// <summary>Whether what it holds is used after the loop. A statement beside the loop that sets it anew ends that.</summary>
    private static bool UsedBehind(ILoopOperation loop, ILocalSymbol local, MethodBody body) =>
        body.Operations.Where(operation => Is(operation, local) && operation.Syntax.SpanStart > loop.Syntax.Span.End).OrderBy(operation => operation.Syntax.SpanStart).FirstOrDefault() is { } first
        && !(first.Parent?.Parent is IExpressionStatementOperation { Parent: var block } statement && block == loop.Parent && IsEmptied(statement, local));

    /// <summary>Whether each checkpoint of the loop finds it empty: emptied on the way to it, and not added to since. So are batches written.</summary>
    private static bool IsEmptyAtCheckpoints(ILoopOperation loop, ILocalSymbol local, JobCode code)
    {
        var saves = code.Find(loop.Body, operation => operation.MayCheckpoint(code) ? operation : null).Select(save => save.At).ToList();
        return saves.Count > 0 && saves.TrueForAll(save => EmptiedBefore(save, loop, local) is { } emptied && !loop.Body.Descendants().Any(operation =>
            Adds(operation, local) && operation.Syntax.SpanStart > emptied.Syntax.Span.End && operation.Syntax.SpanStart < save.Syntax.SpanStart));
    }

    private static IOperation? EmptiedBefore(IOperation save, ILoopOperation loop, ILocalSymbol local)
    {
        for (var (inner, outer) = (save, save.Parent); outer is not null && outer != loop; (inner, outer) = (outer, outer.Parent))
        {
            if (outer is IBlockOperation block && block.Operations.TakeWhile(statement => statement != inner).LastOrDefault(statement => IsEmptied(statement, local)) is { } emptied) return emptied;
        }

        return null;
    }

    private static bool IsEmptied(IOperation statement, ILocalSymbol local) => statement is IExpressionStatementOperation { Operation: var operation } && operation switch
    {
        ISimpleAssignmentOperation assignment => Is(assignment.Target, local) && !assignment.Value.DescendantsAndSelf().Any(part => Is(part, local)),
        IInvocationOperation { TargetMethod.Name: "Clear", Instance: { } receiver } => Is(receiver.WithoutConversions(), local),
        _ => false,
    };

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
