using Microsoft.CodeAnalysis;

namespace Jobs.Generators.Parsing;

/// <summary>Values that a type holds where no generated code could name them.</summary>
/// <param name="Symbol">The member or parameter that holds one.</param>
/// <param name="Name">It, for messages.</param>
/// <param name="Reason">Why it would be lost, and what to do: the end of a sentence that begins with its name.</param>
internal sealed record LostState(ISymbol Symbol, string Name, string Reason)
{
    /// <summary>Why an explicit implementation is out of reach.</summary>
    public const string Explicit =
        "implements an interface explicitly, so the code that would store it cannot name it; implement it as a public property";

    private const string Captured =
        "is a parameter of its primary constructor that its code uses later on, and so a field without a name; " +
        "make a field or property of it, and use that";

    /// <summary>What the type itself declares, without its bases.</summary>
    public static IEnumerable<LostState> DeclaredBy(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellationToken)
    {
        foreach (var property in ExplicitProperties(type)) yield return new LostState(property, ShortName(property), Explicit + ", or mark it [JobIgnore]");
        foreach (var name in CapturedParameters.Of(type, compilation, cancellationToken)) yield return new LostState(type, name, Captured);
    }

    /// <summary>Properties that hold a value and that only an interface reaches, and that are not left out on purpose.</summary>
    public static IEnumerable<IPropertySymbol> ExplicitProperties(INamedTypeSymbol type) =>
        type.GetMembers().OfType<IPropertySymbol>().Where(p =>
            !p.IsStatic
            && !p.ExplicitInterfaceImplementations.IsEmpty
            && (type.IsCompiled() ? CompiledMembers.IsAuto(p) : p.HasBackingField())
            && !p.IsGeneratedByUs()
            && p.FindAttribute(KnownNames.JobIgnoreAttribute) is null);

    /// <summary>
    /// Members of base classes whose name means another member in the type, which leaves them a value of their own: one that hides
    /// them, or an override that shows something else than theirs. An override that is an auto-property holds their value.
    /// </summary>
    public static IEnumerable<(StoredMember Member, ISymbol By)> Hidden(INamedTypeSymbol type)
    {
        var above = new List<INamedTypeSymbol>();
        foreach (var declaring in type.SelfAndBases())
        {
            foreach (var member in StoredMember.DeclaredBy(declaring))
            {
                var hider = above.SelectMany(t => t.GetMembers(member.Symbol.Name))
                    .FirstOrDefault(m => !m.IsImplicitlyDeclared && !m.IsGeneratedByUs() && (!m.IsOverride || OverriddenValue.IsVeiledBy(m, member)));
                if (hider is not null) yield return (member, hider);
            }

            above.Add(declaring);
        }
    }

    /// <summary><c>IState.Pos</c>: an explicit implementation as its author wrote it.</summary>
    public static string ShortName(IPropertySymbol property) =>
        property.ExplicitInterfaceImplementations[0] is { } implemented ? implemented.ContainingType.Name + "." + implemented.Name : property.Name;

    /// <summary>A member with the class that declares it.</summary>
    public static string Qualified(ISymbol member) => member.ContainingType.Name + "." + member.Name;
}
