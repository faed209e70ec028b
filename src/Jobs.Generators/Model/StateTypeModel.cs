namespace Jobs.Generators.Model;

/// <summary>
/// A type whose values are stored. Types refer to each other by <see cref="Id"/> and never by reference, so that recursive
/// types stay finite and comparable.
/// </summary>
internal abstract record StateTypeModel(TypeIdentity Identity)
{
    /// <inheritdoc cref="TypeIdentity.Id"/>
    public string Id => Identity.Id;

    /// <inheritdoc cref="TypeIdentity.FullName"/>
    public string FullName => Identity.FullName;

    /// <inheritdoc cref="TypeIdentity.Hint"/>
    public string Hint => Identity.Hint;

    /// <summary>Whether methods are emitted for it; scalars and converters have theirs elsewhere.</summary>
    public virtual bool HasCodec => true;

    /// <summary>The ids of the types that its codec calls.</summary>
    public abstract IEnumerable<string> References { get; }
}

/// <summary>The names of a stored type.</summary>
/// <param name="Id">
/// Tells it from every other. One codec serves <c>Item</c> and <c>Item?</c>, but <c>List&lt;Item&gt;</c> and
/// <c>List&lt;Item?&gt;</c> have one each, since only one of them takes a null.
/// </param>
/// <param name="FullName">As code names it, without nullable annotations.</param>
/// <param name="Hint">A readable identifier to build method names from; not unique.</param>
internal readonly record struct TypeIdentity(string Id, string FullName, string Hint);

/// <summary>A stored type where it is used: as a member, an item, a key, an argument or a result.</summary>
/// <param name="Id">The <see cref="StateTypeModel.Id"/> of its entry.</param>
/// <param name="NotNull">Whether null is an error here: a type that its author declared without <c>?</c>.</param>
internal readonly record struct TypeUse(string Id, bool NotNull);
