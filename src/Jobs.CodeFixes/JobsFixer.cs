using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Jobs.CodeFixes;

/// <summary>
/// What every fix here shares: it is offered only where it is certain to apply, and it has Fix All. A fix changes one node,
/// so that Fix All is all changes of a document at once, and two diagnostics that ask for the same change get it once.
/// </summary>
public abstract class JobsFixer : CodeFixProvider
{
    /// <summary>What the editor shows.</summary>
    private protected abstract string Title { get; }

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(
        (context, document, diagnostics) => ApplyAsync(document, diagnostics, context.CancellationToken));

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            var one = ImmutableArray.Create(diagnostic);
            if ((await FindChangesAsync(context.Document, one, context.CancellationToken).ConfigureAwait(false)).Count == 0) continue;
            context.RegisterCodeFix(
                CodeAction.Create(
                    Title,
                    async cancellation => await ApplyAsync(context.Document, one, cancellation).ConfigureAwait(false) ?? context.Document,
                    equivalenceKey: GetType().Name),
                diagnostic);
        }
    }

    /// <summary>The node to change, or null where the fix is not certain.</summary>
    /// <param name="document">The document.</param>
    /// <param name="reported">The innermost node where the rule reported.</param>
    /// <param name="cancellationToken">Cancels.</param>
    private protected abstract Task<SyntaxNode?> FindTargetAsync(Document document, SyntaxNode reported, CancellationToken cancellationToken);

    /// <summary>The changed node. What is inside it may have been changed before.</summary>
    private protected abstract SyntaxNode Change(SyntaxNode target);

    private async Task<Document?> ApplyAsync(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        var targets = await FindChangesAsync(document, diagnostics, cancellationToken).ConfigureAwait(false);
        if (targets.Count == 0) return null;
        var root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        return document.WithSyntaxRoot(root!.ReplaceNodes(targets, (_, current) => Change(current)));
    }

    private async Task<HashSet<SyntaxNode>> FindChangesAsync(
        Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        var targets = new HashSet<SyntaxNode>();
        if (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) is not { } root) return targets;
        foreach (var diagnostic in diagnostics)
        {
            var node = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
            if (await FindTargetAsync(document, node, cancellationToken).ConfigureAwait(false) is { } target) targets.Add(target);
        }

        return targets;
    }
}
