using Microsoft.CodeAnalysis;

namespace Jobs.Architecture.Tests.PublicApi;

/// <summary>What an assembly shows to others, one line a type or member, in a stable order that a diff reads well.</summary>
internal static class PublicApiText
{
    private static readonly SymbolDisplayFormat Member = new(
        SymbolDisplayGlobalNamespaceStyle.Omitted,
        SymbolDisplayTypeQualificationStyle.NameAndContainingTypes,
        SymbolDisplayGenericsOptions.IncludeTypeParameters | SymbolDisplayGenericsOptions.IncludeTypeConstraints | SymbolDisplayGenericsOptions.IncludeVariance,
        SymbolDisplayMemberOptions.IncludeAccessibility | SymbolDisplayMemberOptions.IncludeModifiers | SymbolDisplayMemberOptions.IncludeType
            | SymbolDisplayMemberOptions.IncludeParameters | SymbolDisplayMemberOptions.IncludeConstantValue | SymbolDisplayMemberOptions.IncludeRef,
        SymbolDisplayDelegateStyle.NameAndSignature,
        SymbolDisplayExtensionMethodStyle.StaticMethod,
        SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeName | SymbolDisplayParameterOptions.IncludeDefaultValue
            | SymbolDisplayParameterOptions.IncludeParamsRefOut | SymbolDisplayParameterOptions.IncludeExtensionThis,
        SymbolDisplayPropertyStyle.ShowReadWriteDescriptor,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier
            | SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers | SymbolDisplayMiscellaneousOptions.AllowDefaultLiteral);

    private static readonly SymbolDisplayFormat Plain = Member.WithGenericsOptions(
        SymbolDisplayGenericsOptions.IncludeTypeParameters | SymbolDisplayGenericsOptions.IncludeVariance);

    public static string Of(IAssemblySymbol assembly)
    {
        var lines = new List<string>();
        foreach (var type in Types(assembly.GlobalNamespace).OrderBy(type => type.ToDisplayString(), StringComparer.Ordinal))
        {
            lines.Add(Heading(type));
            if (type.TypeKind == TypeKind.Delegate) continue;
            lines.AddRange(type.GetMembers().Where(IsShown)
                .OrderBy(member => member.Name, StringComparer.Ordinal)
                .ThenBy(member => member.ToDisplayString(Member), StringComparer.Ordinal)
                .Select(member => "    " + member.ToDisplayString(Member)));
        }

        return string.Concat(lines.Select(line => line + "\n"));
    }

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceOrTypeSymbol within) =>
        within.GetMembers().OfType<INamespaceOrTypeSymbol>()
            .Where(member => member is INamespaceSymbol || IsVisible(member))
            .SelectMany(member => member is INamedTypeSymbol type ? Types(type).Prepend(type) : Types(member));

    private static string Heading(INamedTypeSymbol type)
    {
        var kind = type switch
        {
            { TypeKind: TypeKind.Interface } => "interface",
            { TypeKind: TypeKind.Enum } => "enum",
            { TypeKind: TypeKind.Delegate } => "delegate",
            { TypeKind: TypeKind.Struct } => type.IsReadOnly ? "readonly struct" : "struct",
            { IsStatic: true } => "static class",
            { IsAbstract: true } => "abstract class",
            { IsSealed: true } => "sealed class",
            _ => "class",
        };
        var qualifier = type.ContainingType is null ? $"{type.ContainingNamespace}." : "";
        if (type.DelegateInvokeMethod is not null) return $"{kind} {qualifier}{type.Name}: {type.ToDisplayString(Member)}";

        var name = type.ToDisplayString(Plain);
        var constraints = type.ToDisplayString(Member)[name.Length..];
        var bases = new[] { type.BaseType }
            .Where(parent => parent is { SpecialType: SpecialType.None })
            .Concat(type.Interfaces.Where(IsVisible).OrderBy(implemented => implemented.Name, StringComparer.Ordinal))
            .Select(parent => parent!.ToDisplayString(Plain))
            .ToList();
        return $"{kind} {qualifier}{name}{(bases.Count == 0 ? "" : " : " + string.Join(", ", bases))}{constraints}";
    }

    // What a record's compiler adds, and accessors, say nothing that their owner does not say.
    private static bool IsShown(ISymbol member) =>
        IsVisible(member)
        && member is not INamedTypeSymbol
        && member is not IFieldSymbol { IsConst: false, ContainingType.TypeKind: TypeKind.Enum } // An enum's own storage.
        && member is not IMethodSymbol { AssociatedSymbol: not null }
        && member is not IMethodSymbol { MethodKind: MethodKind.Constructor, IsImplicitlyDeclared: true } // Every struct has it.
        && !member.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "CompilerGeneratedAttribute");

    private static bool IsVisible(ISymbol symbol) => symbol.DeclaredAccessibility switch
    {
        Accessibility.Public => true,
        Accessibility.Protected or Accessibility.ProtectedOrInternal => symbol.ContainingType is not { IsSealed: true },
        _ => false,
    };
}
