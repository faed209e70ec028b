using Microsoft.CodeAnalysis;

namespace Jobs.CodeFixes;

/// <summary>A fix that changes one node.</summary>
public abstract class NodeFixer : JobsFixer
{
    /// <summary>The node to change, or null where the fix is not certain.</summary>
    /// <param name="document">The document.</param>
    /// <param name="reported">The innermost node where the rule reported.</param>
    /// <param name="cancellationToken">Cancels.</param>
    private protected abstract Task<SyntaxNode?> FindTargetAsync(Document document, SyntaxNode reported, CancellationToken cancellationToken);

    /// <summary>The changed node. What is inside it may have been changed before.</summary>
    private protected abstract SyntaxNode Change(SyntaxNode target);

    private protected sealed override async Task<FixPlan?> PlanAsync(FixPlace place, CancellationToken cancellationToken)
    {
        var target = await FindTargetAsync(place.Document, place.Reported, cancellationToken).ConfigureAwait(false);
        return target is null ? null : new FixPlan(target, editor => editor.ReplaceNode(target, (current, _) => Change(current)));
    }
}
