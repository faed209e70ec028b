namespace Jobs.Generators.Model;

/// <summary>A type that a converter of the author's stores.</summary>
/// <param name="Converter">The converter as code names it.</param>
internal sealed record ConverterTypeModel(TypeIdentity Identity, string Converter) : StateTypeModel(Identity)
{
    public override IEnumerable<string> References => [];

    public override bool HasCodec => false;
}
