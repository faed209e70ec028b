namespace Jobs.Generators.Model;

/// <summary>
/// A type whose values are stored. Types refer to each other by <see cref="FullName"/> and never by reference, so that
/// recursive types stay finite and comparable.
/// </summary>
/// <param name="FullName">As code names it, without nullable annotations: one codec serves <c>string</c> and <c>string?</c>.</param>
/// <param name="Hint">A readable identifier to build method names from; not unique.</param>
internal abstract record StateTypeModel(string FullName, string Hint)
{
    /// <summary>The types that its codec calls.</summary>
    public abstract IEnumerable<string> References { get; }
}

/// <summary>A type that <c>JobJson</c> reads and writes itself.</summary>
/// <param name="Scalar">The suffix of its methods there: <c>Int32</c> in <c>ReadInt32</c>.</param>
/// <param name="Key">Whether <c>JobJson</c> also has it as the key of an object.</param>
internal sealed record ScalarTypeModel(string FullName, string Hint, string Scalar, bool Key) : StateTypeModel(FullName, Hint)
{
    public override IEnumerable<string> References => [];
}

/// <summary>An enum: stored by name, and by number where a value has no name.</summary>
/// <param name="Underlying">The scalar it is made of, as in <see cref="ScalarTypeModel.Scalar"/>.</param>
internal sealed record EnumTypeModel(
    string FullName, string Hint, string Underlying, string UnderlyingName, bool IsFlags, EquatableArray<EnumMemberModel> Members)
    : StateTypeModel(FullName, Hint)
{
    public override IEnumerable<string> References => [];
}

/// <param name="Name">The CLR name, escaped.</param>
/// <param name="Bits">Its value, sign-extended.</param>
/// <param name="IsAlias">Whether an earlier member has the same value: read, never written.</param>
internal sealed record EnumMemberModel(string Name, string WireName, EquatableArray<string> Aliases, ulong Bits, bool IsAlias);

/// <summary><c>T?</c> of a value type.</summary>
internal sealed record NullableTypeModel(string FullName, string Hint, string Inner) : StateTypeModel(FullName, Hint)
{
    public override IEnumerable<string> References => [Inner];
}

/// <summary>A collection of items: a JSON array.</summary>
internal sealed record SequenceTypeModel(string FullName, string Hint, SequenceKind Kind, string Element)
    : StateTypeModel(FullName, Hint)
{
    public override IEnumerable<string> References => [Element];
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
}

/// <summary>A dictionary: a JSON object where keys have a text form, otherwise an array of pairs.</summary>
internal sealed record MapTypeModel(string FullName, string Hint, MapKind Kind, string Key, string Value, bool HasTextKeys)
    : StateTypeModel(FullName, Hint)
{
    public override IEnumerable<string> References => [Key, Value];
}

/// <summary>Which dictionary a map is.</summary>
internal enum MapKind
{
    Dictionary,
    SortedDictionary,

    /// <summary>An interface that a <c>Dictionary</c> serves.</summary>
    Interface,

    Immutable,
    ImmutableSorted,
}

/// <summary>A tuple: a JSON array of fixed length, so that renamed elements stay readable.</summary>
internal sealed record TupleTypeModel(string FullName, string Hint, EquatableArray<string> Elements) : StateTypeModel(FullName, Hint)
{
    public override IEnumerable<string> References => Elements;
}

/// <summary>A record, class or struct of the author's: a JSON object.</summary>
/// <param name="IsReference">Whether a value may be null.</param>
/// <param name="IsOpen">Whether a value may be of a derived type, which is refused when it is written.</param>
/// <param name="Members">What is stored, in declaration order.</param>
internal sealed record ObjectTypeModel(
    string FullName, string Hint, bool IsReference, bool IsOpen, EquatableArray<ObjectMemberModel> Members)
    : StateTypeModel(FullName, Hint)
{
    public override IEnumerable<string> References => Members.Select(m => m.Type);
}
