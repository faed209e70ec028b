using Jobs.Generators.Model;

namespace Jobs.Generators.Emission;

/// <summary>Dictionaries: objects where keys have a text, arrays of pairs where they have not.</summary>
internal static class MapCodecEmitter
{
    private const string Generic = "global::System.Collections.Generic.";
    private const string Concurrent = "global::System.Collections.Concurrent.";
    private const string Frozen = "global::System.Collections.Frozen.";
    private const string Immutable = "global::System.Collections.Immutable.";

    public static void WriteBody(SourceWriter source, CodecPlan plan, MapTypeModel type, bool canonical)
    {
        source.Line("if (value is null) { writer.WriteNullValue(); return; }");
        var (begin, end) = type.HasTextKeys ? ("writer.WriteStartObject()", "writer.WriteEndObject()") : ("writer.WriteStartArray()", "writer.WriteEndArray()");
        var write = plan.Write(type.Value, "value", canonical);
        var pair = $"writer.WriteStartArray(); {plan.Write(type.Key, "pair.Key", canonical)}; {plan.Write(type.Value, "pair.Value", canonical)}; writer.WriteEndArray();";
        var names = $"{plan.TypeName(type.Key)}, {plan.TypeName(type.Value)}";
        if (canonical)
        {
            source.Line(begin + ";");
            source.Line(type.HasTextKeys
                ? $"{Seam.Json}.WriteSortedMembers<{names}>(writer, value, static key => {plan.KeyText(type.Key, "key")}, static (writer, value) => {write});"
                : $"{Seam.Json}.WriteSortedItems<{Generic}KeyValuePair<{names}>>(writer, value, static (writer, pair) => {{ {pair} }});");
            source.Line(end + ";");
            return;
        }

        ComparerCode.BeginWriting(source, plan, type, type.Key, $"NameOfMap<{names}>", begin, $"{Seam.Json}.BeginMap");
        source.Line(type.HasTextKeys
            ? $"foreach (var pair in value) {{ writer.WritePropertyName({plan.KeyText(type.Key, "pair.Key")}); {plan.Write(type.Value, "pair.Value", canonical)}; }}"
            : $"foreach (var pair in value) {{ {pair} }}");
        ComparerCode.EndWriting(source, plan, type, type.Key, end, $"{Seam.Json}.EndMap");
    }

    public static void ReadBody(SourceWriter source, CodecPlan plan, MapTypeModel type)
    {
        source.Line($"if (reader.TokenType == {Seam.TokenType}.Null) return null!;");
        ComparerCode.BeginReading(source, plan, type, type.Key, type.HasTextKeys ? "BeginObject" : "BeginArray", "BeginMap");
        source.Line($"var items = {Make(plan, type)};");
        if (type.HasTextKeys)
        {
            source.Open($"while ({Seam.Json}.NextMember(ref reader))");
            source.Line($"var key = {plan.ReadKey(type.Key)};");
            source.Line("reader.Read();");
            source.Line($"{Seam.Json}.AddEntry(items, key, {plan.Read(type.Value)});");
        }
        else
        {
            source.Open($"while ({Seam.Json}.NextItem(ref reader))");
            source.Line($"{Seam.Json}.BeginArray(ref reader);");
            source.Line($"{Seam.Json}.RequireItem(ref reader);");
            source.Line($"var key = {plan.Read(type.Key)};");
            source.Line($"{Seam.Json}.RequireItem(ref reader);");
            source.Line($"{Seam.Json}.AddEntry(items, key, {plan.Read(type.Value)});");
            source.Line($"{Seam.Json}.EndArray(ref reader);");
        }

        source.Close().Line();
        ComparerCode.EndReading(source, plan, type, type.Key, "EndMap");
        source.Line(type.Kind switch
        {
            MapKind.Immutable or MapKind.ImmutableSorted => "return items.ToImmutable();",
            MapKind.Frozen => $"return {Frozen}FrozenDictionary.ToFrozenDictionary(items, items.Comparer);",
            _ => "return items;",
        });
    }

    private static string Make(CodecPlan plan, MapTypeModel type)
    {
        var names = $"<{plan.TypeName(type.Key)}, {plan.TypeName(type.Value)}>";
        var comparer = $"({ComparerCode.Argument(plan, type, type.Key)})";
        return type.Kind switch
        {
            MapKind.SortedDictionary => $"new {Generic}SortedDictionary{names}{comparer}",
            MapKind.SortedList => $"new {Generic}SortedList{names}{comparer}",
            MapKind.ConcurrentDictionary => $"new {Concurrent}ConcurrentDictionary{names}{comparer}",
            MapKind.Immutable => $"{Immutable}ImmutableDictionary.CreateBuilder{names}{comparer}",
            MapKind.ImmutableSorted => $"{Immutable}ImmutableSortedDictionary.CreateBuilder{names}{comparer}",
            _ => $"new {Generic}Dictionary{names}{comparer}",
        };
    }
}
