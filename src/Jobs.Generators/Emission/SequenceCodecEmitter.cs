using Jobs.Generators.Model;

namespace Jobs.Generators.Emission;

/// <summary>Arrays, lists, sets, queues and stacks: arrays of their items.</summary>
internal static class SequenceCodecEmitter
{
    public static void WriteBody(SourceWriter source, CodecPlan plan, SequenceTypeModel type, bool canonical)
    {
        if (type.Kind == SequenceKind.ImmutableArray) source.Line("if (value.IsDefault) { writer.WriteNullValue(); return; }");
        else if (!type.Kind.IsValueType()) source.Line("if (value is null) { writer.WriteNullValue(); return; }");

        var element = plan.TypeName(type.Element);
        if (canonical && type.IsUnordered())
        {
            source.Line("writer.WriteStartArray();");
            source.Line($"{Seam.Json}.WriteSortedItems<{element}>(writer, value, static (writer, value) => {plan.Write(type.Element, "value", canonical)});");
            source.Line("writer.WriteEndArray();");
            return;
        }

        var items = type.Kind is SequenceKind.Memory or SequenceKind.ReadOnlyMemory ? "value.Span" : "value";
        ComparerCode.BeginWriting(source, plan, type, type.Element, $"NameOfSet<{element}>", "writer.WriteStartArray()", $"{Seam.Json}.BeginSet");
        source.Line($"foreach (var item in {items}) {plan.Write(type.Element, "item", canonical)};");
        ComparerCode.EndWriting(source, plan, type, type.Element, "writer.WriteEndArray()", $"{Seam.Json}.EndSet");
    }

    public static void ReadBody(SourceWriter source, CodecPlan plan, SequenceTypeModel type)
    {
        if (type.Kind == SequenceKind.ImmutableArray) source.Line($"if (reader.TokenType == {Seam.TokenType}.Null) return default;");
        else if (!type.Kind.IsValueType()) source.Line($"if (reader.TokenType == {Seam.TokenType}.Null) return null!;");

        var recipe = SequenceRecipe.Of(type.Kind);
        var element = plan.TypeName(type.Element);
        ComparerCode.BeginReading(source, plan, type, type.Element, "BeginArray", "BeginSet");
        source.Line($"var items = {recipe.Make(element, ComparerCode.Argument(plan, type, type.Element))};");
        var add = $"items.Add({plan.Read(type.Element)})";
        source.Line($"while ({Seam.Json}.NextItem(ref reader)) {(type.HasComparer() ? $"{Seam.Json}.AddedOnce({add}, ref reader)" : add)};");
        if (type.Kind.IsLastInFirstOut()) source.Line("items.Reverse();");
        ComparerCode.EndReading(source, plan, type, type.Element, "EndSet");
        source.Line($"return {recipe.Finish(element)};");
    }
}
