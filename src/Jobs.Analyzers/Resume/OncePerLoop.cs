using Jobs.Analyzers.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Jobs.Analyzers.Resume;

/// <summary>
/// Whether a loop reaches a call in one of its rounds only, as a state machine does: the call stands under a question about a
/// variable that is another one afterwards. Code that asks is believed, except where the answer comes from the call itself:
/// that is a poll, which asks until it likes the answer.
/// </summary>
internal sealed class OncePerLoop
{
    private readonly JobCode _code;
    private readonly ILoopOperation _loop;
    private readonly ResultsOfCall _results;

    private OncePerLoop(IInvocationOperation call, ILoopOperation loop, JobCode code)
    {
        _code = code;
        _loop = loop;
        _results = new ResultsOfCall(call, loop);
    }

    /// <summary>Whether the call is made once while the loop runs.</summary>
    public static bool Reaches(IInvocationOperation call, ILoopOperation loop, JobCode code) => new OncePerLoop(call, loop, code).IsGuarded(call);

    private bool IsGuarded(IOperation call)
    {
        for (var (inner, outer) = (call, call.Parent!); outer != _loop; (inner, outer) = (outer, outer.Parent!))
        {
            var isAnswered = outer switch
            {
                IConditionalOperation choice => inner != choice.Condition && IsAnswered(choice.Condition, inner),
                ISwitchCaseOperation { Parent: ISwitchOperation choice } => IsAnswered(choice.Value, inner: outer),
                ISwitchExpressionArmOperation { Parent: ISwitchExpressionOperation choice } => IsAnswered(choice.Value, inner: outer),
                // What is set where it was null is not null the next time.
                ICoalesceAssignmentOperation set => inner == set.Value && VariableIn(set.Target) is not null,
                IBlockOperation block => block.Operations.TakeWhile(statement => statement != inner).Any(statement =>
                    statement is IConditionalOperation { WhenFalse: null } choice && GoesOn(choice.WhenTrue) && IsAnswered(choice.Condition, block)),
                _ => false,
            };
            if (isAnswered) return true;
        }

        // The question of the loop itself, where each round changes the answer for good.
        return _loop is IWhileLoopOperation { Condition: { } condition } && _loop.Body is IBlockOperation body && call.IsWithin(body)
            && body.Operations.OfType<IExpressionStatementOperation>().Any(statement =>
                statement.Operation is ISimpleAssignmentOperation { Value.ConstantValue.HasValue: true } assignment
                && VariableIn(assignment.Target) is { } set && VariablesIn(condition).Contains(set, SymbolEqualityComparer.Default));
    }

    /// <summary>Whether the branch changes what the question is about, or the loop what it compares with one value.</summary>
    private bool IsAnswered(IOperation question, IOperation inner)
    {
        var isAboutNothing = question.DescendantsAndSelf().Any(IsAboutNothing);
        return VariablesIn(question).Any(variable => Changes(inner, variable, isAboutNothing))
            || ComparedIn(question).Any(variable => IsMovedByHead(variable) || Changes(_loop.Body, variable, isAboutNothing));
    }

    /// <summary>Whether it is what the loop goes through, or counts by.</summary>
    private bool IsMovedByHead(ISymbol variable) => _loop switch
    {
        IForEachLoopOperation => _loop.Locals.Contains(variable, SymbolEqualityComparer.Default),
        IForLoopOperation counted => counted.AtLoopBottom.SelectMany(step => step.DescendantsAndSelf()).Any(step => StateMembers.TargetsOf(step).Any(target => Names(target, variable))),
        _ => false,
    };

    /// <summary>Whether it is asked for null or for an empty collection, which what is set from the call's result answers.</summary>
    private static bool IsAboutNothing(IOperation part) => part switch
    {
        { ConstantValue: { HasValue: true, Value: null } } => true,
        IPropertyReferenceOperation { Property.Name: "HasValue" } => true,
        IInvocationOperation { TargetMethod.Name: "IsNullOrEmpty" or "IsNullOrWhiteSpace" } => true,
        _ => VariableIn(part) is not null && part.Type is { } type && StateGuards.IsCollection(type),
    };

    private bool Changes(IOperation branch, ISymbol variable, bool isAboutNothing) =>
        _code.Find(branch, operation => StateMembers.TargetsOf(operation).Any(target => Names(target, variable)) ? operation : null)
            .Any(change => isAboutNothing || !_results.Decide(change.At, branch, other => StateMembers.TargetsOf(other).Any(target => Names(target, variable))));

    /// <summary>The variables of which one value is asked for: a flag, <c>x == 1</c>, <c>x is null</c>, the <c>x</c> of a switch.</summary>
    private static IEnumerable<ISymbol> ComparedIn(IOperation question) => question.WithoutConversions() switch
    {
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, Operand: var operand } => ComparedIn(operand),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr } both => ComparedIn(both.LeftOperand).Concat(ComparedIn(both.RightOperand)),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } equal => ComparedIn(equal.LeftOperand).Concat(ComparedIn(equal.RightOperand)),
        IIsPatternOperation { Value: var value } => ComparedIn(value),
        var value when VariableIn(value) is { } variable => [variable],
        _ => [],
    };

    private static IEnumerable<ISymbol> VariablesIn(IOperation question) => question.DescendantsAndSelf().Select(VariableIn).OfType<ISymbol>();

    private static ISymbol? VariableIn(IOperation operation) =>
        operation.WithoutConversions() is ILocalReferenceOperation { Local: var local } ? local
        : operation is IMethodReferenceOperation ? null
        : operation.WithoutConversions().MemberOfThis();

    private static bool Names(IOperation target, ISymbol variable) =>
        SymbolEqualityComparer.Default.Equals(target is ILocalReferenceOperation { Local: var local } ? local : StateMembers.RootOf(target), variable);

    private static bool GoesOn(IOperation branch) =>
        (branch is IBlockOperation block ? block.Operations.LastOrDefault() : branch) is IBranchOperation { BranchKind: BranchKind.Continue };
}
