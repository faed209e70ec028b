using System.Collections.Immutable;
using System.Composition;
using Jobs.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Jobs.CodeFixes;

/// <summary>JOB3022: indexes by the result's own index. Not offered where the index also counts.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UseResultIndexFixer))]
[Shared]
public sealed class UseResultIndexFixer : JobsFixer
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(DiagnosticIds.ResultIsPairedByOrder);

    private protected override string Title => "Use the result's own index";

    private protected override Task<FixPlan?> PlanAsync(FixPlace place, CancellationToken cancellationToken)
    {
        var index = place.Reported.FirstAncestorOrSelf<ArgumentSyntax>()?.Expression;
        var counts = index is null || index.DescendantNodesAndSelf().Any(node => node is PostfixUnaryExpressionSyntax or AssignmentExpressionSyntax or InvocationExpressionSyntax
            or PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression or (int)SyntaxKind.PreDecrementExpression });
        var result = place.Reported.Ancestors().OfType<ForEachStatementSyntax>().FirstOrDefault(loop => loop.AwaitKeyword.IsKind(SyntaxKind.AwaitKeyword))?.Identifier.Text;
        return Task.FromResult(counts || result is null ? null
            : new FixPlan(index!, editor => editor.ReplaceNode(index!, SyntaxFactory.ParseExpression($"{result}.Index").WithTriviaFrom(index!))));
    }
}
