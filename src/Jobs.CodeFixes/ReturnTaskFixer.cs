using System.Collections.Immutable;
using System.Composition;
using Jobs.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace Jobs.CodeFixes;

/// <summary>JOB1104: makes <c>RunAsync</c> asynchronous.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ReturnTaskFixer))]
[Shared]
public sealed class ReturnTaskFixer : NodeFixer
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(DiagnosticIds.RunAsyncReturnsWrongType);

    private protected override string Title => "Return a task";

    private protected override Task<SyntaxNode?> FindTargetAsync(Document document, SyntaxNode reported, CancellationToken cancellationToken)
    {
        var method = reported.FirstAncestorOrSelf<MethodDeclarationSyntax>();
        var certain = method is { ReturnType: not RefTypeSyntax } && (method.Body is not null || method.ExpressionBody is not null)
            && !method.DescendantNodes().Any(node => node is YieldStatementSyntax)
            && !method.ParameterList.Parameters.Any(parameter => parameter.Modifiers.Any(modifier => modifier.Kind() is SyntaxKind.RefKeyword or SyntaxKind.OutKeyword or SyntaxKind.InKeyword));
        return Task.FromResult<SyntaxNode?>(certain ? method : null);
    }

    private protected override SyntaxNode Change(SyntaxNode target)
    {
        var method = (MethodDeclarationSyntax)target;
        var before = method.ReturnType;
        var isVoid = before is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword };
        TypeSyntax returned = SyntaxFactory.ParseTypeName(isVoid ? "global::System.Threading.Tasks.Task" : $"global::System.Threading.Tasks.Task<{before.WithoutTrivia()}>");
        returned = returned.WithAdditionalAnnotations(Simplifier.Annotation);
        if (method.Modifiers.Any(SyntaxKind.AsyncKeyword)) return method.WithReturnType(returned.WithTriviaFrom(before));

        // A modifier takes over what stood before the return type, if that was the first.
        var async = SyntaxFactory.Token(before.GetLeadingTrivia(), SyntaxKind.AsyncKeyword, SyntaxFactory.TriviaList(SyntaxFactory.Space));
        return method.WithReturnType(returned.WithTrailingTrivia(before.GetTrailingTrivia())).WithModifiers(method.Modifiers.Add(async));
    }
}
