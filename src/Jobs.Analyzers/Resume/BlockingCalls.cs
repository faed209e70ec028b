using Jobs.Analyzers.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Jobs.Analyzers.Resume;

/// <summary>The members of the base library that block until something is done or a time has passed.</summary>
internal static class BlockingCalls
{
    /// <summary>What blocks, as the author would name it; null when the operation does not.</summary>
    public static string? NameOf(IOperation operation) => operation switch
    {
        IPropertyReferenceOperation { Property: { Name: "Result" } property, Instance: { } instance }
            when IsTask(property.ContainingType) => $"{Dispatches.NameOf(instance)}.Result",
        IInvocationOperation { TargetMethod: var method } => NameOf(method),
        _ => null,
    };

    private static string? NameOf(IMethodSymbol method)
    {
        var type = method.ContainingType;
        return method.Name switch
        {
            "Wait" or "WaitAll" or "WaitAny" when IsTask(type) => $"Task.{method.Name}",
            "GetResult" when type.Name.EndsWith("Awaiter", StringComparison.Ordinal) => "GetAwaiter().GetResult",
            "Sleep" or "Join" when type.IsNamed("System.Threading.Thread") => $"Thread.{method.Name}",
            "Wait" when type.IsNamed("System.Threading.SemaphoreSlim") || type.IsNamed("System.Threading.ManualResetEventSlim")
                || type.IsNamed("System.Threading.CountdownEvent") || type.IsNamed("System.Threading.Monitor") => $"{type.Name}.Wait",
            "WaitOne" or "WaitAny" or "WaitAll" when type.IsNamed("System.Threading.WaitHandle") => $"WaitHandle.{method.Name}",
            "Take" when type.IsNamed("System.Collections.Concurrent.BlockingCollection`1") => "BlockingCollection.Take",
            "WaitForExit" when type.IsNamed("System.Diagnostics.Process") => "Process.WaitForExit",
            _ => null,
        };
    }

    private static bool IsTask(INamedTypeSymbol type) =>
        type.IsNamed("System.Threading.Tasks.Task") || type.IsNamed("System.Threading.Tasks.Task`1") || type.IsNamed("System.Threading.Tasks.ValueTask`1");
}
