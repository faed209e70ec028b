namespace Jobs.Generators.Model;

/// <summary>A tuple: a JSON array of fixed length, so that renamed elements stay readable.</summary>
internal sealed record TupleTypeModel(TypeIdentity Identity, EquatableArray<TypeUse> Elements) : StateTypeModel(Identity)
{
    public override IEnumerable<string> References => Elements.Select(e => e.Id);
}
