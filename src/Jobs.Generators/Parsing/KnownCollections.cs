using Jobs.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Jobs.Generators.Parsing;

/// <summary>The framework's collections that have a stored form.</summary>
internal static class KnownCollections
{
    private static readonly Dictionary<string, SequenceKind> s_sequences = new(StringComparer.Ordinal)
    {
        ["System.Collections.Generic.List`1"] = SequenceKind.List,
        ["System.Collections.Generic.HashSet`1"] = SequenceKind.Set,
        ["System.Collections.Generic.SortedSet`1"] = SequenceKind.SortedSet,
        ["System.Collections.Generic.Queue`1"] = SequenceKind.Queue,
        ["System.Collections.Generic.Stack`1"] = SequenceKind.Stack,
        ["System.Collections.Generic.LinkedList`1"] = SequenceKind.LinkedList,
        ["System.Collections.Generic.IEnumerable`1"] = SequenceKind.ListInterface,
        ["System.Collections.Generic.ICollection`1"] = SequenceKind.ListInterface,
        ["System.Collections.Generic.IList`1"] = SequenceKind.ListInterface,
        ["System.Collections.Generic.IReadOnlyCollection`1"] = SequenceKind.ListInterface,
        ["System.Collections.Generic.IReadOnlyList`1"] = SequenceKind.ListInterface,
        ["System.Collections.Generic.ISet`1"] = SequenceKind.SetInterface,
        ["System.Collections.Generic.IReadOnlySet`1"] = SequenceKind.SetInterface,
        ["System.Collections.ObjectModel.Collection`1"] = SequenceKind.Collection,
        ["System.Collections.ObjectModel.ReadOnlyCollection`1"] = SequenceKind.ReadOnlyCollection,
        ["System.Collections.ObjectModel.ObservableCollection`1"] = SequenceKind.ObservableCollection,
        ["System.Collections.Concurrent.ConcurrentQueue`1"] = SequenceKind.ConcurrentQueue,
        ["System.Collections.Concurrent.ConcurrentStack`1"] = SequenceKind.ConcurrentStack,
        ["System.Collections.Concurrent.ConcurrentBag`1"] = SequenceKind.ConcurrentBag,
        ["System.Collections.Frozen.FrozenSet`1"] = SequenceKind.FrozenSet,
        ["System.Collections.Immutable.ImmutableArray`1"] = SequenceKind.ImmutableArray,
        ["System.Collections.Immutable.ImmutableList`1"] = SequenceKind.ImmutableList,
        ["System.Collections.Immutable.IImmutableList`1"] = SequenceKind.ImmutableList,
        ["System.Collections.Immutable.ImmutableHashSet`1"] = SequenceKind.ImmutableSet,
        ["System.Collections.Immutable.IImmutableSet`1"] = SequenceKind.ImmutableSet,
        ["System.Collections.Immutable.ImmutableSortedSet`1"] = SequenceKind.ImmutableSortedSet,
        ["System.Collections.Immutable.ImmutableQueue`1"] = SequenceKind.ImmutableQueue,
        ["System.Collections.Immutable.IImmutableQueue`1"] = SequenceKind.ImmutableQueue,
        ["System.Collections.Immutable.ImmutableStack`1"] = SequenceKind.ImmutableStack,
        ["System.Collections.Immutable.IImmutableStack`1"] = SequenceKind.ImmutableStack,
        ["System.Memory`1"] = SequenceKind.Memory,
        ["System.ReadOnlyMemory`1"] = SequenceKind.ReadOnlyMemory,
    };

    private static readonly Dictionary<string, MapKind> s_maps = new(StringComparer.Ordinal)
    {
        ["System.Collections.Generic.Dictionary`2"] = MapKind.Dictionary,
        ["System.Collections.Generic.SortedDictionary`2"] = MapKind.SortedDictionary,
        ["System.Collections.Generic.SortedList`2"] = MapKind.SortedList,
        ["System.Collections.Generic.IDictionary`2"] = MapKind.Interface,
        ["System.Collections.Generic.IReadOnlyDictionary`2"] = MapKind.Interface,
        ["System.Collections.Concurrent.ConcurrentDictionary`2"] = MapKind.ConcurrentDictionary,
        ["System.Collections.Frozen.FrozenDictionary`2"] = MapKind.Frozen,
        ["System.Collections.Immutable.ImmutableDictionary`2"] = MapKind.Immutable,
        ["System.Collections.Immutable.IImmutableDictionary`2"] = MapKind.Immutable,
        ["System.Collections.Immutable.ImmutableSortedDictionary`2"] = MapKind.ImmutableSorted,
    };

    public static SequenceKind? Sequence(INamedTypeSymbol type) =>
        type.IsOfTheFramework() && s_sequences.TryGetValue(TypeNames.Metadata(type.OriginalDefinition), out var kind) ? kind : null;

    public static MapKind? Map(INamedTypeSymbol type) =>
        type.IsOfTheFramework() && s_maps.TryGetValue(TypeNames.Metadata(type.OriginalDefinition), out var kind) ? kind : null;

    public static bool IsPriorityQueue(INamedTypeSymbol type) =>
        type.IsOfTheFramework() && TypeNames.Metadata(type.OriginalDefinition) == "System.Collections.Generic.PriorityQueue`2";

    /// <summary>
    /// Whether it is a read-only, immutable or abstract collection of texts, numbers and the like: what a job is told, and no
    /// service. A container would say that it has none, and of <c>IEnumerable</c> give an empty one without a word. A mutable class, as
    /// <c>ConcurrentQueue</c>, may well be an object that a host shares.
    /// </summary>
    public static bool IsPlainData(ITypeSymbol type) =>
        type is INamedTypeSymbol named
        && (Sequence(named) is not null || Map(named) is not null)
        && (named.TypeKind == TypeKind.Interface || named.ContainingNamespace.Name is "Immutable" or "Frozen")
        && named.TypeArguments.All(item => IsPlainValue(item) || IsPlainData(item));

    private static bool IsPlainValue(ITypeSymbol type) => type switch
    {
        { TypeKind: TypeKind.Enum } => true,
        INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable => IsPlainValue(nullable.TypeArguments[0]),
        INamedTypeSymbol named => KnownScalars.Of(named) is not null,
        _ => false,
    };

    /// <summary>
    /// Whether a collection may have a comparer that no store holds, so that restored items are put into what the member's
    /// initializer made; and whether that takes a changed copy.
    /// </summary>
    public static RestoreBy RestoreOf(ITypeSymbol type)
    {
        if (type is not INamedTypeSymbol named) return RestoreBy.Assignment;
        if (IsPriorityQueue(named)) return RestoreBy.FillingCopy;
        switch (Sequence(named))
        {
            case SequenceKind.Set or SequenceKind.SortedSet:
            case SequenceKind.SetInterface when named.Name == "ISet":
                return RestoreBy.Filling;
            case SequenceKind.FrozenSet or SequenceKind.ImmutableSet or SequenceKind.ImmutableSortedSet when named.TypeKind == TypeKind.Class:
                return RestoreBy.FillingCopy;
        }

        return Map(named) switch
        {
            MapKind.Dictionary or MapKind.SortedDictionary or MapKind.SortedList or MapKind.ConcurrentDictionary => RestoreBy.Filling,
            MapKind.Interface when named.Name == "IDictionary" => RestoreBy.Filling,
            MapKind.Frozen or MapKind.Immutable or MapKind.ImmutableSorted when named.TypeKind == TypeKind.Class => RestoreBy.FillingCopy,
            _ => RestoreBy.Assignment,
        };
    }
}
