using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Jobs.Generators.Parsing;

/// <summary>
/// Parameters of a primary constructor that the type's code uses once it is constructed. The compiler makes a field of each,
/// which has no name and is no member.
/// </summary>
internal static class CapturedParameters
{
    /// <summary>Their names, as they are found: who asks for one does not bind the rest. Of a compiled type only a struct shows them.</summary>
    public static IEnumerable<string> Of(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellationToken)
    {
        if (type.IsCompiled()) return type.GetMembers().OfType<IFieldSymbol>().Select(f => NameInMetadata(f.Name)).OfType<string>();

        // A record makes a property of each, which is what its code then names.
        var definition = type.OriginalDefinition;
        if (definition.IsRecord || PrimaryConstructor(definition, cancellationToken) is not { } constructor) return [];

        var names = new HashSet<string>(constructor.Parameters.Select(p => p.Name), StringComparer.Ordinal);
        return definition.DeclaringSyntaxReferences
            .Where(r => compilation.ContainsSyntaxTree(r.SyntaxTree))
            .SelectMany(r => Uses(r.GetSyntax(cancellationToken), names))
            .Where(use => IsParameterOf(constructor, compilation.GetSemanticModel(use.SyntaxTree).GetSymbolInfo(use, cancellationToken).Symbol))
            .Select(use => use.Identifier.ValueText)
            .Distinct(StringComparer.Ordinal);
    }

    private static IMethodSymbol? PrimaryConstructor(INamedTypeSymbol type, CancellationToken cancellationToken) =>
        type.InstanceConstructors.FirstOrDefault(c =>
            c.Parameters.Length > 0
            && c.DeclaringSyntaxReferences.Any(r => r.GetSyntax(cancellationToken) is TypeDeclarationSyntax));

    /// <summary>Names in the code of members that could mean a parameter; initializers run while it is still one.</summary>
    private static IEnumerable<IdentifierNameSyntax> Uses(SyntaxNode declaration, HashSet<string> names) =>
        declaration is TypeDeclarationSyntax type
            ? type.Members
                .SelectMany(m => m.DescendantNodes(n => !IsInitializer(n) && n is not BaseTypeDeclarationSyntax))
                .OfType<IdentifierNameSyntax>()
                .Where(n => names.Contains(n.Identifier.ValueText) && !IsOnlyNamed(n))
            : [];

    private static bool IsInitializer(SyntaxNode node) =>
        node is EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax or VariableDeclaratorSyntax { Parent.Parent: BaseFieldDeclarationSyntax } };

    private static bool IsOnlyNamed(IdentifierNameSyntax name) =>
        name.Parent is NameColonSyntax
        || name.Ancestors().Any(a => a is InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } });

    private static bool IsParameterOf(IMethodSymbol constructor, ISymbol? symbol) =>
        symbol is IParameterSymbol parameter && SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, constructor);

    /// <summary>The parameter of a field that the compiler names <c>&lt;start&gt;P</c>; null for any other field.</summary>
    private static string? NameInMetadata(string field) =>
        field.Length > 3 && field[0] == '<' && field.EndsWith(">P", StringComparison.Ordinal) ? field.Substring(1, field.Length - 3) : null;
}
