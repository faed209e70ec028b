using Jobs.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Jobs.Generators.Parsing;

/// <summary>How an enum is stored.</summary>
internal static class EnumShape
{
    public static EnumTypeModel Of(INamedTypeSymbol type, TypeIdentity identity)
    {
        var underlying = type.EnumUnderlyingType!;
        var seen = new HashSet<ulong>();
        var members = new List<EnumMemberModel>();
        foreach (var field in type.GetMembers().OfType<IFieldSymbol>().Where(f => f.HasConstantValue))
        {
            var bits = Bits(field.ConstantValue!);
            members.Add(new EnumMemberModel(
                Identifiers.Escape(field.Name), WireNames.Of(field), WireNames.AliasesOf(field), bits, IsAlias: !seen.Add(bits)));
        }

        var flags = type.GetAttributes().Any(a => a.AttributeClass is { Name: "FlagsAttribute", ContainingNamespace.Name: "System" });
        return new EnumTypeModel(identity, underlying.Name, TypeNames.Plain(underlying), flags, members.ToEquatableArray());
    }

    private static ulong Bits(object value) => value switch
    {
        ulong u => u,
        byte or ushort or uint => Convert.ToUInt64(value, System.Globalization.CultureInfo.InvariantCulture),
        _ => unchecked((ulong)Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture)),
    };
}
