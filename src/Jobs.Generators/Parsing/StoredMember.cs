using Jobs.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

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
    /// Whether to set it may change other members: somebody wrote its accessors. Of a compiled type it may even be no more than a
    /// view of them, and yet must be stored, since it may as well show a private field. The others are set once more behind it, whose
    /// stored values have the last word.
    /// </summary>
    public bool MayChangeOthers =>
        Symbol is IPropertySymbol { SetMethod: { } setter } property
        && (property.ContainingType.IsCompiled()
            ? !CompiledMembers.IsAuto(property)
            : setter.DeclaringSyntaxReferences.Any(r => r.GetSyntax() is AccessorDeclarationSyntax accessor && (accessor.Body ?? (SyntaxNode?)accessor.ExpressionBody) is not null));

    /// <summary>Whether an attribute lets a member be null that is of a type that is not.</summary>
    public bool AllowsNull => Symbol.AllowsNull();

    /// <summary>
    /// The fields, auto-properties and positional members of a type and its bases, bases first, in declaration order,
    /// without those that <c>[JobIgnore]</c> leaves out. Of a compiled type what <see cref="CompiledMembers"/> can tell of it.
    /// </summary>
    public static IReadOnlyList<StoredMember> Of(INamedTypeSymbol type) =>
        type.SelfAndBases().Reverse().SelectMany(DeclaredBy).GroupBy(m => m.Symbol.Name, StringComparer.Ordinal)
            .Select(g => g.Last()) // An override stands for what it overrides. What is hidden is reported (LostState).
            .Where(m => !IsIgnoredBelow(m.Symbol, type))
            .ToList();

    /// <summary>The members that the type itself declares.</summary>
    public static IEnumerable<StoredMember> DeclaredBy(INamedTypeSymbol type)
    {
        var compiled = type.IsCompiled();
        foreach (var symbol in type.GetMembers())
        {
            // Half-typed, or declared twice: the compiler reports it, and no code could name it.
            if (!SyntaxFacts.IsValidIdentifier(symbol.Name) || type.GetMembers(symbol.Name).Length > 1) continue;
            if (symbol.IsStatic || symbol.FindAttribute(KnownNames.JobIgnoreAttribute) is not null || symbol.IsGeneratedByUs()) continue;
            switch (symbol)
            {
                // A backing field is stored as its property.
                case IFieldSymbol { AssociatedSymbol: null, IsConst: false, IsImplicitlyDeclared: false } field when !compiled || CompiledMembers.HoldsValue(field):
                    yield return new StoredMember(field, field.Type);
                    break;
                case IPropertySymbol { IsIndexer: false, GetMethod: not null } property when compiled ? CompiledMembers.HoldsValue(property) : property.HasBackingField():
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

    /// <summary>Whether an override that is nearer to the type leaves the member out: its name means the override.</summary>
    private static bool IsIgnoredBelow(ISymbol member, INamedTypeSymbol type) =>
        (member.IsVirtual || member.IsOverride)
        && type.SelfAndBases().TakeWhile(t => !SymbolEqualityComparer.Default.Equals(t, member.ContainingType))
            .Any(t => t.GetMembers(member.Name).Any(m => m.IsOverride && m.FindAttribute(KnownNames.JobIgnoreAttribute) is not null));
}
