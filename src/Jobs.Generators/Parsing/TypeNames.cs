using Jobs.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Jobs.Generators.Parsing;

/// <summary>Types as text: for code, fully qualified; for names of methods, readable.</summary>
internal static class TypeNames
{
    private const SymbolDisplayMiscellaneousOptions CommonOptions =
        SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers | SymbolDisplayMiscellaneousOptions.UseSpecialTypes;

    /// <summary>With nullable annotations, for signatures that authors see.</summary>
    private static readonly SymbolDisplayFormat s_annotated = SymbolDisplayFormat.FullyQualifiedFormat
        .WithMiscellaneousOptions(CommonOptions | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    private static readonly SymbolDisplayFormat s_plain = SymbolDisplayFormat.FullyQualifiedFormat
        .WithMiscellaneousOptions(CommonOptions);

    /// <summary>With both annotations: <c>?</c> on what may be null, <c>!</c> on what may not, nothing where nobody said.</summary>
    private static readonly SymbolDisplayFormat s_marked = s_annotated.WithMiscellaneousOptions(
        s_annotated.MiscellaneousOptions | SymbolDisplayMiscellaneousOptions.IncludeNotNullableReferenceTypeModifier);

    private static readonly SymbolDisplayFormat s_metadata = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces);

    /// <summary>The type with nullable annotations.</summary>
    public static string Annotated(ITypeSymbol type) => type.ToDisplayString(s_annotated);

    /// <summary>
    /// The type with the annotations of its parts and without its own: what its codec depends on. A codec reads and writes
    /// null; whether null is allowed is a question of each place that uses it.
    /// </summary>
    public static string Id(ITypeSymbol type) => type.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString(s_marked);

    /// <summary>The type without nullable annotations, as code names it.</summary>
    public static string Plain(ITypeSymbol type) => type.ToDisplayString(s_plain);

    /// <summary>The type for messages.</summary>
    public static string Display(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat);

    /// <summary>The namespace, escaped; empty for the global one.</summary>
    public static string Namespace(INamespaceSymbol? symbol) =>
        symbol is null or { IsGlobalNamespace: true } ? "" : symbol.ToDisplayString(s_plain).Replace("global::", "");

    /// <summary><c>Namespace.Outer+Inner</c>: the name by which the runtime knows a type that is not generic.</summary>
    public static string Metadata(INamedTypeSymbol type)
    {
        var name = type.MetadataName;
        for (var outer = type.ContainingType; outer is not null; outer = outer.ContainingType) name = outer.MetadataName + "+" + name;
        return type.ContainingNamespace is { IsGlobalNamespace: false } space ? space.ToDisplayString(s_metadata) + "." + name : name;
    }

    /// <summary>A readable identifier: <c>ListOfString</c>, <c>Int32Array</c>, <c>NullableOfGuid</c>, <c>ListOfItemOrNull</c>.</summary>
    public static string Hint(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol { Rank: > 1 } array => PartHint(array.ElementType) + "Grid" + array.Rank,
        IArrayTypeSymbol array => PartHint(array.ElementType) + "Array",
        INamedTypeSymbol { TypeArguments.Length: > 0 } generic =>
            Identifiers.Sanitize(generic.Name) + "Of" + string.Join("And", generic.TypeArguments.Select(PartHint)),
        _ => Identifiers.Sanitize(type.Name),
    };

    private static string PartHint(ITypeSymbol type) =>
        Hint(type) + (type is { IsReferenceType: true, NullableAnnotation: NullableAnnotation.Annotated } ? "OrNull" : "");
}
