using System.Collections.Immutable;
using System.Composition;
using Jobs.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace Jobs.CodeFixes;

/// <summary>JOB3008 and JOB3009: saves at the end of a loop's body, or after the statement that changes the state.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddCheckpointFixer))]
[Shared]
public sealed class AddCheckpointFixer : JobsFixer
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(DiagnosticIds.LoopHasNoInterruptionPoint, DiagnosticIds.StateIsNeverSaved);

    private protected override string Title => "Save the job here";

    private protected override async Task<FixPlan?> PlanAsync(FixPlace place, CancellationToken cancellationToken)
    {
        var model = await place.ModelAsync(cancellationToken).ConfigureAwait(false);
        return place.Diagnostic.Id == DiagnosticIds.LoopHasNoInterruptionPoint || IsAtLoop(place) ? InLoop(place.Reported, model) : AfterStatement(place.Reported, model);
    }

    /// <summary>Whether the rule speaks of a loop, and not of one change.</summary>
    private static bool IsAtLoop(FixPlace place) =>
        place.Reported.FirstAncestorOrSelf<StatementSyntax>() is { } statement && IsLoop(statement) && statement.SpanStart == place.Diagnostic.Location.SourceSpan.Start;

    private static FixPlan? InLoop(SyntaxNode reported, SemanticModel model)
    {
        if (reported.FirstAncestorOrSelf<StatementSyntax>(IsLoop) is not { } loop || BodyOf(loop) is not { } body) return null;
        if (Scope.AwaitableContext(body, model) is not { } context || Scope.Leaves(body is BlockSyntax { Statements: var all } ? all.LastOrDefault() : body)) return null;
        var save = Scope.Statement($"await {context}.CheckpointIfDueAsync();");
        return new FixPlan(loop, editor => editor.ReplaceNode(body, (current, _) => current is BlockSyntax block
            ? block.AddStatements(save)
            : SyntaxFactory.Block((StatementSyntax)current, save).WithAdditionalAnnotations(Formatter.Annotation)));
    }

    private static FixPlan? AfterStatement(SyntaxNode reported, SemanticModel model)
    {
        var statement = reported.FirstAncestorOrSelf<StatementSyntax>();
        if (statement is not ExpressionStatementSyntax { Parent: BlockSyntax }) return null;
        if (Scope.AwaitableContext(statement, model) is not { } context) return null;
        var method = statement.Ancestors().Any(IsLoop) ? "CheckpointIfDueAsync" : "CheckpointAsync";
        return new FixPlan(statement, editor => editor.InsertAfter(statement, Scope.Statement($"await {context}.{method}();")));
    }

    private static bool IsLoop(SyntaxNode node) =>
        node is CommonForEachStatementSyntax or ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax;

    private static StatementSyntax? BodyOf(StatementSyntax loop) => loop switch
    {
        CommonForEachStatementSyntax each => each.Statement,
        ForStatementSyntax count => count.Statement,
        WhileStatementSyntax condition => condition.Statement,
        DoStatementSyntax condition => condition.Statement,
        _ => null,
    };
}
