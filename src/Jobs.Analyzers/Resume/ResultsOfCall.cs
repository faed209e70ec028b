using Jobs.Analyzers.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Jobs.Analyzers.Resume;

/// <summary>What a loop does with the result of a call in it, through locals and members.</summary>
internal sealed class ResultsOfCall
{
    private readonly IInvocationOperation _call;
    private readonly HashSet<ISymbol> _holders = new(SymbolEqualityComparer.Default);

    /// <param name="call">The call.</param>
    /// <param name="loop">Where it stands. One pass in the order of the source, in which a variable is set before it is used.</param>
    public ResultsOfCall(IInvocationOperation call, ILoopOperation loop)
    {
        _call = call;
        foreach (var operation in loop.Body.DescendantsAndSelf())
        {
            var (holder, value) = operation switch
            {
                IVariableDeclaratorOperation { Initializer.Value: { } initial } declarator => (declarator.Symbol, initial),
                ISimpleAssignmentOperation { Target: ILocalReferenceOperation target } assignment => (target.Local, assignment.Value),
                ISimpleAssignmentOperation assignment => (assignment.Target.MemberOfThis(), assignment.Value),
                _ => ((ISymbol?)null, operation),
            };
            if (holder is not null && Make(value)) _holders.Add(holder);
        }
    }

    /// <summary>
    /// Whether a change is made or left out by what the call returns. One of constants alone is not, and neither is one that
    /// stands in both branches of a question about the result.
    /// </summary>
    /// <param name="change">The change.</param>
    /// <param name="within">Where to look.</param>
    /// <param name="isSuch">Whether an operation is such a change.</param>
    public bool Decide(IOperation change, IOperation within, Func<IOperation, bool> isSuch)
    {
        if (change is IAssignmentOperation assignment && !IsOfConstants(assignment.Value) && Make(assignment.Value)) return true;
        for (var (inner, outer) = (change, change.Parent); outer is not null && inner != within; (inner, outer) = (outer, outer.Parent))
        {
            if (outer is IConditionalOperation choice && inner != choice.Condition && Make(choice.Condition))
            {
                var other = inner == choice.WhenTrue ? choice.WhenFalse : choice.WhenTrue;
                if (other is null || !other.DescendantsAndSelf().Any(isSuch)) return true;
            }
        }

        return false;
    }

    private static bool IsOfConstants(IOperation value) => value.WithoutConversions() switch
    {
        IConditionalOperation { WhenFalse: { } whenFalse } choice => IsOfConstants(choice.WhenTrue) && IsOfConstants(whenFalse),
        ISwitchExpressionOperation choice => choice.Arms.All(arm => IsOfConstants(arm.Value)),
        var other => other.ConstantValue.HasValue,
    };

    private bool Make(IOperation value) => value.DescendantsAndSelf().Any(part => part switch
    {
        IInvocationOperation call => call == _call,
        ILocalReferenceOperation local => _holders.Contains(local.Local),
        IMemberReferenceOperation reference => reference.MemberOfThis() is { } member && _holders.Contains(member),
        _ => false,
    });
}
