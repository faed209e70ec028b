using System.Collections.Immutable;
using System.Composition;
using Jobs.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace Jobs.CodeFixes;

/// <summary>JOB3021: reads the result, so that a failed task fails the job.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ReadResultFixer))]
[Shared]
public sealed class ReadResultFixer : JobsFixer
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(DiagnosticIds.TaskFailureIsIgnored);

    private protected override string Title => "Read the result, which throws if the task failed";

    private protected override Task<FixPlan?> PlanAsync(FixPlace place, CancellationToken cancellationToken)
    {
        var loop = place.Reported.FirstAncestorOrSelf<ForEachStatementSyntax>();
        if (loop is null || loop.FirstAncestorOrSelf<MemberDeclarationSyntax>()!.DescendantTokens().Any(token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == "_" && token.Parent is not IdentifierNameSyntax))
            return Task.FromResult<FixPlan?>(null);
        var read = Scope.Statement($"_ = {loop.Identifier.Text}.Result;");
        return Task.FromResult<FixPlan?>(new FixPlan(loop, editor => editor.ReplaceNode(loop.Statement, (current, _) => current is BlockSyntax block
            ? block.WithStatements(block.Statements.Insert(0, read))
            : SyntaxFactory.Block(read, (StatementSyntax)current).WithAdditionalAnnotations(Formatter.Annotation))));
    }
}
