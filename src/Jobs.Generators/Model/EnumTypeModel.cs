namespace Jobs.Generators.Model;

/// <summary>An enum: stored by name, and by number where a value has no name.</summary>
/// <param name="Underlying">The scalar it is made of, as in <see cref="ScalarTypeModel.Scalar"/>.</param>
internal sealed record EnumTypeModel(
    TypeIdentity Identity, string Underlying, string UnderlyingName, bool IsFlags, EquatableArray<EnumMemberModel> Members)
    : StateTypeModel(Identity)
{
    public override IEnumerable<string> References => [];
}

/// <summary>A named value.</summary>
/// <param name="Name">The CLR name, escaped.</param>
/// <param name="Bits">Its value, sign-extended.</param>
/// <param name="IsAlias">Whether an earlier member has the same value: read, never written.</param>
internal sealed record EnumMemberModel(string Name, string WireName, EquatableArray<string> Aliases, ulong Bits, bool IsAlias);
