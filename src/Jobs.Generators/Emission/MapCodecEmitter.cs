using Jobs.Generators.Model;

namespace Jobs.Generators.Emission;

/// <summary>Dictionaries: objects where keys have a text, arrays of pairs where they have not.</summary>
internal static class MapCodecEmitter
{
    private const string Generic = "global::System.Collections.Generic.";
    private const string Immutable = "global::System.Collections.Immutable.";

    public static void WriteBody(SourceWriter source, CodecPlan plan, MapTypeModel type, bool canonical)
    {
        source.Line("if (value is null) { writer.WriteNullValue(); return; }");
        source.Line(type.HasTextKeys ? "writer.WriteStartObject();" : "writer.WriteStartArray();");
        var write = plan.Write(type.Value, "value", canonical);
        var pair = $"writer.WriteStartArray(); {plan.Write(type.Key, "pair.Key", canonical)}; {plan.Write(type.Value, "pair.Value", canonical)}; writer.WriteEndArray();";
        var key = type.HasTextKeys ? plan.KeyText(type.Key, "pair.Key") : "";
        source.Line((canonical, type.HasTextKeys) switch
        {
            (true, true) =>
                $"{Seam.Json}.WriteSortedMembers<{type.Key}, {type.Value}>(writer, value, static key => {plan.KeyText(type.Key, "key")}, static (writer, value) => {write});",
            (true, false) =>
                $"{Seam.Json}.WriteSortedItems<{Generic}KeyValuePair<{type.Key}, {type.Value}>>(writer, value, static (writer, pair) => {{ {pair} }});",
            (false, true) => $"foreach (var pair in value) {{ writer.WritePropertyName({key}); {plan.Write(type.Value, "pair.Value", canonical)}; }}",
            (false, false) => $"foreach (var pair in value) {{ {pair} }}",
        });
        source.Line(type.HasTextKeys ? "writer.WriteEndObject();" : "writer.WriteEndArray();");
    }

    public static void ReadBody(SourceWriter source, CodecPlan plan, MapTypeModel type)
    {
        source.Line($"if (reader.TokenType == {Seam.TokenType}.Null) return null!;");
        source.Line($"{Seam.Json}.Begin{(type.HasTextKeys ? "Object" : "Array")}(ref reader);");
        source.Line($"var items = {Make(type)};");
        if (type.HasTextKeys)
        {
            source.Open($"while ({Seam.Json}.NextMember(ref reader))");
            source.Line($"var key = {plan.ReadKey(type.Key)};");
            source.Line("reader.Read();");
            source.Line($"items[key] = {plan.Read(type.Value)};");
        }
        else
        {
            source.Open($"while ({Seam.Json}.NextItem(ref reader))");
            source.Line($"{Seam.Json}.BeginArray(ref reader);");
            source.Line($"{Seam.Json}.RequireItem(ref reader);");
            source.Line($"var key = {plan.Read(type.Key)};");
            source.Line($"{Seam.Json}.RequireItem(ref reader);");
            source.Line($"items[key] = {plan.Read(type.Value)};");
            source.Line($"{Seam.Json}.EndArray(ref reader);");
        }

        source.Close().Line();
        source.Line(type.Kind is MapKind.Immutable or MapKind.ImmutableSorted ? "return items.ToImmutable();" : "return items;");
    }

    private static string Make(MapTypeModel type) => type.Kind switch
    {
        MapKind.SortedDictionary => $"new {Generic}SortedDictionary<{type.Key}, {type.Value}>()",
        MapKind.Immutable => $"{Immutable}ImmutableDictionary.CreateBuilder<{type.Key}, {type.Value}>()",
        MapKind.ImmutableSorted => $"{Immutable}ImmutableSortedDictionary.CreateBuilder<{type.Key}, {type.Value}>()",
        _ => $"new {Generic}Dictionary<{type.Key}, {type.Value}>()",
    };
}
