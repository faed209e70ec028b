using System.Collections.Immutable;
using System.Composition;
using Jobs.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Jobs.CodeFixes;

/// <summary>JOB3014: says that the task is meant to run each time.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SayRememberFixer))]
[Shared]
public sealed class SayRememberFixer : JobsFixer
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(DiagnosticIds.DispatchRepeats);

    private protected override string Title => "Let it run again: Remember = false";

    private protected override async Task<FixPlan?> PlanAsync(FixPlace place, CancellationToken cancellationToken)
    {
        if (place.Reported.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call) return null;
        var model = await place.ModelAsync(cancellationToken).ConfigureAwait(false);
        if (model.GetSymbolInfo(call, cancellationToken).Symbol is not IMethodSymbol { Parameters: { Length: > 0 } parameters }) return null;
        var options = SyntaxFactory.ParseArgumentList($"({parameters[parameters.Length - 1].Name}: new() {{ Remember = false }})").Arguments[0];
        return new FixPlan(call, editor => editor.ReplaceNode(call.ArgumentList, (current, _) => PassTokenFixer.With((ArgumentListSyntax)current, options)));
    }
}
