namespace Jobs.Generators.Model;

/// <summary>A record, class or struct of the author's: a JSON object.</summary>
/// <param name="IsReference">Whether a value may be null.</param>
/// <param name="IsOpen">Whether a value may be of a derived type, which is refused when it is written.</param>
/// <param name="Members">What is stored, in declaration order.</param>
internal sealed record ObjectTypeModel(
    TypeIdentity Identity, bool IsReference, bool IsOpen, EquatableArray<ObjectMemberModel> Members)
    : StateTypeModel(Identity)
{
    public override IEnumerable<string> References => Members.Select(m => m.Type.Id);

    /// <summary>
    /// Its members by their stored names: the canonical order. Moving a declaration is no change that an author thinks of, and
    /// must not make other work of a task that is finished.
    /// </summary>
    public IEnumerable<ObjectMemberModel> MembersByName() => Members.OrderBy(m => m.WireName, StringComparer.Ordinal);
}
