using System.Collections.Immutable;
using System.Composition;
using Jobs.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Jobs.CodeFixes;

/// <summary>JOB3025: leaves out <c>ConfigureAwait(false)</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AwaitWithContextFixer))]
[Shared]
public sealed class AwaitWithContextFixer : NodeFixer
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(DiagnosticIds.AwaitLeavesTheLane);

    private protected override string Title => "Await with the context";

    private protected override Task<SyntaxNode?> FindTargetAsync(Document document, SyntaxNode reported, CancellationToken cancellationToken)
    {
        var call = reported.FirstAncestorOrSelf<InvocationExpressionSyntax>();
        return Task.FromResult<SyntaxNode?>(call is { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait" }, Parent: AwaitExpressionSyntax or ForEachStatementSyntax } ? call : null);
    }

    private protected override SyntaxNode Change(SyntaxNode target) =>
        ((MemberAccessExpressionSyntax)((InvocationExpressionSyntax)target).Expression).Expression.WithTrailingTrivia(target.GetTrailingTrivia());
}
