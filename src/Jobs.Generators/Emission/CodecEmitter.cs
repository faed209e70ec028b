using Jobs.Generators.Model;

namespace Jobs.Generators.Emission;

/// <summary>The nested class <c>Codec</c>: a writer and a reader for each stored type that is not a scalar.</summary>
internal static class CodecEmitter
{
    public static void Emit(SourceWriter source, CodecPlan plan, NameTable names)
    {
        if (!plan.Types.Any()) return;
        source.Line();
        source.Open("private static class Codec");
        foreach (var type in plan.Types)
        {
            if (type is EnumTypeModel enumType)
            {
                EnumCodecEmitter.Emit(source, plan, enumType);
                continue;
            }

            if (plan.NeedsWriter(type)) EmitWriter(source, plan, names, type, canonical: false);
            if (plan.NeedsCanonicalWriter(type)) EmitWriter(source, plan, names, type, canonical: true);
            if (plan.NeedsReader(type)) EmitReader(source, plan, type);
        }

        source.Close();
    }

    private static void EmitWriter(SourceWriter source, CodecPlan plan, NameTable names, StateTypeModel type, bool canonical)
    {
        source.Line();
        var more = !canonical && type.HasComparer() ? ", bool kept = false" : plan.IsDerived(type) ? ", string typeName = null" : "";
        source.Open($"internal static void {plan.WriterName(type, canonical)}({Seam.Writer} writer, {type.FullName} value{more})");
        switch (type)
        {
            case NullableTypeModel nullable:
                source.Line($"if (value.HasValue) {plan.Write(nullable.Inner, "value.GetValueOrDefault()", canonical)};");
                source.Line("else writer.WriteNullValue();");
                break;
            case TupleTypeModel tuple:
                source.Line("writer.WriteStartArray();");
                for (var i = 0; i < tuple.Elements.Count; i++)
                {
                    source.Line(plan.Write(tuple.Elements[i], $"value.Item{Literals.Number(i + 1)}", canonical) + ";");
                }

                source.Line("writer.WriteEndArray();");
                break;
            case SequenceTypeModel sequence:
                SequenceCodecEmitter.WriteBody(source, plan, sequence, canonical);
                break;
            case MapTypeModel map:
                MapCodecEmitter.WriteBody(source, plan, map, canonical);
                break;
            case PriorityQueueTypeModel queue:
                PriorityQueueCodecEmitter.WriteBody(source, plan, queue, canonical);
                break;
            case HierarchyTypeModel hierarchy:
                HierarchyCodecEmitter.WriteBody(source, plan, hierarchy, canonical);
                break;
            case GridTypeModel grid:
                GridCodecEmitter.WriteBody(source, plan, grid, canonical);
                break;
            case ObjectTypeModel obj:
                ObjectCodecEmitter.WriteBody(source, plan, names, obj, canonical);
                break;
        }

        source.Close();
    }

    private static void EmitReader(SourceWriter source, CodecPlan plan, StateTypeModel type)
    {
        source.Line();
        source.Open($"internal static {type.FullName} Read{plan.Name(type)}(ref {Seam.Reader} reader)");
        switch (type)
        {
            case NullableTypeModel nullable:
                source.Line($"if (reader.TokenType == {Seam.TokenType}.Null) return null;");
                source.Line($"return {plan.Read(nullable.Inner)};");
                break;
            case TupleTypeModel tuple:
                source.Line($"{Seam.Json}.BeginArray(ref reader);");
                for (var i = 0; i < tuple.Elements.Count; i++)
                {
                    source.Line($"{Seam.Json}.RequireItem(ref reader);");
                    source.Line($"var item{Literals.Number(i + 1)} = {plan.Read(tuple.Elements[i])};");
                }

                source.Line($"{Seam.Json}.EndArray(ref reader);");
                source.Line($"return ({string.Join(", ", Enumerable.Range(1, tuple.Elements.Count).Select(i => "item" + Literals.Number(i)))});");
                break;
            case SequenceTypeModel sequence:
                SequenceCodecEmitter.ReadBody(source, plan, sequence);
                break;
            case MapTypeModel map:
                MapCodecEmitter.ReadBody(source, plan, map);
                break;
            case PriorityQueueTypeModel queue:
                PriorityQueueCodecEmitter.ReadBody(source, plan, queue);
                break;
            case HierarchyTypeModel hierarchy:
                HierarchyCodecEmitter.ReadBody(source, plan, hierarchy);
                break;
            case GridTypeModel grid:
                GridCodecEmitter.ReadBody(source, plan, grid);
                break;
            case ObjectTypeModel obj:
                ObjectCodecEmitter.ReadBody(source, plan, obj);
                break;
        }

        source.Close();
        if (type is ObjectTypeModel found) ObjectCodecEmitter.FindMethod(source, plan, found);
    }
}
