using Jobs.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Jobs.CodeFixes;

/// <summary>What code may say at a place.</summary>
internal static class Scope
{
    /// <summary>The context of the job that is in scope, by its name, where an await may stand; else null.</summary>
    public static string? AwaitableContext(SyntaxNode node, SemanticModel model) => MayAwait(node) ? Context(node, model) : null;

    /// <summary>The context of the job that is in scope: a parameter of a method or function around the place.</summary>
    public static string? Context(SyntaxNode node, SemanticModel model)
    {
        foreach (var outer in node.Ancestors())
        {
            if (outer is AnonymousFunctionExpressionSyntax { Modifiers: var modifiers } && modifiers.Any(SyntaxKind.StaticKeyword)) return null;
            var parameters = outer switch
            {
                BaseMethodDeclarationSyntax method => method.ParameterList.Parameters,
                LocalFunctionStatementSyntax local => local.ParameterList.Parameters,
                _ => default,
            };
            if (parameters.FirstOrDefault(parameter => model.GetDeclaredSymbol(parameter)?.Type is { } type && IsJobContext(type)) is { } context) return context.Identifier.ValueText;
            if (outer is MemberDeclarationSyntax || (outer is LocalFunctionStatementSyntax function && function.Modifiers.Any(SyntaxKind.StaticKeyword))) return null;
        }

        return null;
    }

    /// <summary>Whether an await may stand there.</summary>
    public static bool MayAwait(SyntaxNode node)
    {
        for (var outer = node.Parent; outer is not null; outer = outer.Parent)
        {
            switch (outer)
            {
                case LockStatementSyntax or QueryExpressionSyntax or UnsafeStatementSyntax or CatchFilterClauseSyntax: return false;
                case AnonymousFunctionExpressionSyntax lambda: return lambda.AsyncKeyword.IsKind(SyntaxKind.AsyncKeyword);
                case LocalFunctionStatementSyntax local: return local.Modifiers.Any(SyntaxKind.AsyncKeyword);
                case MemberDeclarationSyntax member: return member.Modifiers.Any(SyntaxKind.AsyncKeyword);
            }
        }

        return false;
    }

    /// <summary>
    /// Whether an attempt reaches the statement at most once: it stands in <c>RunAsync</c> itself, in no loop, and nothing jumps
    /// back to before it. Another method may be called again.
    /// </summary>
    public static bool IsReachedOnce(StatementSyntax statement)
    {
        foreach (var outer in statement.Ancestors())
        {
            switch (outer)
            {
                case ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax or CommonForEachStatementSyntax: return false;
                case AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax: return false;
                case MemberDeclarationSyntax member:
                    return member is MethodDeclarationSyntax { Identifier.ValueText: "RunAsync" } && !member.DescendantNodes().OfType<LabeledStatementSyntax>().Any();
            }
        }

        return false;
    }

    /// <summary>Whether nothing after the statement in its block is reached.</summary>
    public static bool Leaves(StatementSyntax? statement) =>
        statement is ReturnStatementSyntax or BreakStatementSyntax or ContinueStatementSyntax or ThrowStatementSyntax or GotoStatementSyntax;

    /// <summary>Whether a member of the type, or of what it derives from, has the name.</summary>
    public static bool HasMember(INamedTypeSymbol type, string name) => type.Name == name || type.SelfAndBases().Any(t => t.GetMembers(name).Length > 0);

    /// <summary>A type's full name, which the editor shortens to what the file's usings allow.</summary>
    public static TypeSyntax FullName(string name) =>
        SyntaxFactory.ParseTypeName("global::" + name).WithAdditionalAnnotations(Microsoft.CodeAnalysis.Simplification.Simplifier.Annotation);

    /// <summary>An expression, with full names that the editor shortens.</summary>
    public static ExpressionSyntax Expression(string text)
    {
        var expression = SyntaxFactory.ParseExpression(text);
        var names = expression.DescendantNodesAndSelf().Where(node =>
            node is MemberAccessExpressionSyntax or QualifiedNameSyntax && node.ToString().StartsWith("global::", StringComparison.Ordinal));
        return expression.ReplaceNodes(names, (_, current) => current.WithAdditionalAnnotations(Microsoft.CodeAnalysis.Simplification.Simplifier.Annotation));
    }

    /// <summary>A statement on a line of its own, which the editor indents.</summary>
    public static StatementSyntax Statement(string text) =>
        SyntaxFactory.ParseStatement(text)
            .WithLeadingTrivia(SyntaxFactory.ElasticMarker)
            .WithTrailingTrivia(SyntaxFactory.ElasticLineFeed)
            .WithAdditionalAnnotations(Microsoft.CodeAnalysis.Formatting.Formatter.Annotation);

    private static bool IsJobContext(ITypeSymbol type) => (type as INamedTypeSymbol)?.SelfAndBases().Any(t => t.Is("Jobs.JobContext")) == true;
}
