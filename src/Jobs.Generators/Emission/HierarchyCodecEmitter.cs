using Jobs.Generators.Model;

namespace Jobs.Generators.Emission;

/// <summary>Declared hierarchies: the object of the very type, with the type's name as its first member.</summary>
internal static class HierarchyCodecEmitter
{
    public static void WriteBody(SourceWriter source, CodecPlan plan, HierarchyTypeModel type, bool canonical)
    {
        source.Line("if (value is null) { writer.WriteNullValue(); return; }");
        source.Line("var type = value.GetType();");
        var written = new HashSet<string>(StringComparer.Ordinal);
        foreach (var derived in type.Types.Where(d => written.Add(d.Type.Id))) Branch(derived.Type, $", {Literals.Text(derived.WireName)}");
        if (type.Itself is { } itself) Branch(itself, "");
        source.Line($"throw {Seam.Json}.Undeclared(value, typeof({type.FullName}));");

        void Branch(TypeUse use, string name)
        {
            var model = plan.Type(use);
            source.Line(
                $"if (type == typeof({model.FullName})) {{ Codec.{plan.WriterName(model, canonical)}(writer, ({model.FullName})value{name}); return; }}");
        }
    }

    public static void ReadBody(SourceWriter source, CodecPlan plan, HierarchyTypeModel type)
    {
        var names = string.Join(", ", type.Types.Select(t => t.WireName));
        source.Line($"if (reader.TokenType == {Seam.TokenType}.Null) return null!;");
        source.Line($"var name = {Seam.Json}.FindTypeName(reader);");
        source.Open("switch (name)");
        foreach (var derived in type.Types) source.Line($"case {Literals.Text(derived.WireName)}: return {plan.Read(derived.Type)};");
        if (type.Itself is { } itself) source.Line($"case null: return {plan.Read(itself)};");
        source.Line($"default: throw {Seam.Json}.UnknownTypeName(name, {Literals.Text(names)});");
        source.Close();
    }
}
