using Jobs.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Jobs.Generators.Parsing;

/// <summary>A field or property that holds a value of its own: what there is to store of an object.</summary>
internal sealed class StoredMember
{
    private StoredMember(ISymbol symbol, ITypeSymbol type)
    {
        Symbol = symbol;
        Type = type;
    }

    public ISymbol Symbol { get; }

    public ITypeSymbol Type { get; }

    public bool IsRequired => Symbol is IFieldSymbol { IsRequired: true } or IPropertySymbol { IsRequired: true };

    public bool IsInit => Symbol is IPropertySymbol { SetMethod.IsInitOnly: true };

    /// <summary>Whether nothing can replace the value once the constructor is done.</summary>
    public bool IsReadOnly => Symbol is IFieldSymbol { IsReadOnly: true } or IPropertySymbol { SetMethod: null };

    /// <summary>
    /// The fields, auto-properties and positional members of a type and its bases, bases first, in declaration order,
    /// without those that <c>[JobIgnore]</c> leaves out. Of a compiled type the public properties and fields.
    /// </summary>
    public static IReadOnlyList<StoredMember> Of(INamedTypeSymbol type) =>
        type.SelfAndBases().Reverse().SelectMany(DeclaredBy).GroupBy(m => m.Symbol.Name, StringComparer.Ordinal)
            .Select(g => g.Last()) // An override or a member that hides another stands for it.
            .ToList();

    /// <summary>The members that the type itself declares.</summary>
    public static IEnumerable<StoredMember> DeclaredBy(INamedTypeSymbol type)
    {
        var compiled = type.Locations.All(l => l.IsInMetadata);
        foreach (var symbol in type.GetMembers())
        {
            // Half-typed, or declared twice: the compiler reports it, and no code could name it.
            if (!SyntaxFacts.IsValidIdentifier(symbol.Name) || type.GetMembers(symbol.Name).Length > 1) continue;
            if (symbol.IsStatic || symbol.FindAttribute(KnownNames.JobIgnoreAttribute) is not null || symbol.IsGeneratedByUs()) continue;
            switch (symbol)
            {
                // A backing field is stored as its property.
                case IFieldSymbol { AssociatedSymbol: null, IsConst: false, IsImplicitlyDeclared: false } field when !compiled || field.DeclaredAccessibility == Accessibility.Public:
                    yield return new StoredMember(field, field.Type);
                    break;
                case IPropertySymbol { IsIndexer: false, GetMethod: not null } property when compiled ? IsData(property) : property.HasBackingField():
                    yield return new StoredMember(property, property.Type);
                    break;
            }
        }
    }

    public bool IsReadable(Compilation compilation, INamedTypeSymbol job) =>
        compilation.IsSymbolAccessibleWithin(Symbol is IPropertySymbol property ? property.GetMethod! : Symbol, job);

    public bool IsSettable(Compilation compilation, INamedTypeSymbol job) =>
        !IsReadOnly && compilation.IsSymbolAccessibleWithin(Symbol is IPropertySymbol property ? property.SetMethod! : Symbol, job);

    /// <summary>Whether a constructor's parameter stands for this member: its name but for case and underscores, and its type.</summary>
    public bool Matches(IParameterSymbol parameter) =>
        string.Equals(Symbol.Name.TrimStart('_'), parameter.Name.TrimStart('_'), StringComparison.OrdinalIgnoreCase)
        && SymbolEqualityComparer.Default.Equals(Type, parameter.Type);

    /// <summary>The member's wire name; an attribute on a record's positional parameter lands on the parameter.</summary>
    public string WireName(IParameterSymbol? parameter) =>
        parameter?.FindAttribute(KnownNames.JobNameAttribute) is not null && Symbol.FindAttribute(KnownNames.JobNameAttribute) is null
            ? WireNames.Of(parameter)
            : WireNames.Of(Symbol);

    public EquatableArray<string> Aliases(IParameterSymbol? parameter) =>
        parameter is null
            ? WireNames.AliasesOf(Symbol)
            : WireNames.AliasesOf(Symbol).Concat(WireNames.AliasesOf(parameter)).Distinct(StringComparer.Ordinal).ToEquatableArray();

    /// <summary>
    /// Whether a compiled property may hold a value: its backing field is out of sight. One without a setter counts when a
    /// constructor takes its value.
    /// </summary>
    private static bool IsData(IPropertySymbol property) =>
        property.DeclaredAccessibility == Accessibility.Public
        && (property.SetMethod is { DeclaredAccessibility: Accessibility.Public }
            || property.ContainingType.InstanceConstructors.Any(c => c.Parameters.Any(p =>
                string.Equals(p.Name, property.Name, StringComparison.OrdinalIgnoreCase)
                && SymbolEqualityComparer.Default.Equals(p.Type, property.Type))));
}
