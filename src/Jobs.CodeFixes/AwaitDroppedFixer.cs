using System.Collections.Immutable;
using System.Composition;
using Jobs.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Jobs.CodeFixes;

/// <summary>JOB3002 and JOB4007: awaits what is discarded, where an await may stand. A group cannot be awaited.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AwaitDroppedFixer))]
[Shared]
public sealed class AwaitDroppedFixer : JobsFixer
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(DiagnosticIds.WorkIsDropped, DiagnosticIds.SubmitIsDropped);

    private protected override string Title => "Await it";

    private protected override async Task<FixPlan?> PlanAsync(FixPlace place, CancellationToken cancellationToken)
    {
        if (place.Reported.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call || !Scope.MayAwait(call)) return null;
        var model = await place.ModelAsync(cancellationToken).ConfigureAwait(false);
        if (model.GetTypeInfo(call, cancellationToken).Type?.Name is not ("Task" or "ValueTask")) return null;
        if (call.Parent is not AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "_" }, Parent: ExpressionStatementSyntax statement }) return null;
        return new FixPlan(statement, editor => editor.ReplaceNode(statement, (current, _) =>
        {
            var started = ((AssignmentExpressionSyntax)((ExpressionStatementSyntax)current).Expression).Right.WithoutTrivia();
            return ((ExpressionStatementSyntax)current).WithExpression(SyntaxFactory.AwaitExpression(SyntaxFactory.Token(SyntaxKind.AwaitKeyword).WithTrailingTrivia(SyntaxFactory.Space), started)
                .WithLeadingTrivia(current.GetLeadingTrivia()));
        }));
    }
}
