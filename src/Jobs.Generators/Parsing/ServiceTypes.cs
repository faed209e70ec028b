using Microsoft.CodeAnalysis;

namespace Jobs.Generators.Parsing;

/// <summary>What a type says of whether its objects are services or data.</summary>
internal static class ServiceTypes
{
    /// <summary>
    /// Whether an open type looks like a service: it can be asked to do something and has no values to show, so that there would
    /// be nothing to store of it. Collections and the contracts of values, such as <c>IComparable</c>, are data.
    /// </summary>
    public static bool LooksLikeOne(ITypeSymbol type)
    {
        if (type is not INamedTypeSymbol { SpecialType: SpecialType.None } named || !(named.TypeKind == TypeKind.Interface || named.IsAbstract)) return false;
        if (IsOfValues(named.ContainingNamespace.ToDisplayString()) || named.AllInterfaces.Any(i => i.SpecialType == SpecialType.System_Collections_IEnumerable)) return false;
        var members = named.SelfAndBases().Concat(named.AllInterfaces).SelectMany(part => part.GetMembers()).Where(member => !member.IsStatic).ToList();
        return members.Any(member => member is IMethodSymbol { MethodKind: MethodKind.Ordinary })
            && !members.Any(member => member is IPropertySymbol { IsIndexer: false, GetMethod: not null } property && (property.IsAbstract || property.HasBackingField()))
            && !members.Any(member => member is IFieldSymbol { IsImplicitlyDeclared: false, DeclaredAccessibility: not Accessibility.Private });
    }

    private static bool IsOfValues(string space) => space is "System" || space.StartsWith("System.Collections", StringComparison.Ordinal);
}
