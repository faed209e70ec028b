using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Editing;

namespace Jobs.CodeFixes;

/// <summary>
/// What every fix here shares: it is offered only where it is certain to apply, and it has
/// Fix All unless it says otherwise. A fix plans its edits on
/// the document as it is, so that Fix All is all edits of a document at once, and two diagnostics that ask for the same
/// change get it once.
/// </summary>
public abstract class JobsFixer : CodeFixProvider
{
    /// <summary>What the editor shows.</summary>
    private protected abstract string Title { get; }

    /// <summary>Whether it may be applied to many diagnostics at once, as Fix All and <c>dotnet format</c> do, with nobody looking at each.</summary>
    private protected virtual bool HasFixAll => true;

    /// <inheritdoc/>
    public sealed override FixAllProvider? GetFixAllProvider() => HasFixAll
        ? FixAllProvider.Create((context, document, diagnostics) => ApplyAsync(document, diagnostics, context.CancellationToken))
        : null;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            var one = ImmutableArray.Create(diagnostic);
            if ((await PlanAllAsync(context.Document, one, context.CancellationToken).ConfigureAwait(false)).Count == 0) continue;
            context.RegisterCodeFix(
                CodeAction.Create(
                    Title,
                    async cancellation => await ApplyAsync(context.Document, one, cancellation).ConfigureAwait(false) ?? context.Document,
                    equivalenceKey: GetType().Name),
                diagnostic);
        }
    }

    /// <summary>What to change, or null where the fix is not certain.</summary>
    /// <param name="place">What was reported, and where.</param>
    /// <param name="cancellationToken">Cancels.</param>
    private protected abstract Task<FixPlan?> PlanAsync(FixPlace place, CancellationToken cancellationToken);

    private async Task<Document?> ApplyAsync(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        var plans = await PlanAllAsync(document, diagnostics, cancellationToken).ConfigureAwait(false);
        if (plans.Count == 0) return null;
        var root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        var editor = new SyntaxEditor(root!, document.Project.Solution.Services);
        foreach (var plan in plans) plan.Apply(editor);
        return document.WithSyntaxRoot(WithLineEndsOf(root!, editor.GetChangedRoot()));
    }

    /// <summary>What fixes add ends its lines as they are written; the document may do so otherwise.</summary>
    private static SyntaxNode WithLineEndsOf(SyntaxNode before, SyntaxNode after)
    {
        var first = before.DescendantTrivia().FirstOrDefault(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia));
        if (first.ToString() != "\r\n") return after;
        var others = after.DescendantTrivia().Where(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia) && trivia.ToString() == "\n");
        return after.ReplaceTrivia(others, (_, _) => SyntaxFactory.ElasticCarriageReturnLineFeed);
    }

    private async Task<IReadOnlyList<FixPlan>> PlanAllAsync(
        Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        var plans = new List<FixPlan>();
        if (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) is not { } root) return plans;
        foreach (var diagnostic in diagnostics.OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start))
        {
            var node = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
            var plan = await PlanAsync(new FixPlace(document, root, node, diagnostic), cancellationToken).ConfigureAwait(false);
            if (plan is not null && plans.TrueForAll(other => other.Target != plan.Target)) plans.Add(plan);
        }

        return plans;
    }
}
