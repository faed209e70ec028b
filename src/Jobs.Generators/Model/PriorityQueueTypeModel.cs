namespace Jobs.Generators.Model;

/// <summary>A priority queue: a JSON array of pairs of an element and its priority.</summary>
internal sealed record PriorityQueueTypeModel(TypeIdentity Identity, TypeUse Element, TypeUse Priority) : StateTypeModel(Identity)
{
    public override IEnumerable<string> References => [Element.Id, Priority.Id];
}
