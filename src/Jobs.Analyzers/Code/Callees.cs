using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Jobs.Analyzers.Code;

/// <summary>
/// Where the calls in the code of one class lead: to its methods, to local functions, and through a delegate to whatever the
/// class ever gives to the variable that holds it.
/// </summary>
internal sealed class Callees
{
    private readonly Dictionary<IMethodSymbol, MethodBody> _methods;
    private readonly Lazy<Dictionary<IMethodSymbol, MethodBody>> _localFunctions;
    private readonly Lazy<Dictionary<ISymbol, MethodBody>> _delegates;

    public Callees(Dictionary<IMethodSymbol, MethodBody> methods)
    {
        _methods = methods;
        _localFunctions = new(FindLocalFunctions);
        _delegates = new(FindDelegates);
    }

    /// <summary>The body that the operation calls or takes as a delegate, or null.</summary>
    public MethodBody? Of(IOperation operation)
    {
        var method = operation switch
        {
            IInvocationOperation call => call.TargetMethod,
            IMethodReferenceOperation reference => reference.Method,
            IPropertyReferenceOperation { Property: { GetMethod: { } getter } property } when !property.IsAbstract => getter,
            _ => null,
        };
        return method switch
        {
            null => null,
            { MethodKind: MethodKind.LocalFunction } => _localFunctions.Value.TryGetValue(method.OriginalDefinition, out var body) ? body : null,
            { MethodKind: MethodKind.DelegateInvoke } => HolderOf((operation as IInvocationOperation)?.Instance) is { } holder && _delegates.Value.TryGetValue(holder, out var body) ? body : null,
            _ => _methods.TryGetValue(method.OriginalDefinition, out var body) ? body : null,
        };
    }

    private Dictionary<IMethodSymbol, MethodBody> FindLocalFunctions()
    {
        var found = new Dictionary<IMethodSymbol, MethodBody>(SymbolEqualityComparer.Default);
        foreach (var local in Operations().OfType<ILocalFunctionOperation>())
        {
            if (local.Body is { } block) found[local.Symbol.OriginalDefinition] = new MethodBody(local.Symbol, ImmutableArray.Create<IOperation>(block));
        }

        return found;
    }

    private Dictionary<ISymbol, MethodBody> FindDelegates()
    {
        var given = new Dictionary<ISymbol, (IMethodSymbol Invoke, ImmutableArray<IOperation>.Builder Values)>(SymbolEqualityComparer.Default);
        foreach (var operation in Operations())
        {
            var (holder, value) = operation switch
            {
                IVariableDeclaratorOperation declarator => (declarator.Symbol, declarator.GetVariableInitializer()?.Value),
                ISimpleAssignmentOperation assignment => (HolderOf(assignment.Target), assignment.Value),
                IArgumentOperation argument => (argument.Parameter?.OriginalDefinition, argument.Value),
                _ => ((ISymbol?)null, null),
            };
            if (holder is null || value?.WithoutConversions() is not (IAnonymousFunctionOperation or IMethodReferenceOperation) || InvokeOf(value.Type) is not { } invoke) continue;
            if (!given.TryGetValue(holder, out var known)) given.Add(holder, known = (invoke, ImmutableArray.CreateBuilder<IOperation>()));
            known.Values.Add(value);
        }

        var found = new Dictionary<ISymbol, MethodBody>(SymbolEqualityComparer.Default);
        foreach (var pair in given) found.Add(pair.Key, new MethodBody(pair.Value.Invoke, pair.Value.Values.ToImmutable()));
        return found;
    }

    private IEnumerable<IOperation> Operations() => _methods.Values.SelectMany(body => body.Operations);

    private static IMethodSymbol? InvokeOf(ITypeSymbol? type) => (type as INamedTypeSymbol)?.DelegateInvokeMethod;

    /// <summary>The variable that holds the delegate; what stands in front of <c>?.Invoke()</c>, too.</summary>
    private static ISymbol? HolderOf(IOperation? operation) => operation?.WithoutConversions() switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter.OriginalDefinition,
        IConditionalAccessInstanceOperation inner => HolderOf(inner.Ancestors().OfType<IConditionalAccessOperation>().FirstOrDefault()?.Operation),
        var other => other.MemberOfThis(),
    };
}
