using Jobs.Analyzers.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Jobs.Analyzers.Resume;

/// <summary>
/// Members that an attempt sets to an unstable value whatever they held: a checkpoint between does not help, since the next
/// attempt sets them anew before it looks. Code that asks first is believed, and so is a loop that uses the value of its last
/// round before it sets the next.
/// </summary>
internal sealed class UnstableMembers
{
    private readonly JobCode _code;
    private readonly StateQuestions _questions;
    private readonly Func<IOperation, string?> _sourceOf;
    private readonly Lazy<List<Set>> _sets;

    /// <param name="code">The job.</param>
    /// <param name="sourceOf">What an assigned value is unstable by, or null.</param>
    public UnstableMembers(JobCode code, Func<IOperation, string?> sourceOf)
    {
        _code = code;
        _questions = new(code);
        _sourceOf = sourceOf;
        _sets = new(() => code.Running.SelectMany(body => SetsIn(body, [])).ToList());
    }

    /// <summary>The member that the operation reads, if each attempt sets it on its way there; or null.</summary>
    public ISymbol? MemberIn(IOperation operation) =>
        operation is not IMethodReferenceOperation && operation.MemberOfThis() is { } member
        && _sets.Value.Any(set => SymbolEqualityComparer.Default.Equals(set.Member, member) && Precedes(set, operation))
            ? member
            : null;

    private IEnumerable<Set> SetsIn(MethodBody body, HashSet<MethodBody> visited)
    {
        if (!visited.Add(body)) yield break;
        foreach (var operation in body.Operations)
        {
            if (operation is ISimpleAssignmentOperation { Parent: IExpressionStatementOperation } assignment
                && assignment.Target.MemberOfThis() is { } member && !_code.Jobs.IsInput(member)
                && _sourceOf(assignment.Value) is not null && ReachOf(assignment) is { } reach)
            {
                yield return new Set(member, assignment, reach);
            }
            else if (operation is IInvocationOperation && _code.CalleeOf(operation) is { } callee && ReachOf(operation) is { } after)
            {
                // What the method sets whenever it is called is set here.
                foreach (var set in SetsIn(callee, visited).Where(set => callee.Blocks.Contains(set.Reach))) yield return set with { At = operation, Reach = after };
            }
        }
    }

    /// <summary>The block in which all that follows comes after the operation; null where a question decides whether it is done.</summary>
    private IOperation? ReachOf(IOperation operation)
    {
        IOperation? reach = null;
        var isOpen = true;
        for (var (inner, outer) = (operation, operation.Parent); outer is not null and not IMethodBodyOperation; (inner, outer) = (outer, outer.Parent))
        {
            switch (outer)
            {
                case IConditionalOperation or ISwitchCaseOperation or ISwitchExpressionArmOperation or ICoalesceOperation or ICoalesceAssignmentOperation
                    or IConditionalAccessOperation or ICatchClauseOperation:
                case IWhileLoopOperation { Condition: { } condition } when _questions.AsksState(condition):
                case IBlockOperation block when block.Operations.TakeWhile(statement => statement != inner).Any(_questions.MayLeave):
                    return null;
                case IAnonymousFunctionOperation or ILocalFunctionOperation:
                    return reach;
                case IBlockOperation when isOpen:
                    reach = outer;
                    break;
                case ILoopOperation:
                    isOpen = false;
                    break;
            }
        }

        return reach;
    }

    private bool Precedes(Set set, IOperation use) =>
        use.IsWithin(set.Reach) ? use.Syntax.SpanStart >= set.At.Syntax.Span.End
        : set.Reach.Descendants().Any(call => call.Syntax.SpanStart >= set.At.Syntax.Span.End && _code.CalleeOf(call) is not null && _code.Has(call, inner => inner == use));

    /// <param name="Member">What is set.</param>
    /// <param name="At">The assignment, or the call that leads to it.</param>
    /// <param name="Reach">The block that comes by it.</param>
    private sealed record Set(ISymbol Member, IOperation At, IOperation Reach);
}
