using Jobs.Generators.Model;

namespace Jobs.Generators.Emission;

/// <summary>Arrays, lists, sets, queues and stacks.</summary>
internal static class SequenceCodecEmitter
{
    private const string Generic = "global::System.Collections.Generic.";
    private const string Immutable = "global::System.Collections.Immutable.";

    public static void WriteBody(SourceWriter source, CodecPlan plan, SequenceTypeModel type, bool canonical)
    {
        var isNull = type.Kind == SequenceKind.ImmutableArray ? "value.IsDefault" : "value is null";
        source.Line($"if ({isNull}) {{ writer.WriteNullValue(); return; }}");
        source.Line("writer.WriteStartArray();");
        if (canonical && IsSet(type.Kind))
        {
            source.Line($"{Seam.Json}.WriteSortedItems<{type.Element}>(writer, value, static (writer, value) => {plan.Write(type.Element, "value", canonical)});");
        }
        else
        {
            source.Line($"foreach (var item in value) {plan.Write(type.Element, "item", canonical)};");
        }

        source.Line("writer.WriteEndArray();");
    }

    public static void ReadBody(SourceWriter source, CodecPlan plan, SequenceTypeModel type)
    {
        var missing = type.Kind == SequenceKind.ImmutableArray ? "default" : "null!";
        source.Line($"if (reader.TokenType == {Seam.TokenType}.Null) return {missing};");
        source.Line($"{Seam.Json}.BeginArray(ref reader);");
        var (make, add, result) = Recipe(type);
        source.Line($"var items = {make};");
        source.Line($"while ({Seam.Json}.NextItem(ref reader)) items.{add}({plan.Read(type.Element)});");
        if (type.Kind == SequenceKind.Stack)
        {
            // Written from the top down; pushing begins at the bottom.
            source.Line($"var stack = new {type.FullName}(items.Count);");
            source.Line("for (var i = items.Count - 1; i >= 0; i--) stack.Push(items[i]);");
        }

        source.Line($"return {result};");
    }

    private static (string Make, string Add, string Result) Recipe(SequenceTypeModel type)
    {
        var list = $"new {Seam.List}<{type.Element}>()";
        return type.Kind switch
        {
            SequenceKind.Array => (list, "Add", "items.ToArray()"),
            SequenceKind.Stack => (list, "Add", "stack"),
            SequenceKind.List or SequenceKind.ListInterface => (list, "Add", "items"),
            SequenceKind.Set or SequenceKind.SetInterface => ($"new {Generic}HashSet<{type.Element}>()", "Add", "items"),
            SequenceKind.SortedSet => ($"new {Generic}SortedSet<{type.Element}>()", "Add", "items"),
            SequenceKind.Queue => ($"new {Generic}Queue<{type.Element}>()", "Enqueue", "items"),
            SequenceKind.ImmutableArray => ($"{Immutable}ImmutableArray.CreateBuilder<{type.Element}>()", "Add", "items.DrainToImmutable()"),
            SequenceKind.ImmutableList => ($"{Immutable}ImmutableList.CreateBuilder<{type.Element}>()", "Add", "items.ToImmutable()"),
            SequenceKind.ImmutableSet => ($"{Immutable}ImmutableHashSet.CreateBuilder<{type.Element}>()", "Add", "items.ToImmutable()"),
            _ => ($"{Immutable}ImmutableSortedSet.CreateBuilder<{type.Element}>()", "Add", "items.ToImmutable()"),
        };
    }

    private static bool IsSet(SequenceKind kind) =>
        kind is SequenceKind.Set or SequenceKind.SetInterface or SequenceKind.SortedSet or SequenceKind.ImmutableSet or SequenceKind.ImmutableSortedSet;
}
