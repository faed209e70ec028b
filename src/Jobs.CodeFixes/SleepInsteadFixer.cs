using System.Collections.Immutable;
using System.Composition;
using Jobs.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Jobs.CodeFixes;

/// <summary>JOB3012: sleeps durably. Offered outside of loops, for the only delay of the class, since each sleep needs a key of its own.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SleepInsteadFixer))]
[Shared]
public sealed class SleepInsteadFixer : JobsFixer
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(DiagnosticIds.DelayInsteadOfSleep);

    private protected override string Title => "Sleep durably instead";

    private protected override async Task<FixPlan?> PlanAsync(FixPlace place, CancellationToken cancellationToken)
    {
        if (place.Reported.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { Parent: AwaitExpressionSyntax, ArgumentList.Arguments: { Count: > 0 } arguments } call) return null;
        var model = await place.ModelAsync(cancellationToken).ConfigureAwait(false);
        if (call.Ancestors().Any(outer => outer is CommonForEachStatementSyntax or ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax or AnonymousFunctionExpressionSyntax)) return null;
        if (Scope.AwaitableContext(call, model) is not { } context || call.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type) return null;
        var isOnly = type.DescendantNodes().OfType<MemberAccessExpressionSyntax>().Count(access => access.Name.Identifier.ValueText is "Delay" or "SleepAsync") == 1;
        if (!isOnly) return null;
        var delay = arguments[0].Expression;
        var time = model.GetTypeInfo(delay, cancellationToken).Type?.SpecialType == SpecialType.System_Int32
            ? Scope.Expression($"global::System.TimeSpan.FromMilliseconds({delay})")
            : delay.WithoutTrivia();
        var sleep = ((InvocationExpressionSyntax)SyntaxFactory.ParseExpression($"{context}.SleepAsync()")).WithArgumentList(SyntaxFactory.ArgumentList(SyntaxFactory.SeparatedList(
            new[] { SyntaxFactory.Argument(time), SyntaxFactory.Argument(SyntaxFactory.ParseExpression("\"delay\"")).WithLeadingTrivia(SyntaxFactory.Space) })));
        return new FixPlan(call, editor => editor.ReplaceNode(call, sleep.WithTriviaFrom(call)));
    }
}
