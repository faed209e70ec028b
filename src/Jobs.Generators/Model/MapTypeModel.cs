namespace Jobs.Generators.Model;

/// <summary>A dictionary: a JSON object where keys have a text form, otherwise an array of pairs.</summary>
internal sealed record MapTypeModel(TypeIdentity Identity, MapKind Kind, TypeUse Key, TypeUse Value, bool HasTextKeys)
    : StateTypeModel(Identity)
{
    public override IEnumerable<string> References => [Key.Id, Value.Id];
}

/// <summary>Which dictionary a map is.</summary>
internal enum MapKind
{
    Dictionary,
    SortedDictionary,
    SortedList,
    ConcurrentDictionary,

    /// <summary>An interface that a <c>Dictionary</c> serves.</summary>
    Interface,

    Frozen,
    Immutable,
    ImmutableSorted,
}
