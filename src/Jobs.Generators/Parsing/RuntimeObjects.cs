using Microsoft.CodeAnalysis;

namespace Jobs.Generators.Parsing;

/// <summary>Types whose values mean nothing after the process has ended.</summary>
internal static class RuntimeObjects
{
    /// <summary>Types that stand for something of the running process; what derives from them or implements them does too.</summary>
    private static readonly HashSet<string> s_names = new(StringComparer.Ordinal)
    {
        "System.Delegate",
        "System.IServiceProvider",
        "System.IDisposable",
        "System.IAsyncDisposable",
        "System.Type",
        "System.Random",
        "System.TimeProvider",
        "System.Lazy`1",
        "System.WeakReference",
        "System.WeakReference`1",
        "System.IProgress`1",
        "System.Linq.Expressions.Expression",
        "System.Reflection.MemberInfo",
        "System.Reflection.Assembly",
        "System.Collections.Generic.IAsyncEnumerable`1",
        "System.Collections.Generic.IEnumerator`1",
        "System.Diagnostics.Stopwatch",
        "System.Threading.CancellationToken",
        "System.Threading.CancellationTokenRegistration",
        "System.Threading.Lock",
        "System.Threading.Tasks.Task",
        "System.Threading.Tasks.ValueTask",
        "System.Threading.Tasks.ValueTask`1",
        "System.Threading.Tasks.TaskCompletionSource",
        "System.Threading.Tasks.TaskCompletionSource`1",
        "System.Threading.Channels.Channel`1",
        "System.Threading.Channels.Channel`2",
        "System.Threading.Channels.ChannelReader`1",
        "System.Threading.Channels.ChannelWriter`1",
        "Microsoft.Extensions.Logging.ILogger",
        "Microsoft.Extensions.Logging.ILoggerFactory",
        "Microsoft.Extensions.DependencyInjection.IServiceScopeFactory",
        "Jobs.JobContext",
        "Jobs.TaskContext",
        "Jobs.TaskDispatcher",
        "Jobs.TaskGroup`1",
        "Jobs.JobHandle",
        "Jobs.ProgressReporter",
        "Jobs.IJobClient",
    };

    /// <summary>Those that code makes for itself or is given by a call: no container hands them out.</summary>
    private static readonly HashSet<string> s_neverInjected = new(StringComparer.Ordinal)
    {
        "System.Delegate",
        "System.Type",
        "System.Random",
        "System.WeakReference",
        "System.WeakReference`1",
        "System.IProgress`1",
        "System.IO.Stream",
        "System.Linq.Expressions.Expression",
        "System.Reflection.MemberInfo",
        "System.Reflection.Assembly",
        "System.Collections.Generic.IAsyncEnumerable`1",
        "System.Collections.Generic.IEnumerator`1",
        "System.Diagnostics.Stopwatch",
        "System.Threading.CancellationTokenSource",
        "System.Threading.CancellationTokenRegistration",
        "System.Threading.Lock",
        "System.Threading.Tasks.Task",
        "System.Threading.Tasks.ValueTask",
        "System.Threading.Tasks.ValueTask`1",
        "System.Threading.Tasks.TaskCompletionSource",
        "System.Threading.Tasks.TaskCompletionSource`1",
        "Jobs.TaskContext",
        "Jobs.TaskDispatcher",
        "Jobs.TaskGroup`1",
        "Jobs.JobHandle",
        "Jobs.ProgressReporter",
    };

    /// <summary>Whether such an object may come as a parameter of <c>RunAsync</c>: a service, a token, the context.</summary>
    public static bool MayBeInjected(ITypeSymbol type) =>
        type.TypeKind != TypeKind.Delegate
        && type is INamedTypeSymbol named
        && !named.SelfAndBases().Concat(named.AllInterfaces).Any(part => s_neverInjected.Contains(TypeNames.Metadata(part.OriginalDefinition)));

    /// <summary>Whether a value of the type is bound to the running process.</summary>
    public static bool Contains(ITypeSymbol type) =>
        type.TypeKind == TypeKind.Delegate
        || (type is INamedTypeSymbol named && (named.SelfAndBases().Any(IsListed) || named.AllInterfaces.Any(IsListed)));

    private static bool IsListed(INamedTypeSymbol type) => s_names.Contains(TypeNames.Metadata(type.OriginalDefinition));
}
