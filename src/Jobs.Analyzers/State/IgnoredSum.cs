using Jobs.Analyzers.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Jobs.Analyzers.State;

/// <summary>
/// Whether a member that is not stored gathers what a loop does. In favour of the author: a cache, a buffer that the loop empties
/// and an index that the attempt makes again from what is stored are none.
/// </summary>
internal sealed class IgnoredSum
{
    // TryAdd is not among them: what is added only where it is absent is a cache.
    private static readonly HashSet<string> s_adders = new(StringComparer.Ordinal)
    {
        "Add", "AddRange", "AddFirst", "AddLast", "Enqueue", "Push", "Insert", "InsertRange", "UnionWith",
    };

    private readonly ISymbol _member;
    private readonly JobCode _code;

    public IgnoredSum(ISymbol member, JobCode code)
    {
        _member = member;
        _code = code;
    }

    /// <summary>Where in the loop something is added that the next attempt would lack after it; null where nothing is lost.</summary>
    public IOperation? LostIn(ILoopOperation loop, MethodBody body)
    {
        if (_code.Has(loop.Body, IsReset) || IsFilledBefore(loop, body) || !IsReadAfter(loop, body)) return null;
        return _code.Find(loop.Body, operation => Adds(operation) && !IsFilledOnce(operation) ? operation : null).Select(found => found.At).FirstOrDefault();
    }

    private bool Adds(IOperation operation) => operation switch
    {
        ICompoundAssignmentOperation or IIncrementOrDecrementOperation => Changes(operation),
        ISimpleAssignmentOperation assignment => Changes(operation) && (IsElement(assignment.Target) || assignment.Value.DescendantsAndSelf().Any(Is)),
        IInvocationOperation { Instance: { } text, TargetMethod: var method } when text.Type.IsNamed("System.Text.StringBuilder") =>
            (method.Name == "Insert" || method.Name.StartsWith("Append", StringComparison.Ordinal)) && Is(text.WithoutConversions()),
        IInvocationOperation call => s_adders.Contains(call.TargetMethod.Name) && Changes(operation),
        _ => false,
    };

    /// <summary>Begun anew, whatever it held.</summary>
    private bool IsReset(IOperation operation) => operation switch
    {
        ISimpleAssignmentOperation assignment => Is(assignment.Target.WithoutConversions()) && !assignment.Value.DescendantsAndSelf().Any(Is),
        IInvocationOperation { TargetMethod.Name: "Clear", Instance: { } cleared } => Is(cleared.WithoutConversions()),
        _ => false,
    };

    /// <summary>Under a question to the member itself, or behind one that leaves: then it is filled where it lacks something, as a cache is.</summary>
    private bool IsFilledOnce(IOperation operation)
    {
        for (var (inner, outer) = (operation, operation.Parent); outer is not null; (inner, outer) = (outer, outer.Parent))
        {
            if (outer is IConditionalOperation choice && inner != choice.Condition && Asks(choice.Condition)) return true;
            if (outer is IBlockOperation block && block.Operations.TakeWhile(statement => statement != inner).Any(statement => statement is IConditionalOperation before && Asks(before.Condition)))
                return true;
        }

        return false;
    }

    /// <summary>The attempt itself makes it from something before the loop, or elsewhere: then the author takes care of it.</summary>
    private bool IsFilledBefore(ILoopOperation loop, MethodBody body) => _code.Running.Any(other => other.Operations.Any(operation =>
        (Adds(operation) || (IsReset(operation) && !IsEmpty(operation)))
        && (other == body ? operation.Syntax.SpanStart < loop.Syntax.SpanStart : !_code.Has(loop.Body, inner => inner == operation))));

    private static bool IsEmpty(IOperation reset) => reset is not ISimpleAssignmentOperation assignment || assignment.Value.WithoutConversions() switch
    {
        { Syntax: CollectionExpressionSyntax { Elements.Count: 0 } } => true,
        IObjectCreationOperation { Initializer: null, Arguments.IsEmpty: true } => true,
        { ConstantValue.HasValue: true } or IDefaultValueOperation => true,
        _ => false,
    };

    private bool IsReadAfter(ILoopOperation loop, MethodBody body) =>
        IsReadAfter(loop.Syntax.Span.End, body)
        || (_code.RunAsync is { } run && run != body
            && run.Operations.Any(operation => _code.CalleeOf(operation) == body && IsReadAfter(operation.Syntax.Span.End, run)));

    private bool IsReadAfter(int end, MethodBody body) =>
        body.Operations.Any(operation => operation.Syntax.SpanStart > end
            && (IsRead(operation) || (_code.CalleeOf(operation) is { } callee && !_code.Jobs.IsTask(callee.Method) && callee.Operations.Any(IsRead))));

    private bool IsRead(IOperation operation) =>
        Is(operation) && !(operation.Parent is { } parent && (IsReset(parent) || (StateMembers.TargetOf(parent) == operation && Adds(parent))));

    private bool Asks(IOperation condition) => condition.DescendantsAndSelf().Any(Is);

    private bool Changes(IOperation operation) =>
        StateMembers.TargetsOf(operation).Any(target => SymbolEqualityComparer.Default.Equals(StateMembers.RootOf(operation, target), _member));

    private bool Is(IOperation operation) =>
        operation is IMemberReferenceOperation && SymbolEqualityComparer.Default.Equals(operation.MemberOfThis(), _member);

    private static bool IsElement(IOperation target) =>
        target.WithoutConversions() is IArrayElementReferenceOperation or IPropertyReferenceOperation { Property.IsIndexer: true } or IImplicitIndexerReferenceOperation;
}
