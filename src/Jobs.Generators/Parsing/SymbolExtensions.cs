using Microsoft.CodeAnalysis;

namespace Jobs.Generators.Parsing;

/// <summary>Questions about symbols that more than one parser asks.</summary>
internal static class SymbolExtensions
{
    /// <summary>The first attribute of a type of ours, or null.</summary>
    public static AttributeData? FindAttribute(this ISymbol symbol, string metadataName) =>
        symbol.FindAttributes(metadataName).FirstOrDefault();

    /// <summary>All attributes of a type of ours.</summary>
    public static IEnumerable<AttributeData> FindAttributes(this ISymbol symbol, string metadataName) =>
        symbol.GetAttributes().Where(a => a.AttributeClass is { } type && type.Is(metadataName));

    /// <summary>Whether this is the type of Jobs.Abstractions with that metadata name.</summary>
    public static bool Is(this ITypeSymbol type, string metadataName) =>
        type.ContainingAssembly?.Name == KnownNames.AbstractionsAssembly
        && type.OriginalDefinition is INamedTypeSymbol named
        && TypeNames.Metadata(named) == metadataName;

    /// <summary>Whether this is a journaled collection.</summary>
    public static bool IsJournaled(this ITypeSymbol type) =>
        type.Is(KnownNames.JournaledList) || type.Is(KnownNames.JournaledSet) || type.Is(KnownNames.JournaledDictionary);

    /// <summary>A type of the author's own named <c>System.Guid</c> is not the framework's.</summary>
    public static bool IsOfTheFramework(this INamedTypeSymbol type) => type.IsCompiled() && type.ContainingType is null;

    /// <summary>
    /// Whether the generator wrote this member. The analyzers see our half of a class and the generator does not; both must
    /// find the same.
    /// </summary>
    public static bool IsGeneratedByUs(this ISymbol symbol) =>
        symbol.GetAttributes().Any(a =>
            a.AttributeClass is { Name: "GeneratedCodeAttribute" } && a.StringArgument(0) == KnownNames.Tool);

    /// <summary>The argument at a position as text; null when it is missing, null or in error.</summary>
    public static string? StringArgument(this AttributeData attribute, int index) =>
        attribute.ConstructorArguments is { } arguments && index < arguments.Length
        && arguments[index] is { Kind: TypedConstantKind.Primitive, Value: string text }
            ? text
            : null;

    /// <summary>The argument at a position as a type; null when it is missing, null or in error.</summary>
    public static INamedTypeSymbol? TypeArgument(this AttributeData attribute, int index) =>
        attribute.ConstructorArguments is { } arguments && index < arguments.Length
        && arguments[index] is { Kind: TypedConstantKind.Type, Value: INamedTypeSymbol { TypeKind: not TypeKind.Error } type }
            ? type
            : null;

    /// <summary>A named argument of a type, or the fallback when it is missing or in error.</summary>
    public static T NamedArgument<T>(this AttributeData attribute, string name, T fallback)
    {
        foreach (var pair in attribute.NamedArguments)
        {
            if (pair.Key == name && pair.Value is { Kind: TypedConstantKind.Primitive, Value: T value }) return value;
        }

        return fallback;
    }

    /// <summary>The attribute that makes any use of the symbol an error, or null.</summary>
    public static string? ForbiddenBy(this ISymbol symbol)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass is not { } type) continue;
            switch (TypeNames.Metadata(type))
            {
                case "System.ObsoleteAttribute" when attribute.ConstructorArguments.Any(a => a.Value is true):
                    return "Obsolete";
                case "System.Diagnostics.CodeAnalysis.ExperimentalAttribute":
                    return "Experimental";
            }
        }

        return null;
    }

    /// <summary>Whether an attribute says that null may come, or go in, where the type says that it is not.</summary>
    public static bool AllowsNull(this ISymbol symbol) =>
        symbol.GetAttributes().Any(a =>
            a.AttributeClass is { } type
            && TypeNames.Metadata(type) is "System.Diagnostics.CodeAnalysis.AllowNullAttribute" or "System.Diagnostics.CodeAnalysis.MaybeNullAttribute");

    /// <summary>Where to point when something about the attribute is wrong.</summary>
    public static Location LocationIn(this AttributeData attribute, ISymbol symbol, CancellationToken cancellationToken) =>
        attribute.ApplicationSyntaxReference?.GetSyntax(cancellationToken).GetLocation() ?? symbol.MainLocation();

    /// <summary>Where the author declared it.</summary>
    public static Location MainLocation(this ISymbol symbol) =>
        symbol.Locations.FirstOrDefault(l => l.IsInSource) ?? Location.None;

    /// <summary>Whether a property stores its value in a field of its own.</summary>
    public static bool HasBackingField(this IPropertySymbol property) =>
        property.ContainingType.GetMembers().OfType<IFieldSymbol>().Any(f => f.AssociatedSymbol is IPropertySymbol { IsIndexer: false } holder && holder.Name == property.Name);

    /// <summary>The type and those it derives from, most derived first, without <c>object</c> and <c>ValueType</c>.</summary>
    public static IEnumerable<INamedTypeSymbol> SelfAndBases(this INamedTypeSymbol type)
    {
        for (var t = type; t is not null && t.SpecialType is not (SpecialType.System_Object or SpecialType.System_ValueType); t = t.BaseType)
        {
            yield return t;
        }
    }
}
