using Microsoft.CodeAnalysis;

namespace Jobs.Generators.Parsing;

/// <summary>
/// Which members of a compiled type hold values. Its code is out of sight, and of a class so are its private and internal
/// fields; the fields of a struct are there, since the compiler counts them, also in a reference assembly.
/// </summary>
internal static class CompiledMembers
{
    /// <summary>Whether nothing of the type is source of this compilation.</summary>
    public static bool IsCompiled(this INamedTypeSymbol type) => type.Locations.All(l => l.IsInMetadata);

    /// <summary>
    /// Whether the field is one of its own. One that is not public and has a property of its name is what that property
    /// shows, as long as the property can be stored.
    /// </summary>
    public static bool HoldsValue(IFieldSymbol field) =>
        field.DeclaredAccessibility == Accessibility.Public
        || (!IsFramework(field.ContainingType) && !field.ContainingType.GetMembers().OfType<IPropertySymbol>().Any(p => Shows(p, field) && HoldsValue(p)));

    /// <summary>
    /// Whether the property holds a value: the compiler wrote its accessors, or it is public and can be given what it shows. One
    /// that only computes has no setter, and no constructor takes its value.
    /// </summary>
    public static bool HoldsValue(IPropertySymbol property)
    {
        if (property.GetMethod is null || IsEqualityContract(property)) return false;
        if (IsAuto(property)) return true;
        return property.DeclaredAccessibility == Accessibility.Public
            && (property.SetMethod is { DeclaredAccessibility: Accessibility.Public }
                || property.ContainingType.InstanceConstructors.Any(c => c.Parameters.Any(p =>
                    string.Equals(p.Name, property.Name, StringComparison.OrdinalIgnoreCase)
                    && SymbolEqualityComparer.Default.Equals(p.Type, property.Type))));
    }

    /// <summary>Whether the compiler wrote the getter of a property in metadata, which says so also in a reference assembly.</summary>
    public static bool IsAuto(IPropertySymbol property) =>
        property.GetMethod?.GetAttributes().Any(a => a.AttributeClass?.Name == "CompilerGeneratedAttribute") == true;

    /// <summary>The property that every record class has; its getter is the compiler's too.</summary>
    private static bool IsEqualityContract(IPropertySymbol property) =>
        property is { Name: "EqualityContract", DeclaredAccessibility: Accessibility.Protected or Accessibility.Private, Type.Name: "Type" };

    private static bool Shows(IPropertySymbol property, IFieldSymbol field) =>
        string.Equals(property.Name, field.Name.TrimStart('_'), StringComparison.OrdinalIgnoreCase)
        && SymbolEqualityComparer.Default.Equals(property.Type, field.Type);

    // Its reference assemblies have fields that stand for others.
    private static bool IsFramework(INamedTypeSymbol type) => TypeNames.Metadata(type.OriginalDefinition).StartsWith("System.", StringComparison.Ordinal);
}
