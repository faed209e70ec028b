using Jobs.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Jobs.Generators.Parsing;

/// <summary>The types that are one JSON value each. All of them have a text too, and so may be the keys of an object.</summary>
internal static class KnownScalars
{
    private static readonly Dictionary<string, string> s_names = new(StringComparer.Ordinal)
    {
        ["System.Boolean"] = "Boolean",
        ["System.Byte"] = "Byte",
        ["System.SByte"] = "SByte",
        ["System.Int16"] = "Int16",
        ["System.UInt16"] = "UInt16",
        ["System.Int32"] = "Int32",
        ["System.UInt32"] = "UInt32",
        ["System.Int64"] = "Int64",
        ["System.UInt64"] = "UInt64",
        ["System.Int128"] = "Int128",
        ["System.UInt128"] = "UInt128",
        ["System.Half"] = "Half",
        ["System.Single"] = "Single",
        ["System.Double"] = "Double",
        ["System.Decimal"] = "Decimal",
        ["System.Char"] = "Char",
        ["System.String"] = "String",
        ["System.Guid"] = "Guid",
        ["System.DateTime"] = "DateTime",
        ["System.DateTimeOffset"] = "DateTimeOffset",
        ["System.DateOnly"] = "DateOnly",
        ["System.TimeOnly"] = "TimeOnly",
        ["System.TimeSpan"] = "TimeSpan",
        ["System.Uri"] = "Uri",
        ["System.Version"] = "Version",
        ["System.Index"] = "Index",
        ["System.Range"] = "Range",
        ["System.Numerics.BigInteger"] = "BigInteger",
        ["System.Text.Rune"] = "Rune",
        ["Jobs.JobId"] = "JobId",
    };

    /// <summary>The suffix of its methods in <c>JobJson</c>, or null.</summary>
    public static string? Of(INamedTypeSymbol type) =>
        type.IsOfTheFramework() && s_names.TryGetValue(TypeNames.Metadata(type), out var scalar) ? scalar : null;

    /// <summary>Bytes, whatever holds them, are one text; they are no keys, since arrays are compared by reference.</summary>
    public static ScalarTypeModel? Bytes(ITypeSymbol type, TypeIdentity identity) => type switch
    {
        IArrayTypeSymbol { Rank: 1, ElementType.SpecialType: SpecialType.System_Byte } => new(identity, "Bytes", Key: false),
        INamedTypeSymbol { TypeArguments.Length: 1 } named when named.TypeArguments[0].SpecialType == SpecialType.System_Byte => KnownCollections.Sequence(named) switch
        {
            SequenceKind.Memory => new(identity, "MemoryOfBytes", Key: false),
            SequenceKind.ReadOnlyMemory => new(identity, "ReadOnlyMemoryOfBytes", Key: false),
            _ => null,
        },
        _ => null,
    };
}
