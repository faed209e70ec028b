namespace Jobs.Generators.Model;

/// <summary>A type that <c>JobJson</c> reads and writes itself.</summary>
/// <param name="Scalar">The suffix of its methods there: <c>Int32</c> in <c>ReadInt32</c>.</param>
/// <param name="Key">Whether <c>JobJson</c> also has it as the key of an object.</param>
internal sealed record ScalarTypeModel(TypeIdentity Identity, string Scalar, bool Key) : StateTypeModel(Identity)
{
    public override IEnumerable<string> References => [];

    public override bool HasCodec => false;
}

/// <summary><c>T?</c> of a value type.</summary>
internal sealed record NullableTypeModel(TypeIdentity Identity, TypeUse Inner) : StateTypeModel(Identity)
{
    public override IEnumerable<string> References => [Inner.Id];
}
