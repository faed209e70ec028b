namespace Jobs.Generators.Model;

/// <summary>An array of several dimensions: a JSON object of its lengths and its items.</summary>
/// <param name="Rank">2 to 4.</param>
internal sealed record GridTypeModel(TypeIdentity Identity, int Rank, TypeUse Element) : StateTypeModel(Identity)
{
    public override IEnumerable<string> References => [Element.Id];
}
