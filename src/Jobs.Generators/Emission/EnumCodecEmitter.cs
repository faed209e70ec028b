using Jobs.Generators.Model;

namespace Jobs.Generators.Emission;

/// <summary>Enums: names on the wire, numbers for values that have none.</summary>
internal static class EnumCodecEmitter
{
    public static void Emit(SourceWriter source, CodecPlan plan, EnumTypeModel type)
    {
        var name = plan.Name(type);
        var named = type.Members.Where(m => !m.IsAlias).ToList();
        var flags = type.IsFlags && named.Any(m => m.Bits != 0);
        if (flags) EmitFlagTable(source, name, named);

        var rest = flags
            ? $"{Seam.Json}.FlagText(unchecked((ulong)value), {name}Flags, static rest => {Seam.Json}.EnumNumber(unchecked(({type.UnderlyingName})rest)))"
            : $"{Seam.Json}.EnumNumber(({type.UnderlyingName})value)";
        source.Line();
        source.Open($"private static string TextOf{name}({type.FullName} value) => value switch");
        foreach (var member in named.Where(m => !flags || BitCount(m.Bits) <= 1)) source.Line($"{type.FullName}.{member.Name} => {Literals.Text(member.WireName)},");
        source.Line($"_ => {rest},");
        source.Close(";");

        if (plan.NeedsWriter(type))
        {
            source.Line();
            source.Line($"internal static void Write{name}({Seam.Writer} writer, {type.FullName} value) => writer.WriteStringValue(TextOf{name}(value));");
        }

        if (!plan.NeedsReader(type)) return;
        source.Line();
        source.Line($"internal static {type.FullName} Read{name}(ref {Seam.Reader} reader) => Parse{name}({Seam.Json}.ReadEnumText(ref reader));");
        EmitParse(source, type, name, flags);
    }

    private static void EmitFlagTable(SourceWriter source, string name, IEnumerable<EnumMemberModel> named)
    {
        source.Line();
        source.Line("// By name, so that other numbers give the same text; a name of several bits only for bits without a name of their own.");
        source.Open($"private static readonly (string Name, ulong Bits)[] {name}Flags = new (string Name, ulong Bits)[]");
        foreach (var member in named.Where(m => m.Bits != 0).OrderBy(m => BitCount(m.Bits)).ThenBy(m => m.WireName, StringComparer.Ordinal))
        {
            source.Line($"({Literals.Text(member.WireName)}, {Literals.Bits(member.Bits)}),");
        }

        source.Close(";");
    }

    private static int BitCount(ulong bits)
    {
        var count = 0;
        for (; bits != 0; bits &= bits - 1) count++;
        return count;
    }

    private static void EmitParse(SourceWriter source, EnumTypeModel type, string name, bool flags)
    {
        var single = flags ? "ParseOne" + name : "Parse" + name;
        var names = string.Join(", ", type.Members.Where(m => !m.IsAlias).Select(m => m.WireName));
        source.Line();
        source.Open($"private static {type.FullName} {single}(string text) => text switch");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in type.Members)
        {
            foreach (var text in member.Aliases.Prepend(member.WireName).Where(seen.Add))
            {
                source.Line($"{Literals.Text(text)} => {type.FullName}.{member.Name},");
            }
        }

        source.Line($"_ => ({type.FullName}){Seam.Json}.ReadEnumNumber<{type.UnderlyingName}>(text, {Literals.Text(names)}),");
        source.Close(";");
        if (!flags) return;

        source.Line();
        source.Open($"private static {type.FullName} Parse{name}(string text)");
        source.Line($"var value = default({type.FullName});");
        source.Line($"foreach (var part in {Seam.Json}.SplitFlags(text)) value |= {single}(part);");
        source.Line("return value;");
        source.Close();
    }
}
