using Jobs.Generators.Model;

namespace Jobs.Generators.Emission;

/// <summary>Records, classes and structs of the author's.</summary>
internal static class ObjectCodecEmitter
{
    public static void WriteBody(SourceWriter source, CodecPlan plan, NameTable names, ObjectTypeModel type, bool canonical)
    {
        if (type.IsReference) source.Line("if (value is null) { writer.WriteNullValue(); return; }");
        if (type.IsOpen)
        {
            source.Line($"if (value.GetType() != typeof({type.FullName})) throw {Seam.Json}.Derived(value, typeof({type.FullName}));");
        }

        source.Line("writer.WriteStartObject();");
        if (plan.IsDerived(type)) source.Line($"{Seam.Json}.WriteTypeName(writer, typeName);");
        foreach (var member in canonical ? type.MembersByName() : type.Members)
        {
            ObjectBody.WriteMember(source, plan, names, member.WireName, member.Type, "value." + member.Name, canonical);
        }

        source.Line("writer.WriteEndObject();");
    }

    public static void ReadBody(SourceWriter source, CodecPlan plan, ObjectTypeModel type)
    {
        if (type.IsReference) source.Line($"if (reader.TokenType == {Seam.TokenType}.Null) return null!;");
        source.Line($"{Seam.Json}.BeginObject(ref reader);");
        foreach (var member in type.Members) source.Line($"var {Local(member)} = default({Seam.Restored}<{plan.TypeName(member.Type)}>);");

        source.Line($"var seen = default({Seam.SeenMembers});");
        source.Line("var expected = 0;");
        source.Open($"while ({Seam.Json}.NextMember(ref reader))");
        source.Line($"var found = Find{plan.Name(type)}(ref reader, expected);");
        source.Line("seen.Add(found, ref reader);");
        source.Line("reader.Read();");
        source.Open("switch (found)");
        for (var i = 0; i < type.Members.Count; i++)
        {
            var member = type.Members[i];
            source.Line($"case {Literals.Number(i)}: {Local(member)}.Value = {plan.Read(member.Type)}; break;");
        }

        source.Line("default: reader.Skip(); continue;");
        source.Close().Line();
        source.Line("expected = found + 1;");
        source.Close().Line();
        Construct(source, type);
    }

    public static void FindMethod(SourceWriter source, CodecPlan plan, ObjectTypeModel type) =>
        ObjectBody.FindMethod(
            source, "Find" + plan.Name(type), type.Members.Select(m => (IReadOnlyList<string>)[m.WireName, .. m.Aliases]).ToList());

    private static void Construct(SourceWriter source, ObjectTypeModel type)
    {
        foreach (var member in type.Members.Where(m => m.IsDemanded))
        {
            source.Line(
                $"if (!{Local(member)}.IsSet) throw {Seam.Json}.MissingIn({Literals.Text(ShortName(type))}, {Literals.Text(member.WireName)});");
        }

        var required = type.Members.Where(m => m.Binding == MemberBinding.Required || (m.Binding == MemberBinding.Init && m.IsDemanded))
            .Select(m => $"{m.Name} = {Local(m)}.Value").ToList();
        var init = type.Members.Where(m => m.Binding == MemberBinding.Init && !m.IsDemanded).ToList();
        var creation = $"new {type.FullName}({Arguments(type)})";
        if (init.Count == 0)
        {
            source.Line($"var result = {creation}{Initializer(required)};");
        }
        else
        {
            // An init member can only be set here, and a missing one must keep its initializer: then a first object is
            // made to take that value from.
            source.Line($"var result = {string.Join(" && ", init.Select(m => Local(m) + ".IsSet"))}");
            source.Line($"    ? default({type.FullName})");
            source.Line($"    : {creation}{Initializer(required)};");
            var all = required.Concat(init.Select(m => $"{m.Name} = {Local(m)}.IsSet ? {Local(m)}.Value : result!.{m.Name}"));
            source.Line($"result = {creation}{Initializer(all.ToList())};");
        }

        foreach (var member in SettingOrder.Of(type.Members.Where(m => m.Binding == MemberBinding.Set), m => m.MayChangeOthers))
        {
            source.Line($"if ({Local(member)}.IsSet) result.{member.Name} = {Local(member)}.Value;");
        }

        source.Line("return result;");
    }

    private static string Arguments(ObjectTypeModel type) =>
        string.Join(", ", type.Members
            .Where(m => m.Parameter >= 0)
            .OrderBy(m => m.Parameter)
            .Select(m => m.Default is null ? $"{Local(m)}.Value" : $"{Local(m)}.Or({m.Default})"));

    private static string Initializer(List<string> assignments) =>
        assignments.Count == 0 ? "" : $" {{ {string.Join(", ", assignments)} }}";

    /// <summary>A local that no keyword and no other local of the method equals.</summary>
    private static string Local(ObjectMemberModel member) => member.Name.TrimStart('@') + "_";

    private static string ShortName(StateTypeModel type) => type.FullName.Replace("global::", "");
}
