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

    private IEnumerable<IOperation> HeadOf(ILoopOperation loop) => loop switch
    {
        IForEachLoopOperation each => ValuesOf(each.Collection),
        IWhileLoopOperation { Condition: { } condition } => ValuesOf(condition),
        IForLoopOperation { Condition: var condition } each => each.Before.Concat(condition is null ? [] : ValuesOf(condition)),
        _ => [],
    };

    /// <summary>The value, what its locals and members were set to, and what the methods and properties of the class that it names return.</summary>
    private IEnumerable<IOperation> ValuesOf(IOperation head)
    {
        var open = new Queue<IOperation>([head]);
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        while (open.Count > 0)
        {
            var value = open.Dequeue();
            yield return value;
            foreach (var part in value.DescendantsAndSelf())
            {
                if (part is ILocalReferenceOperation { Local: var local } && seen.Add(local))
                {
                    foreach (var set in SetsOf(local, head)) open.Enqueue(set);
                }
                else if (_code.CalleeOf(part) is { } callee && seen.Add(callee.Method))
                {
                    foreach (var block in callee.Blocks) open.Enqueue(block);
                }
                else if (part.MemberOfThis() is { } member && seen.Add(member))
                {
                    foreach (var set in SetsOf(member)) open.Enqueue(set);
                }
            }
        }
    }

    private static IEnumerable<IOperation> SetsOf(ILocalSymbol local, IOperation before) =>
        before.Ancestors().Last().Descendants().Where(operation => operation.Syntax.SpanStart < before.Syntax.SpanStart).Select(operation => operation switch
        {
            IVariableDeclaratorOperation declarator when SymbolEqualityComparer.Default.Equals(declarator.Symbol, local) => declarator.GetVariableInitializer()?.Value,
            ISimpleAssignmentOperation { Target: ILocalReferenceOperation target } assignment when SymbolEqualityComparer.Default.Equals(target.Local, local) => assignment.Value,
            _ => null,
        }).OfType<IOperation>();

    /// <summary>What an attempt sets the member to; what is set only where there was nothing is, once stored, as old as the row.</summary>
    private IEnumerable<IOperation> SetsOf(ISymbol member) =>
        _code.Running.SelectMany(body => body.Operations).OfType<IAssignmentOperation>()
            .Where(assignment => SymbolEqualityComparer.Default.Equals(assignment.Target.MemberOfThis(), member)
                && (assignment is ISimpleAssignmentOperation || (assignment is ICoalesceAssignmentOperation && _code.Jobs.IsIgnored(member))))
            .Select(assignment => assignment.Value);

    /// <summary>Whether it reads a member that is stored.</summary>
    public bool IsState(IOperation operation) => operation.MemberOfThis() is { } member && operation is not IMethodReferenceOperation && _code.Jobs.IsState(member);

    /// <summary>A number, a name, a flag; a collection that is asked for each item, or left out; or one that the loop takes away from.</summary>
    private bool IsPosition(IOperation operation, ILoopOperation loop) =>
        IsState(operation)
        && (!StateGuards.IsCollection(operation.Type!) || operation.Parent is IMemberReferenceOperation or IInvocationOperation || IsAsked(operation)
            || loop.Body.Descendants().Any(inner => StateMembers.ChangedBy(inner, _code.Jobs).Contains(operation.MemberOfThis()!, SymbolEqualityComparer.Default)));

    /// <summary><c>Where(r =&gt; !_done.Any(d =&gt; d == r))</c>, <c>Except(_done)</c>: not what a query begins with.</summary>
    private static bool IsAsked(IOperation collection)
    {
        foreach (var outer in collection.Ancestors())
        {
            if (outer is IAnonymousFunctionOperation) return true;
            if (outer is IArgumentOperation { Parent: IInvocationOperation call } argument) return argument != call.Arguments[0];
            if (outer is not IConversionOperation) return false;
        }

        return false;
    }
}
