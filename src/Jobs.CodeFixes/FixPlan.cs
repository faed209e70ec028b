using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Editing;

namespace Jobs.CodeFixes;

/// <summary>The edits of one fix.</summary>
/// <param name="Target">What they are about. Two plans for one target are one.</param>
/// <param name="Apply">
/// Makes them, on nodes of the document as it was. What is replaced is given as it is by then: other plans may have changed it.
/// </param>
internal sealed record FixPlan(SyntaxNode Target, Action<SyntaxEditor> Apply);

/// <summary>Where a fix is asked for.</summary>
/// <param name="Document">The document.</param>
/// <param name="Root">Its syntax.</param>
/// <param name="Reported">The innermost node where the rule reported.</param>
/// <param name="Diagnostic">What it reported.</param>
internal sealed record FixPlace(Document Document, SyntaxNode Root, SyntaxNode Reported, Diagnostic Diagnostic)
{
    public async Task<SemanticModel> ModelAsync(CancellationToken cancellationToken) =>
        await Document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false)
            ?? throw new InvalidOperationException($"{Document.Name} has no semantic model.");
}
