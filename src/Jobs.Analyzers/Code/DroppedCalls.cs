using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Jobs.Analyzers.Code;

/// <summary>Whether what a call returns is used at all.</summary>
internal sealed class DroppedCalls
{
    private readonly IOperation _body;
    private readonly ISymbol _owner;
    private HashSet<ILocalSymbol>? _used;

    public DroppedCalls(IOperation body, ISymbol owner)
    {
        _body = body;
        _owner = owner;
    }

    /// <summary>
    /// Whether it is discarded, kept in a local that nothing reads, or a statement of its own. The compiler itself warns of an
    /// awaitable in a statement of an async method (CS4014), so that is not repeated.
    /// </summary>
    public bool Contain(IInvocationOperation call, bool isAwaitable) => OutermostOf(call) switch
    {
        { Parent: IExpressionStatementOperation } => !isAwaitable || !IsInAsyncMethod(call),
        { Parent: ISimpleAssignmentOperation { Target: IDiscardOperation } } => true,
        { Parent: IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } } => !(_used ??= LocalsUsed()).Contains(declarator.Symbol),
        _ => false,
    };

    private static IOperation OutermostOf(IOperation operation)
    {
        while (operation.Parent is IConversionOperation or IParenthesizedOperation) operation = operation.Parent;
        return operation;
    }

    private HashSet<ILocalSymbol> LocalsUsed() =>
        new(_body.DescendantsAndSelf().OfType<ILocalReferenceOperation>().Select(reference => reference.Local), SymbolEqualityComparer.Default);

    private bool IsInAsyncMethod(IOperation operation)
    {
        foreach (var outer in operation.Ancestors())
        {
            if (outer is IAnonymousFunctionOperation lambda) return lambda.Symbol.IsAsync;
            if (outer is ILocalFunctionOperation local) return local.Symbol.IsAsync;
        }

        return _owner is IMethodSymbol { IsAsync: true };
    }
}
