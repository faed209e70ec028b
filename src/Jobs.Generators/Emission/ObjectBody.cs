using Jobs.Generators.Model;

namespace Jobs.Generators.Emission;

/// <summary>The lines that write and find members of a JSON object: the same for jobs, arguments and state types.</summary>
internal static class ObjectBody
{
    /// <summary>Writes one member.</summary>
    public static void WriteMember(
        SourceWriter source, CodecPlan plan, NameTable names, string wireName, TypeUse type, string value, bool canonical,
        bool kept = false)
    {
        var name = names.Field(wireName);
        switch ((plan.Type(type) as ScalarTypeModel)?.Scalar)
        {
            // Name and value in one call of the writer's, where the value needs no conversion.
            case "Byte" or "SByte" or "Int16" or "UInt16" or "Int32" or "UInt32" or "Int64" or "UInt64":
                source.Line($"writer.WriteNumber({name}, {value});");
                break;
            case "Boolean":
                source.Line($"writer.WriteBoolean({name}, {value});");
                break;
            default:
                source.Line($"writer.WritePropertyName({name});");
                source.Line(plan.Write(type, value, canonical, kept) + ";");
                break;
        }
    }

    /// <summary>
    /// Writes a method that finds a property name's place. What is stored was written in this order, so the expected place
    /// is tried first, and a search happens only when members were added, removed or moved since.
    /// </summary>
    public static void FindMethod(SourceWriter source, string method, IReadOnlyList<IReadOnlyList<string>> names)
    {
        source.Line();
        source.Open($"private static int {method}(ref {Seam.Reader} reader, int expected)");
        source.Open("switch (expected)");
        for (var i = 0; i < names.Count; i++)
        {
            source.Line($"case {Literals.Number(i)} when reader.ValueTextEquals({Literals.Utf8(names[i][0])}):");
        }

        source.Line("    return expected;");
        source.Close();
        source.Line();
        for (var i = 0; i < names.Count; i++)
        {
            foreach (var name in names[i]) source.Line($"if (reader.ValueTextEquals({Literals.Utf8(name)})) return {Literals.Number(i)};");
        }

        source.Line("return -1;");
        source.Close();
    }
}
