using Jobs.Generators.Model;

namespace Jobs.Generators.Emission;

/// <summary>Priority queues: arrays of pairs, in the order of the heap, so that ties are taken in the same order again.</summary>
internal static class PriorityQueueCodecEmitter
{
    public static void WriteBody(SourceWriter source, CodecPlan plan, PriorityQueueTypeModel type, bool canonical)
    {
        source.Line("if (value is null) { writer.WriteNullValue(); return; }");
        var write = $"writer.WriteStartArray(); {plan.Write(type.Element, "pair.Element", canonical)}; {plan.Write(type.Priority, "pair.Priority", canonical)}; writer.WriteEndArray();";
        var (element, priority) = (plan.TypeName(type.Element), plan.TypeName(type.Priority));
        if (canonical)
        {
            source.Line("writer.WriteStartArray();");
            source.Line($"{Seam.Json}.WriteSortedItems<({element} Element, {priority} Priority)>(writer, value.UnorderedItems, static (writer, pair) => {{ {write} }});");
            source.Line("writer.WriteEndArray();");
            return;
        }

        ComparerCode.BeginWriting(source, plan, type, type.Priority, $"NameOfQueue<{element}, {priority}>", "writer.WriteStartArray()", $"{Seam.Json}.BeginSet");
        source.Line($"foreach (var pair in value.UnorderedItems) {{ {write} }}");
        ComparerCode.EndWriting(source, plan, type, type.Priority, "writer.WriteEndArray()", $"{Seam.Json}.EndSet");
    }

    public static void ReadBody(SourceWriter source, CodecPlan plan, PriorityQueueTypeModel type)
    {
        source.Line($"if (reader.TokenType == {Seam.TokenType}.Null) return null!;");
        ComparerCode.BeginReading(source, plan, type, type.Priority, "BeginArray", "BeginSet");
        source.Line($"var items = new {type.FullName}({ComparerCode.Argument(plan, type, type.Priority)});");
        source.Open($"while ({Seam.Json}.NextItem(ref reader))");
        source.Line($"{Seam.Json}.BeginArray(ref reader);");
        source.Line($"{Seam.Json}.RequireItem(ref reader);");
        source.Line($"var element = {plan.Read(type.Element)};");
        source.Line($"{Seam.Json}.RequireItem(ref reader);");
        source.Line($"items.Enqueue(element, {plan.Read(type.Priority)});");
        source.Line($"{Seam.Json}.EndArray(ref reader);");
        source.Close().Line();
        ComparerCode.EndReading(source, plan, type, type.Priority, "EndSet");
        source.Line("return items;");
    }
}
