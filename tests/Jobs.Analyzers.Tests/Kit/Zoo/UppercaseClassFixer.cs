using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Jobs.Analyzers.Tests.Kit.Zoo;

#pragma warning disable RS1016, RS1010 // The test decides whether there is a Fix All.

/// <summary>Makes the first letter upper-case, and offers nothing for a class named <c>fixed_</c>.</summary>
public class UppercaseClassFixer : CodeFixProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds => ["KIT0001"];

    public override FixAllProvider? GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = (await context.Document.GetSyntaxRootAsync(context.CancellationToken))!;
        var declaration = (ClassDeclarationSyntax)root.FindNode(context.Span);
        var name = declaration.Identifier.ValueText;
        if (name == "fixed_") return;
        var renamed = declaration.WithIdentifier(SyntaxFactory.Identifier(char.ToUpperInvariant(name[0]) + name[1..]).WithTriviaFrom(declaration.Identifier));
        context.RegisterCodeFix(
            CodeAction.Create("Begin with a capital", _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(declaration, renamed))), "Uppercase"),
            context.Diagnostics);
    }
}

/// <summary>The same without Fix All.</summary>
public sealed class UppercaseOneClassFixer : UppercaseClassFixer
{
    public override FixAllProvider? GetFixAllProvider() => null;
}
