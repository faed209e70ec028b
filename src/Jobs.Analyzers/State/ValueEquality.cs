using Jobs.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace Jobs.Analyzers.State;

/// <summary>
/// Whether two values of a type are equal when they hold the same, all the way down: what was read back from a store then equals
/// what was written. What cannot be stored, and what a converter reads, counts as equal: other rules report the one, and
/// the other may give back one object for each value.
/// </summary>
internal sealed class ValueEquality
{
    /// <summary>How deep types may nest: more is a generic type that grows with each step, which cannot be stored.</summary>
    private const int NestingMax = 64;

    private const string ByReference = "is compared by reference";

    private readonly IAssemblySymbol _assembly;
    private readonly HashSet<ITypeSymbol> _visited = new(SymbolEqualityComparer.Default);
    private int _depth;
    private bool _isEndless;

    private ValueEquality(IAssemblySymbol assembly) => _assembly = assembly;

    /// <summary>The first part of the type that is compared by reference, or null.</summary>
    /// <param name="type">The type.</param>
    /// <param name="assembly">The assembly of the job, which may name converters.</param>
    public static EqualityBreach? FirstBreach(ITypeSymbol type, IAssemblySymbol assembly) => new ValueEquality(assembly).Visit(type, null, null);

    private EqualityBreach? Visit(ITypeSymbol type, string? path, INamedTypeSymbol? owner)
    {
        // A type that is met again is being judged, or was found equal by value.
        if (_isEndless || !_visited.Add(type)) return null;
        if (_depth == NestingMax)
        {
            _isEndless = true;
            return null;
        }

        _depth++;
        var breach = type switch
        {
            IArrayTypeSymbol => new EqualityBreach(path, type, ByReference, owner),
            INamedTypeSymbol named => VisitNamed(named, path, owner),
            _ => null,
        };
        _depth--;
        return breach;
    }

    private EqualityBreach? VisitNamed(INamedTypeSymbol type, string? path, INamedTypeSymbol? owner)
    {
        if (ConverterShape.NamedFor(type, _assembly) is not null || KnownScalars.Of(type) is not null) return null;
        if (type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T) return Visit(type.TypeArguments[0], path, owner);
        if (type.IsTupleType) return First(type.TupleElements, element => Visit(element.Type, Join(path, element.Name), owner));
        if (KnownCollections.Sequence(type) is not null || KnownCollections.Map(type) is not null || KnownCollections.IsPriorityQueue(type))
        {
            return new EqualityBreach(path, type, ByReference, owner);
        }

        if (!HierarchyShape.IsDeclared(type)) return VisitObject(type, path ?? TypeNames.Display(type), path is null);

        // What is written as the base, or as the interface, is one of these; a plain base may be one itself.
        return First(
            type.FindAttributes(KnownNames.JobDerivedTypeAttribute).Select(attribute => attribute.TypeArgument(0)).OfType<INamedTypeSymbol>().Append(type),
            derived => VisitObject(derived, path is null ? TypeNames.Display(derived) : $"(({TypeNames.Display(derived)}){path})", path is null));
    }

    private EqualityBreach? VisitObject(INamedTypeSymbol type, string path, bool isRoot)
    {
        // An enum has nothing but its number, and what is abstract no values of its own.
        if (type.TypeKind is not (TypeKind.Class or TypeKind.Struct) || type.IsAbstract || type.SpecialType == SpecialType.System_Object || ObjectShape.IsFramework(type)) return null;
        var (hasEquals, hasHashCode) = (OwnEquality.HasEquals(type), OwnEquality.HasHashCode(type));
        if (type is { IsReferenceType: true, IsRecord: false })
        {
            if (hasEquals && hasHashCode) return null;
            return new EqualityBreach(isRoot ? null : path, type, hasEquals ? "has no GetHashCode of its own" : "has no Equals of its own", type);
        }

        if (type.IsValueType && hasEquals && hasHashCode) return null;
        return First(
            type.SelfAndBases().TakeWhile(level => !OwnEquality.IsDecidedBy(level)).SelectMany(Compared),
            member => Visit(member.Type, Join(path, member.Name), type));
    }

    /// <summary>
    /// What the compiler, or the runtime, compares of a record or struct: all fields, also those that are not stored. Of a compiled
    /// type what can be known.
    /// </summary>
    private static IEnumerable<(string Name, ITypeSymbol Type)> Compared(INamedTypeSymbol type) =>
        type.IsCompiled()
            ? StoredMember.DeclaredBy(type).Where(m => !IsConverted(m.Symbol)).Select(m => (m.Symbol.Name, m.Type))
            : type.GetMembers().OfType<IFieldSymbol>().Where(f => !f.IsStatic && !IsConverted(f.AssociatedSymbol ?? f)).Select(f => ((f.AssociatedSymbol ?? f).Name, f.Type));

    /// <summary>Whether a converter reads it; an attribute on a record's positional parameter lands on the parameter.</summary>
    private static bool IsConverted(ISymbol member) =>
        ConverterShape.NamedBy(member) is not null
        || member.ContainingType.InstanceConstructors.SelectMany(c => c.Parameters).Any(p => p.Name == member.Name && ConverterShape.NamedBy(p) is not null);

    private static EqualityBreach? First<T>(IEnumerable<T> parts, Func<T, EqualityBreach?> visit) => parts.Select(visit).FirstOrDefault(breach => breach is not null);

    private static string Join(string? path, string name) => path is null ? name : path + "." + name;
}
