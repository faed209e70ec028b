namespace Jobs.Generators.Model;

/// <summary>A base class or interface with declared types: an object that names which of them it is.</summary>
/// <param name="Types">In the order of their declaration: of two names of one type the first is written.</param>
/// <param name="Itself">The base class as a type of its own, stored without a name; null when it is abstract or declared.</param>
internal sealed record HierarchyTypeModel(TypeIdentity Identity, EquatableArray<DerivedTypeModel> Types, TypeUse? Itself)
    : StateTypeModel(Identity)
{
    public override IEnumerable<string> References =>
        Types.Select(t => t.Type.Id).Concat(Itself is { } itself ? [itself.Id] : Array.Empty<string>());
}

/// <summary>A declared type and its name on the wire.</summary>
internal sealed record DerivedTypeModel(string WireName, TypeUse Type);
