namespace Jobs.Generators.Model;

/// <summary>What the codecs of collections need to know beside their items.</summary>
internal static class CollectionTraits
{
    /// <summary>Whether the type may have a comparer that is not the default one.</summary>
    public static bool HasComparer(this StateTypeModel type) => type is MapTypeModel or PriorityQueueTypeModel or SequenceTypeModel
    {
        Kind: SequenceKind.Set or SequenceKind.SetInterface or SequenceKind.SortedSet or SequenceKind.FrozenSet
            or SequenceKind.ImmutableSet or SequenceKind.ImmutableSortedSet
    };

    /// <summary>Whether its comparer orders: sorted collections and priority queues.</summary>
    public static bool IsSorted(this StateTypeModel type) => type
        is PriorityQueueTypeModel
        or MapTypeModel { Kind: MapKind.SortedDictionary or MapKind.SortedList or MapKind.ImmutableSorted }
        or SequenceTypeModel { Kind: SequenceKind.SortedSet or SequenceKind.ImmutableSortedSet };

    /// <summary>
    /// Whether equal values may be written differently, so that arguments need a canonical form. A sorted collection has its
    /// order from a comparer, which equal arguments need not share; an object has it from the author's declarations.
    /// </summary>
    public static bool HasOrderOfItsOwn(this StateTypeModel type) =>
        type.IsUnordered() || (type is ObjectTypeModel obj && !obj.MembersByName().SequenceEqual(obj.Members));

    /// <summary>Whether equal values may be enumerated differently.</summary>
    public static bool IsUnordered(this StateTypeModel type) =>
        type.HasComparer() || type is SequenceTypeModel { Kind: SequenceKind.ConcurrentBag };

    /// <summary>Whether it is enumerated in the reverse of the order that makes it again.</summary>
    public static bool IsLastInFirstOut(this SequenceKind kind) =>
        kind is SequenceKind.Stack or SequenceKind.ConcurrentStack or SequenceKind.ConcurrentBag or SequenceKind.ImmutableStack;

    /// <summary>Whether a default value stands where others have null.</summary>
    public static bool IsValueType(this SequenceKind kind) =>
        kind is SequenceKind.ImmutableArray or SequenceKind.Memory or SequenceKind.ReadOnlyMemory;
}
