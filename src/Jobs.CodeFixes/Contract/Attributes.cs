using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace Jobs.CodeFixes.Contract;

/// <summary>Changes of attributes that the fixes of the contract's rules make.</summary>
internal static class Attributes
{
    /// <summary>Puts <c>[FormerlyNamed]</c> on a line of its own before a member; null where one declaration is of several.</summary>
    public static async Task<Solution?> AddFormerlyNamedAsync(Project project, SyntaxReference? reference, string former, CancellationToken cancellationToken)
    {
        if (reference is null || project.GetDocument(reference.SyntaxTree) is not { } document) return null;
        var node = await reference.GetSyntaxAsync(cancellationToken).ConfigureAwait(false);
        var member = node.FirstAncestorOrSelf<MemberDeclarationSyntax>();
        if (member is not (PropertyDeclarationSyntax or FieldDeclarationSyntax { Declaration.Variables.Count: 1 })) return null;

        // The full name, which the editor shortens to what the file's usings allow.
        var name = SyntaxFactory.ParseName("global::Jobs.FormerlyNamedAttribute").WithAdditionalAnnotations(Simplifier.Annotation);
        var argument = SyntaxFactory.AttributeArgument(SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(former)));
        var attribute = SyntaxFactory.Attribute(name, SyntaxFactory.AttributeArgumentList(SyntaxFactory.SingletonSeparatedList(argument)));
        var list = SyntaxFactory.AttributeList(SyntaxFactory.SingletonSeparatedList(attribute))
            .WithTrailingTrivia(SyntaxFactory.ElasticCarriageReturnLineFeed)
            .WithLeadingTrivia(member.GetLeadingTrivia());
        var bare = (MemberDeclarationSyntax)member.WithoutLeadingTrivia();
        var root = await reference.SyntaxTree.GetRootAsync(cancellationToken).ConfigureAwait(false);
        var changed = root.ReplaceNode(member, bare.WithAttributeLists(bare.AttributeLists.Insert(0, list)));
        return document.WithSyntaxRoot(changed).Project.Solution;
    }

    /// <summary>The attribute with <c>Version</c> set, added where it is not given.</summary>
    public static AttributeSyntax WithVersion(this AttributeSyntax attribute, int version)
    {
        var value = SyntaxFactory.LiteralExpression(SyntaxKind.NumericLiteralExpression, SyntaxFactory.Literal(version));
        var list = attribute.ArgumentList ?? SyntaxFactory.AttributeArgumentList();
        var given = list.Arguments.FirstOrDefault(a => a.NameEquals?.Name.Identifier.ValueText == "Version");
        if (given is not null) return attribute.ReplaceNode(given.Expression, value.WithTriviaFrom(given.Expression));

        var name = SyntaxFactory.NameEquals(SyntaxFactory.IdentifierName("Version").WithTrailingTrivia(SyntaxFactory.Space))
            .WithEqualsToken(SyntaxFactory.Token(SyntaxKind.EqualsToken).WithTrailingTrivia(SyntaxFactory.Space));
        var added = SyntaxFactory.AttributeArgument(name, null, value);
        var arguments = list.Arguments.Count == 0
            ? SyntaxFactory.SingletonSeparatedList(added)
            : SyntaxFactory.SeparatedList(
                list.Arguments.Append(added),
                list.Arguments.GetSeparators().Append(SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space)));
        return attribute.WithArgumentList(list.WithArguments(arguments));
    }
}
