using Jobs.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Jobs.Generators.Parsing;

/// <summary>How a base class or interface is stored that declares its types with <c>[JobDerivedType]</c>.</summary>
internal static class HierarchyShape
{
    /// <summary>The member that names the type.</summary>
    public const string TypeMember = "$type";

    public static bool IsDeclared(INamedTypeSymbol type) => type.FindAttribute(KnownNames.JobDerivedTypeAttribute) is not null;

    public static HierarchyTypeModel? Of(
        INamedTypeSymbol type, TypeIdentity identity, string path, Compilation compilation, StateTypeClassifier types, ref StateTypeProblem? problem)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var models = new List<DerivedTypeModel>();
        foreach (var attribute in type.FindAttributes(KnownNames.JobDerivedTypeAttribute))
        {
            // Half-typed: the compiler reports it.
            if (attribute.TypeArgument(0) is not { } derived) continue;
            var name = attribute.StringArgument(1);
            if (Mistake(type, derived, name, names, compilation) is { } mistake)
            {
                problem = new StateTypeProblem(StateTypeObstacle.Unknown, type, path, Advice: mistake);
                return null;
            }

            if (Visit(derived, path, types, ref problem) is not { } use) return null;
            models.Add(new DerivedTypeModel(name!, use));
        }

        TypeUse? itself = null;
        var isPlain = type is { IsAbstract: false, TypeKind: not TypeKind.Interface } && !DeclaresItself(type);
        if (isPlain && (itself = Visit(type, path, types, ref problem)) is null) return null;
        return new HierarchyTypeModel(identity, models.ToEquatableArray(), itself);
    }

    private static TypeUse? Visit(INamedTypeSymbol type, string path, StateTypeClassifier types, ref StateTypeProblem? problem)
    {
        if (types.VisitItself(type, path, ref problem) is not { } use) return null;
        if (types.Model(use) is not ObjectTypeModel model || model.Members.All(m => m.WireName != TypeMember)) return use;
        problem = new StateTypeProblem(StateTypeObstacle.Unknown, type, path, Advice: $"a member is stored as '{TypeMember}', which names the type in a hierarchy; give it another [JobName]");
        return null;
    }

    /// <summary>What is wrong with a declaration, or null.</summary>
    private static string? Mistake(INamedTypeSymbol type, INamedTypeSymbol derived, string? name, HashSet<string> names, Compilation compilation)
    {
        var shown = TypeNames.Display(derived);
        if (derived.IsUnboundGenericType) return $"[JobDerivedType] of '{shown}' leaves its type arguments open; name each closed type";
        if (!SymbolEqualityComparer.Default.Equals(derived, type) && !compilation.HasImplicitConversion(derived, type)) return $"'{shown}' does not derive from it; take its [JobDerivedType] away";
        if (derived.IsAbstract || derived.TypeKind == TypeKind.Interface) return $"'{shown}' is abstract, so no value is one; declare the classes below it";
        if (WireNames.Problem(name) is { } problem) return $"[JobDerivedType] names '{shown}' {WireNames.Quote(name)}, and {problem}";
        return names.Add(name!) ? null : $"[JobDerivedType] gives the name '{name}' twice; give each type one of its own";
    }

    private static bool DeclaresItself(INamedTypeSymbol type) =>
        type.FindAttributes(KnownNames.JobDerivedTypeAttribute).Any(a => SymbolEqualityComparer.Default.Equals(a.TypeArgument(0), type));
}
