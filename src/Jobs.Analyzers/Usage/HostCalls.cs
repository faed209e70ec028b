using System.Collections.Concurrent;
using Jobs.Analyzers.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Jobs.Analyzers.Usage;

/// <summary>What a compilation says to the hosts that it starts, gathered as its operations are bound.</summary>
internal sealed class HostCalls
{
    private readonly ConcurrentBag<IInvocationOperation> _hosts = [];
    private readonly ConcurrentBag<IMethodSymbol> _registrations = [];
    private readonly ConcurrentBag<string> _pools = [];
    private volatile bool _isOpen;

    /// <summary>
    /// Whether a builder is handed to code that is not looked into, or a pool is named by what is no constant: then nothing
    /// can be said of what is missing.
    /// </summary>
    public bool IsOpen => _isOpen;

    /// <summary>Where hosts are made, in the order of the source.</summary>
    public IReadOnlyList<IInvocationOperation> Hosts =>
        [.. _hosts.OrderBy(call => call.Syntax.SyntaxTree.FilePath, StringComparer.Ordinal).ThenBy(call => call.Syntax.SpanStart)];

    /// <summary>The names of pools that hosts are given.</summary>
    public ISet<string> Pools => new HashSet<string>(_pools, StringComparer.Ordinal);

    /// <summary>Whether a method of this class, generated for an assembly, is called.</summary>
    public bool Register(INamedTypeSymbol registration) =>
        _registrations.Any(method => SymbolEqualityComparer.Default.Equals(method.ContainingType, registration));

    public static HostCalls Gather(CompilationStartAnalysisContext context)
    {
        var calls = new HostCalls();
        context.RegisterOperationAction(operation => calls.Take((IInvocationOperation)operation.Operation), OperationKind.Invocation);
        return calls;
    }

    private void Take(IInvocationOperation call)
    {
        var (method, type) = (call.TargetMethod, call.TargetMethod.ContainingType);
        switch (method.Name)
        {
            case "AddJobs" when type.IsNamed("Microsoft.Extensions.DependencyInjection.JobsServiceCollectionExtensions"):
            case "StartAsync" when type.IsNamed("Jobs.JobsHost"):
                _hosts.Add(call);
                if (call.Arguments.Any(argument => argument.Value.WithoutConversions() is { Type.TypeKind: TypeKind.Delegate } and not IAnonymousFunctionOperation
                    or IMethodReferenceOperation { Method.Locations.Length: 0 }))
                {
                    _isOpen = true;
                }

                break;
            case "Pool" when type.IsNamed("Jobs.JobsBuilder"):
                if (call.Arguments[0].Value.ConstantValue is { HasValue: true, Value: string pool }) _pools.Add(pool);
                else _isOpen = true;
                break;
            case var name when name.StartsWith("Add", StringComparison.Ordinal) && name.EndsWith("Jobs", StringComparison.Ordinal):
                _registrations.Add((method.ReducedFrom ?? method).OriginalDefinition);
                break;
            default:
                var isOurs = method.ContainingAssembly?.Name.StartsWith("Jobs.", StringComparison.Ordinal) == true;
                if (!isOurs && !method.Locations.Any(location => location.IsInSource)
                    && call.Arguments.Any(argument => argument.Value.WithoutConversions().Type.IsNamed("Jobs.JobsBuilder")))
                {
                    _isOpen = true;
                }

                break;
        }
    }
}
