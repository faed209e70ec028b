using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Jobs.Generators.Parsing;

/// <summary>The value that a base class keeps in an auto-property, behind an override whose accessors somebody wrote.</summary>
internal static class OverriddenValue
{
    /// <summary>
    /// Whether the override keeps the value in use and shows another: <c>get => base.N + 1</c>. What was stored would be what it
    /// shows, and a resume would make the base keep that. Where all accessors do without the base nobody keeps a value there, and
    /// <c>get => base.N</c> shows it as it is.
    /// </summary>
    public static bool IsVeiledBy(ISymbol symbol, StoredMember member)
    {
        if (symbol is not IPropertySymbol { GetMethod: { } getter } property || property.HasBackingField() || member.Symbol is not IPropertySymbol overridden) return false;
        if (property.FindAttribute(KnownNames.JobIgnoreAttribute) is not null || getter.DeclaringSyntaxReferences.Length == 0 || IsBase(Shown(getter), property.Name)) return false;
        var isSetByBase = overridden.SetMethod is not null && property.SetMethod is null;
        return isSetByBase || property.DeclaringSyntaxReferences.Any(r => r.GetSyntax().DescendantNodes().Any(n => IsBase(n, property.Name)));
    }

    /// <summary>The expression that a getter of one line returns.</summary>
    private static ExpressionSyntax? Shown(IMethodSymbol getter) => getter.DeclaringSyntaxReferences[0].GetSyntax() switch
    {
        ArrowExpressionClauseSyntax arrow => arrow.Expression,
        AccessorDeclarationSyntax { ExpressionBody: { } arrow } => arrow.Expression,
        AccessorDeclarationSyntax { Body.Statements: { Count: 1 } statements } => (statements[0] as ReturnStatementSyntax)?.Expression,
        _ => null,
    };

    private static bool IsBase(SyntaxNode? node, string name) =>
        node is MemberAccessExpressionSyntax { Expression: BaseExpressionSyntax } access && access.Name.Identifier.ValueText == name;
}
