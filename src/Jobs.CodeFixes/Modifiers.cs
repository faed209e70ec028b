using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Jobs.CodeFixes;

/// <summary>Adds a modifier to a declaration and leaves its comments and blank lines where they are.</summary>
internal static class Modifiers
{
    /// <summary>With <c>partial</c>, which stands last.</summary>
    public static TypeDeclarationSyntax WithPartial(this TypeDeclarationSyntax type) =>
        (TypeDeclarationSyntax)type.WithModifierAt(type.Modifiers.Count, SyntaxKind.PartialKeyword);

    /// <summary>With <c>static</c>, which stands after the accessibility and before what else there is.</summary>
    public static MethodDeclarationSyntax WithStatic(this MethodDeclarationSyntax method) =>
        (MethodDeclarationSyntax)method.WithModifierAt(method.Modifiers.TakeWhile(IsAccessibility).Count(), SyntaxKind.StaticKeyword);

    /// <summary>With <c>readonly</c>, which stands after the accessibility.</summary>
    public static FieldDeclarationSyntax WithReadOnly(this FieldDeclarationSyntax field) =>
        (FieldDeclarationSyntax)field.WithModifierAt(field.Modifiers.TakeWhile(IsAccessibility).Count(), SyntaxKind.ReadOnlyKeyword);

    private static MemberDeclarationSyntax WithModifierAt(this MemberDeclarationSyntax member, int index, SyntaxKind kind)
    {
        var next = index < member.Modifiers.Count ? member.Modifiers[index] : TokenAfterModifiers(member);
        var added = SyntaxFactory.Token(next.LeadingTrivia, kind, SyntaxFactory.TriviaList(SyntaxFactory.Space));

        // The comment above the declaration belongs to whichever token is first; that is now the added one.
        var bare = member.ReplaceToken(next, next.WithLeadingTrivia());
        return bare.WithModifiers(bare.Modifiers.Insert(index, added));
    }

    private static SyntaxToken TokenAfterModifiers(MemberDeclarationSyntax member) => member switch
    {
        TypeDeclarationSyntax type => type.Keyword,
        MethodDeclarationSyntax method => method.ReturnType.GetFirstToken(),
        FieldDeclarationSyntax field => field.Declaration.Type.GetFirstToken(),
        _ => throw new ArgumentException($"A {member.Kind()} was not expected.", nameof(member)),
    };

    private static bool IsAccessibility(SyntaxToken token) => token.Kind() is
        SyntaxKind.PublicKeyword or SyntaxKind.PrivateKeyword or SyntaxKind.ProtectedKeyword or SyntaxKind.InternalKeyword;
}
