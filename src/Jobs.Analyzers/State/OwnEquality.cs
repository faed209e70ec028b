using Jobs.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace Jobs.Analyzers.State;

/// <summary>
/// Whether an author wrote how values of a type are compared: both halves of it, since a hash table that is given equal values
/// with different hash codes never compares them.
/// </summary>
internal static class OwnEquality
{
    /// <summary>Whether somebody wrote, for a class or struct, or one that it derives from, when two are equal.</summary>
    public static bool HasEquals(INamedTypeSymbol type) => type.SelfAndBases().Any(DeclaresEquals) || ComparesWithItself(type);

    /// <summary>Whether somebody wrote its hash code, or that of one that it derives from.</summary>
    public static bool HasHashCode(INamedTypeSymbol type) => type.SelfAndBases().Any(DeclaresHashCode);

    /// <summary>Whether a record, or base of one, has both of its own. What derives from it calls them, and adds its own members.</summary>
    public static bool IsDecidedBy(INamedTypeSymbol record) => DeclaresHashCode(record) && ComparesWithItself(record);

    private static bool DeclaresEquals(INamedTypeSymbol type) =>
        type.GetMembers(nameof(Equals)).OfType<IMethodSymbol>()
            .Any(m => m is { IsOverride: true, Parameters.Length: 1 } && m.Parameters[0].Type.SpecialType == SpecialType.System_Object && IsByHand(m));

    private static bool DeclaresHashCode(INamedTypeSymbol type) =>
        type.GetMembers(nameof(GetHashCode)).OfType<IMethodSymbol>().Any(m => m is { IsOverride: true, Parameters.Length: 0 } && IsByHand(m));

    /// <summary>Whether it implements <c>IEquatable</c> of itself, which is what the default comparer asks first.</summary>
    private static bool ComparesWithItself(INamedTypeSymbol type) =>
        type.AllInterfaces
            .Where(i => TypeNames.Metadata(i) == "System.IEquatable`1" && SymbolEqualityComparer.Default.Equals(i.TypeArguments[0], type))
            .SelectMany(i => i.GetMembers(nameof(Equals)))
            .Any(m => type.FindImplementationForInterfaceMember(m) is IMethodSymbol own && IsByHand(own));

    /// <summary>Not synthesized for a record; in metadata an attribute says so, also in a reference assembly.</summary>
    private static bool IsByHand(IMethodSymbol method) =>
        !method.IsImplicitlyDeclared && !method.GetAttributes().Any(a => a.AttributeClass?.Name == "CompilerGeneratedAttribute");
}
