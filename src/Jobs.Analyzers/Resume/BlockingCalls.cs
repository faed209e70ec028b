using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Jobs.Analyzers.Resume;

/// <summary>The members of the base library that block until a task is done or a time has passed.</summary>
internal sealed class BlockingCalls
{
    private readonly INamedTypeSymbol? _task;
    private readonly INamedTypeSymbol? _valueTask;
    private readonly INamedTypeSymbol? _thread;

    public BlockingCalls(Compilation compilation)
    {
        // The assembly of object would not do: these are spread over several, by target framework.
        _task = compilation.GetTypesByMetadataName("System.Threading.Tasks.Task").FirstOrDefault();
        _valueTask = compilation.GetTypesByMetadataName("System.Threading.Tasks.ValueTask`1").FirstOrDefault();
        _thread = compilation.GetTypesByMetadataName("System.Threading.Thread").FirstOrDefault();
    }

    /// <summary>What blocks, as the author would name it; null when the operation does not.</summary>
    public string? NameOf(IOperation operation) => operation switch
    {
        IPropertyReferenceOperation { Property: { Name: "Result" } property, Instance: { } instance }
            when IsTask(property.ContainingType) => $"{Dispatches.NameOf(instance)}.Result",
        IInvocationOperation { TargetMethod: var method } => NameOf(method),
        _ => null,
    };

    private string? NameOf(IMethodSymbol method) => method.Name switch
    {
        "Wait" or "WaitAll" or "WaitAny" when IsTask(method.ContainingType) => $"Task.{method.Name}",
        "GetResult" when method.ContainingType.Name.EndsWith("Awaiter", StringComparison.Ordinal) => "GetAwaiter().GetResult",
        "Sleep" when JobsContext.Is(method.ContainingType, _thread) => "Thread.Sleep",
        _ => null,
    };

    private bool IsTask(INamedTypeSymbol type) => JobsContext.Is(type, _task) || JobsContext.Is(type, _valueTask);
}
