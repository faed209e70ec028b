using Jobs.Generators.Model;

namespace Jobs.Generators.Emission;

/// <summary>Arrays of several dimensions: their lengths and their items, since an empty one has lengths too.</summary>
internal static class GridCodecEmitter
{
    public static void WriteBody(SourceWriter source, CodecPlan plan, GridTypeModel type, bool canonical) =>
        source.Line($"{Seam.Json}.WriteGrid<{plan.TypeName(type.Element)}>(writer, value, {plan.WriteLambda(type.Element, canonical)});");

    public static void ReadBody(SourceWriter source, CodecPlan plan, GridTypeModel type) =>
        source.Line(
            $"return ({type.FullName}){Seam.Json}.ReadGrid<{plan.TypeName(type.Element)}>(ref reader, {Literals.Number(type.Rank)}, {plan.ReadLambda(type.Element)});");
}
