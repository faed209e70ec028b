using Jobs.Analyzers.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Jobs.Analyzers.Resume;

/// <summary>
/// Whether code around an update keeps a resumed attempt from applying it again. It judges in favour of the author: whatever
/// asks the state first is taken for a guard, since only the author knows what the state means.
/// </summary>
internal sealed class StateGuards
{
    private readonly JobsContext _jobs;
    private readonly StoredResults _results;

    public StateGuards(JobsContext jobs, StoredResults results)
    {
        _jobs = jobs;
        _results = results;
    }

    public bool Cover(IOperation operation, StateUpdate update)
    {
        // A dispatch whose arguments are a position in the state is another dispatch once that position has moved on.
        if (update.Value is not null && _results.DispatchesIn(update.Value).Any(ReadsPosition)) return true;
        for (var (inner, outer) = (operation, operation.Parent); outer is not null; (inner, outer) = (outer, outer.Parent))
        {
            if (IsGuard(outer, inner) || (outer is IBlockOperation block && IsPrecededByGuard(block, inner, update.Member))) return true;
        }

        return false;
    }

    private bool IsGuard(IOperation outer, IOperation inner) => outer switch
    {
        IConditionalOperation choice => inner != choice.Condition && ReadsState(choice.Condition),
        ISwitchOperation choice => ReadsState(choice.Value),
        ISwitchExpressionOperation choice => ReadsState(choice.Value),
        IWhileLoopOperation { Condition: { } condition } => ReadsState(condition),
        IForLoopOperation loop => (loop.Condition is { } condition && ReadsState(condition)) || loop.Before.Any(ReadsState),
        // The results of a group that is enumerated are delivered once across checkpoints, so what the loop adds is too.
        IForEachLoopOperation { IsAsynchronous: true } loop when JobsContext.Is(loop.Collection.WithoutConversions().Type, _jobs.TaskGroup) => true,
        IForEachLoopOperation loop => ReadsPosition(loop.Collection),
        _ => false,
    };

    /// <summary>Before the update, on its way: <c>if (_counted) return;</c>, or the member is set anew.</summary>
    private bool IsPrecededByGuard(IBlockOperation block, IOperation inner, ISymbol member) =>
        block.Operations.TakeWhile(statement => statement != inner).Any(statement => statement switch
        {
            IConditionalOperation choice => ReadsState(choice.Condition) && Leaves(choice.WhenTrue),
            IExpressionStatementOperation { Operation: ISimpleAssignmentOperation assignment } =>
                Sets(assignment.Target, member) && StateUpdate.Of(assignment, _jobs) is null,
            IExpressionStatementOperation { Operation: IInvocationOperation { TargetMethod.Name: "Clear", Instance: { } cleared } } => Sets(cleared, member),
            _ => false,
        });

    private static bool Sets(IOperation target, ISymbol member) =>
        target.WithoutConversions() is IMemberReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Member, member);

    private static bool Leaves(IOperation branch) =>
        (branch is IBlockOperation block ? block.Operations.LastOrDefault() : branch) is IReturnOperation or IBranchOperation or IThrowOperation
            or IExpressionStatementOperation { Operation: IThrowOperation };

    private bool ReadsState(IOperation operation) => StateIn(operation).Any();

    /// <summary>Reads state that is a position: a number, a name, a flag. A collection is what was worked on, not how far.</summary>
    private bool ReadsPosition(IOperation operation) => StateIn(operation).Any(reference => reference.Type is { } type && !IsCollection(type));

    private IEnumerable<IMemberReferenceOperation> StateIn(IOperation operation) =>
        operation.DescendantsAndSelf().OfType<IMemberReferenceOperation>()
            .Where(reference => reference.Instance?.WithoutConversions() is IInstanceReferenceOperation && _jobs.IsState(reference.Member));

    public static bool IsCollection(ITypeSymbol type) =>
        type.SpecialType != SpecialType.System_String
        && (type is IArrayTypeSymbol || type.AllInterfaces.Any(i => i.SpecialType == SpecialType.System_Collections_IEnumerable));
}
