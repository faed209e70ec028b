using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Jobs.Analyzers.Code;

/// <summary>Work that code starts beside the framework, so that it runs at the same time as the code after it.</summary>
/// <param name="Start">The call or creation that starts it.</param>
/// <param name="Name">As the author would name it: <c>Task.Run</c>.</param>
/// <param name="Kind">What starts it.</param>
/// <param name="Parts">The lambdas and methods that are run.</param>
internal sealed record ForeignWork(IOperation Start, string Name, ForeignWorkKind Kind, ImmutableArray<IOperation> Parts)
{
    /// <summary>All of it in the operations.</summary>
    public static IEnumerable<ForeignWork> In(IEnumerable<IOperation> operations)
    {
        foreach (var operation in operations)
        {
            var (arguments, name, kind) = operation switch
            {
                IInvocationOperation call when KindOf(call) is { } started => (call.Arguments, $"{call.TargetMethod.ContainingType.Name}.{call.TargetMethod.Name}", started),
                IObjectCreationOperation { Type: { } type } creation when type.IsNamed("System.Threading.Thread") => (creation.Arguments, "new Thread", ForeignWorkKind.Thread),
                IObjectCreationOperation { Type: { } type } creation when type.IsNamed("System.Threading.Timer") => (creation.Arguments, "new Timer", ForeignWorkKind.Callback),
                _ => (default, "", default),
            };
            if (arguments.IsDefaultOrEmpty) continue;
            var parts = arguments.SelectMany(DelegatesIn).ToImmutableArray();
            if (kind == ForeignWorkKind.Overlapping) parts = parts.RemoveAll(part => part is not IAnonymousFunctionOperation { Symbol.IsAsync: true });
            if (parts.Length > 0) yield return new ForeignWork(operation, name, kind, parts);
        }
    }

    private static IEnumerable<IOperation> DelegatesIn(IArgumentOperation argument) => argument.Value.WithoutConversions() switch
    {
        IArrayCreationOperation { Initializer: { } initializer } => initializer.ElementValues.Select(value => value.WithoutConversions()).Where(IsDelegate),
        var value when IsDelegate(value) => [value],
        _ => [],
    };

    private static bool IsDelegate(IOperation value) => value is IAnonymousFunctionOperation or IMethodReferenceOperation;

    private static ForeignWorkKind? KindOf(IInvocationOperation call)
    {
        var type = call.TargetMethod.ContainingType;
        return call.TargetMethod.Name switch
        {
            "Run" when type.IsNamed("System.Threading.Tasks.Task") => ForeignWorkKind.Thread,
            "StartNew" when type.IsNamed("System.Threading.Tasks.TaskFactory") => ForeignWorkKind.Thread,
            "For" or "ForEach" or "Invoke" or "ForAsync" or "ForEachAsync" when type.IsNamed("System.Threading.Tasks.Parallel") => ForeignWorkKind.Thread,
            "QueueUserWorkItem" or "UnsafeQueueUserWorkItem" when type.IsNamed("System.Threading.ThreadPool") => ForeignWorkKind.Thread,
            "ContinueWith" when type.IsNamed("System.Threading.Tasks.Task") || type.IsNamed("System.Threading.Tasks.Task`1") => ForeignWorkKind.Callback,
            _ when type.IsNamed("System.Linq.ParallelEnumerable") => ForeignWorkKind.Callback,
            // The lambda's tasks overlap: each goes on when what it awaits is done, on whatever thread that is.
            "Select" or "SelectMany" when type.IsNamed("System.Linq.Enumerable") || type.IsNamed("System.Linq.ImmutableArrayExtensions") => ForeignWorkKind.Overlapping,
            _ => null,
        };
    }
}

/// <summary>How foreign work runs.</summary>
internal enum ForeignWorkKind
{
    /// <summary>On a thread that the framework does not know, although it has a dispatcher for such work.</summary>
    Thread,

    /// <summary>On some thread, after something else.</summary>
    Callback,

    /// <summary>As asynchronous calls that overlap.</summary>
    Overlapping,
}
