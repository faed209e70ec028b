namespace Jobs.Generators.Model;

/// <summary>A collection of items: a JSON array.</summary>
internal sealed record SequenceTypeModel(TypeIdentity Identity, SequenceKind Kind, TypeUse Element) : StateTypeModel(Identity)
{
    public override IEnumerable<string> References => [Element.Id];
}

/// <summary>Which collection a sequence is.</summary>
internal enum SequenceKind
{
    Array,
    List,
    Set,
    SortedSet,
    Queue,
    Stack,

    /// <summary>An interface that a <c>List</c> serves.</summary>
    ListInterface,

    /// <summary>An interface that a <c>HashSet</c> serves.</summary>
    SetInterface,

    ImmutableArray,
    ImmutableList,
    ImmutableSet,
    ImmutableSortedSet,
    ImmutableQueue,
    ImmutableStack,
    LinkedList,
    Collection,
    ReadOnlyCollection,
    ObservableCollection,
    ConcurrentQueue,
    ConcurrentStack,
    ConcurrentBag,
    FrozenSet,
    Memory,
    ReadOnlyMemory,
}
