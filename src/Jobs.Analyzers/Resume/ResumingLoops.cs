using Jobs.Analyzers.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Jobs.Analyzers.Resume;

/// <summary>How a loop with a checkpoint goes on in the next attempt.</summary>
internal sealed class ResumingLoops
{
    private readonly JobCode _code;

    public ResumingLoops(JobCode code) => _code = code;

    /// <summary>Whether the loop saves, itself or by what it calls.</summary>
    public bool Saves(ILoopOperation loop) => _code.Has(loop.Body, operation => operation.MayCheckpoint(_code));

    /// <summary>A stream of results, of which the next attempt is given only those that no checkpoint covers.</summary>
    public bool IsStream(ILoopOperation loop) =>
        loop is IForEachLoopOperation { IsAsynchronous: true } each && JobsContext.Is(each.Collection.WithoutConversions().Type, _code.Jobs.TaskGroup);

    /// <summary>
    /// Whether state says where the loop goes on: its head asks it, or something at the top of it does, or the collection is
    /// state that the loop uses up. In favour of the author: only the author knows what the state means.
    /// </summary>
    public bool AsksState(ILoopOperation loop) =>
        HeadOf(loop).Any(head => head.DescendantsAndSelf().Any(operation => IsPosition(operation, loop)))
        || loop.Body.InFunction().Any(operation => operation switch
        {
            IConditionalOperation choice => choice.Condition.DescendantsAndSelf().Any(IsState),
            ISwitchOperation choice => choice.Value.DescendantsAndSelf().Any(IsState),
            _ => false,
        });

    private static IEnumerable<IOperation> HeadOf(ILoopOperation loop) => loop switch
    {
        IForEachLoopOperation each => LocalValues(each.Collection),
        IWhileLoopOperation { Condition: { } condition } => LocalValues(condition),
        IForLoopOperation { Condition: var condition } each => each.Before.Concat(condition is null ? [] : LocalValues(condition)),
        _ => [],
    };

    /// <summary>The value, and what its locals were set to before.</summary>
    private static IEnumerable<IOperation> LocalValues(IOperation value)
    {
        yield return value;
        var locals = value.DescendantsAndSelf().OfType<ILocalReferenceOperation>().Select(reference => reference.Local).ToList();
        if (locals.Count == 0) yield break;
        var root = value.Ancestors().Last();
        foreach (var declarator in root.Descendants().OfType<IVariableDeclaratorOperation>())
        {
            if (declarator.Syntax.SpanStart < value.Syntax.SpanStart && declarator.GetVariableInitializer() is { } initializer
                && locals.Contains(declarator.Symbol, SymbolEqualityComparer.Default))
            {
                yield return initializer.Value;
            }
        }
    }

    private bool IsState(IOperation operation) => operation.MemberOfThis() is { } member && operation is not IMethodReferenceOperation && _code.Jobs.IsState(member);

    /// <summary>A number, a name, a flag; or a collection that the loop takes away from.</summary>
    private bool IsPosition(IOperation operation, ILoopOperation loop) =>
        IsState(operation)
        && (!StateGuards.IsCollection(operation.Type!) || operation.Parent is IMemberReferenceOperation or IInvocationOperation
            || loop.Body.Descendants().Any(inner => StateMembers.ChangedBy(inner, _code.Jobs).Contains(operation.MemberOfThis()!, SymbolEqualityComparer.Default)));
}
