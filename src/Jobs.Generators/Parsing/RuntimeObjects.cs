using Microsoft.CodeAnalysis;

namespace Jobs.Generators.Parsing;

/// <summary>Types whose values mean nothing after the process has ended.</summary>
internal static class RuntimeObjects
{
    /// <summary>
    /// Types that stand for something of the running process, what derives from them or implements them too; and whether a container may
    /// hand one out. The others are made by code for itself, or given by a call.
    /// </summary>
    private static readonly Dictionary<string, bool> s_isInjected = new(StringComparer.Ordinal)
    {
        ["System.Delegate"] = false,
        ["System.IServiceProvider"] = true,
        ["System.IDisposable"] = true,
        ["System.IAsyncDisposable"] = true,
        ["System.Type"] = false,
        ["System.Random"] = false,
        ["System.TimeProvider"] = true,
        ["System.Lazy`1"] = true,
        ["System.WeakReference"] = false,
        ["System.WeakReference`1"] = false,
        ["System.IProgress`1"] = false,
        ["System.IO.Stream"] = false,
        ["System.Linq.Expressions.Expression"] = false,
        ["System.Reflection.MemberInfo"] = false,
        ["System.Reflection.Assembly"] = false,
        ["System.Collections.Generic.IAsyncEnumerable`1"] = false,
        ["System.Collections.Generic.IEnumerator`1"] = false,
        ["System.Diagnostics.Stopwatch"] = false,
        ["System.Threading.CancellationToken"] = true,
        ["System.Threading.CancellationTokenSource"] = false,
        ["System.Threading.CancellationTokenRegistration"] = false,
        ["System.Threading.Lock"] = false,
        ["System.Threading.Tasks.Task"] = false,
        ["System.Threading.Tasks.ValueTask"] = false,
        ["System.Threading.Tasks.ValueTask`1"] = false,
        ["System.Threading.Tasks.TaskCompletionSource"] = false,
        ["System.Threading.Tasks.TaskCompletionSource`1"] = false,
        ["System.Threading.Channels.Channel`1"] = true,
        ["System.Threading.Channels.Channel`2"] = true,
        ["System.Threading.Channels.ChannelReader`1"] = true,
        ["System.Threading.Channels.ChannelWriter`1"] = true,
        ["Microsoft.Extensions.Logging.ILogger"] = true,
        ["Microsoft.Extensions.Logging.ILoggerFactory"] = true,
        ["Microsoft.Extensions.DependencyInjection.IServiceScopeFactory"] = true,
        ["Jobs.JobContext"] = true,
        ["Jobs.TaskContext"] = false,
        ["Jobs.TaskDispatcher"] = false,
        ["Jobs.TaskGroup`1"] = false,
        ["Jobs.JobHandle"] = false,
        ["Jobs.ProgressReporter"] = false,
        ["Jobs.IJobClient"] = true,
    };

    /// <summary>Whether such an object may come as a parameter of <c>RunAsync</c>: a service, a token, the context.</summary>
    public static bool MayBeInjected(ITypeSymbol type) =>
        type.TypeKind != TypeKind.Delegate && type is INamedTypeSymbol named && ListedOf(named).All(isInjected => isInjected);

    /// <summary>Whether a value of the type is bound to the running process.</summary>
    public static bool Contains(ITypeSymbol type) => type.TypeKind == TypeKind.Delegate || (type is INamedTypeSymbol named && ListedOf(named).Any());

    private static IEnumerable<bool> ListedOf(INamedTypeSymbol type)
    {
        foreach (var part in type.SelfAndBases().Concat(type.AllInterfaces))
        {
            if (s_isInjected.TryGetValue(TypeNames.Metadata(part.OriginalDefinition), out var isInjected)) yield return isInjected;
        }
    }
}
