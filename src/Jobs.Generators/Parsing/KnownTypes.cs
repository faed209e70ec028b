using Jobs.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Jobs.Generators.Parsing;

/// <summary>The framework's types that have a stored form, and those that never will.</summary>
internal static class KnownTypes
{
    private static readonly Dictionary<string, (string Scalar, bool Key)> s_scalars = new(StringComparer.Ordinal)
    {
        ["System.Boolean"] = ("Boolean", true),
        ["System.Byte"] = ("Byte", true),
        ["System.SByte"] = ("SByte", true),
        ["System.Int16"] = ("Int16", true),
        ["System.UInt16"] = ("UInt16", true),
        ["System.Int32"] = ("Int32", true),
        ["System.UInt32"] = ("UInt32", true),
        ["System.Int64"] = ("Int64", true),
        ["System.UInt64"] = ("UInt64", true),
        ["System.IntPtr"] = ("IntPtr", true),
        ["System.UIntPtr"] = ("UIntPtr", true),
        ["System.Char"] = ("Char", true),
        ["System.String"] = ("String", true),
        ["System.Guid"] = ("Guid", true),
        ["System.Half"] = ("Half", false),
        ["System.Single"] = ("Single", false),
        ["System.Double"] = ("Double", false),
        ["System.Decimal"] = ("Decimal", false),
        ["System.DateTime"] = ("DateTime", false),
        ["System.DateTimeOffset"] = ("DateTimeOffset", false),
        ["System.DateOnly"] = ("DateOnly", true),
        ["System.TimeOnly"] = ("TimeOnly", false),
        ["System.TimeSpan"] = ("TimeSpan", false),
        ["System.Uri"] = ("Uri", false),
        ["System.Version"] = ("Version", false),
        ["Jobs.JobId"] = ("JobId", true),
    };

    private static readonly Dictionary<string, SequenceKind> s_sequences = new(StringComparer.Ordinal)
    {
        ["System.Collections.Generic.List`1"] = SequenceKind.List,
        ["System.Collections.Generic.HashSet`1"] = SequenceKind.Set,
        ["System.Collections.Generic.SortedSet`1"] = SequenceKind.SortedSet,
        ["System.Collections.Generic.Queue`1"] = SequenceKind.Queue,
        ["System.Collections.Generic.Stack`1"] = SequenceKind.Stack,
        ["System.Collections.Generic.IEnumerable`1"] = SequenceKind.ListInterface,
        ["System.Collections.Generic.ICollection`1"] = SequenceKind.ListInterface,
        ["System.Collections.Generic.IList`1"] = SequenceKind.ListInterface,
        ["System.Collections.Generic.IReadOnlyCollection`1"] = SequenceKind.ListInterface,
        ["System.Collections.Generic.IReadOnlyList`1"] = SequenceKind.ListInterface,
        ["System.Collections.Generic.ISet`1"] = SequenceKind.SetInterface,
        ["System.Collections.Generic.IReadOnlySet`1"] = SequenceKind.SetInterface,
        ["System.Collections.Immutable.ImmutableArray`1"] = SequenceKind.ImmutableArray,
        ["System.Collections.Immutable.ImmutableList`1"] = SequenceKind.ImmutableList,
        ["System.Collections.Immutable.ImmutableHashSet`1"] = SequenceKind.ImmutableSet,
        ["System.Collections.Immutable.ImmutableSortedSet`1"] = SequenceKind.ImmutableSortedSet,
    };

    private static readonly Dictionary<string, MapKind> s_maps = new(StringComparer.Ordinal)
    {
        ["System.Collections.Generic.Dictionary`2"] = MapKind.Dictionary,
        ["System.Collections.Generic.SortedDictionary`2"] = MapKind.SortedDictionary,
        ["System.Collections.Generic.IDictionary`2"] = MapKind.Interface,
        ["System.Collections.Generic.IReadOnlyDictionary`2"] = MapKind.Interface,
        ["System.Collections.Immutable.ImmutableDictionary`2"] = MapKind.Immutable,
        ["System.Collections.Immutable.ImmutableSortedDictionary`2"] = MapKind.ImmutableSorted,
    };

    /// <summary>Types that stand for something of the running process; what derives from them or implements them does too.</summary>
    private static readonly HashSet<string> s_runtimeObjects = new(StringComparer.Ordinal)
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

    public static (string Scalar, bool Key)? Scalar(INamedTypeSymbol type) =>
        IsKnownPlace(type) && s_scalars.TryGetValue(TypeNames.Metadata(type), out var scalar) ? scalar : null;

    public static SequenceKind? Sequence(INamedTypeSymbol type) =>
        IsKnownPlace(type) && s_sequences.TryGetValue(TypeNames.Metadata(type.OriginalDefinition), out var kind) ? kind : null;

    public static MapKind? Map(INamedTypeSymbol type) =>
        IsKnownPlace(type) && s_maps.TryGetValue(TypeNames.Metadata(type.OriginalDefinition), out var kind) ? kind : null;

    /// <summary>Whether a value of the type is bound to the running process.</summary>
    public static bool IsRuntimeObject(ITypeSymbol type) =>
        type.TypeKind == TypeKind.Delegate
        || (type is INamedTypeSymbol named && (named.SelfAndBases().Any(Is) || named.AllInterfaces.Any(Is)));

    private static bool Is(INamedTypeSymbol type) => s_runtimeObjects.Contains(TypeNames.Metadata(type.OriginalDefinition));

    /// <summary>A type of the author's own named <c>System.Guid</c> is not the framework's.</summary>
    private static bool IsKnownPlace(INamedTypeSymbol type) => type.Locations.All(l => l.IsInMetadata) && type.ContainingType is null;
}
