using System.Collections.Immutable;
using System.Composition;
using Jobs.Analyzers;
using Jobs.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Jobs.CodeFixes;

/// <summary>
/// JOB3003: awaits the task whose <c>Result</c>, <c>Wait()</c> or <c>GetAwaiter().GetResult()</c> would block, where an await
/// may stand, and a <c>Task.Delay</c> in place of <c>Thread.Sleep</c>. Waits for several tasks, or with a timeout, have no single
/// await that means the same.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AwaitInsteadFixer))]
[Shared]
public sealed class AwaitInsteadFixer : JobsFixer
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(DiagnosticIds.RunAsyncBlocks);

    private protected override string Title => "Await instead";

    private protected override async Task<FixPlan?> PlanAsync(FixPlace place, CancellationToken cancellationToken)
    {
        if (place.Reported is not ExpressionSyntax wait || !Scope.MayAwait(wait)) return null;
        if (AwaitedBy(wait) is not null) return new FixPlan(wait, editor => editor.ReplaceNode(wait, (current, _) => Awaiting(current, AwaitedBy((ExpressionSyntax)current)!)));
        if (DelayOf(wait, await place.ModelAsync(cancellationToken).ConfigureAwait(false), cancellationToken) is not { } delay) return null;
        return new FixPlan(wait, editor => editor.ReplaceNode(wait, (current, _) => Awaiting(current, delay)));
    }

    private static ExpressionSyntax Awaiting(SyntaxNode wait, ExpressionSyntax awaited)
    {
        var keyword = SyntaxFactory.Token(SyntaxKind.AwaitKeyword).WithTrailingTrivia(SyntaxFactory.Space);
        ExpressionSyntax expression = SyntaxFactory.AwaitExpression(keyword, awaited.WithoutTrivia());
        return (NeedsParentheses(wait) ? SyntaxFactory.ParenthesizedExpression(expression) : expression).WithTriviaFrom(wait);
    }

    /// <summary>The delay that is as long as the sleep, and ends when the job is interrupted; null for any other wait.</summary>
    private static ExpressionSyntax? DelayOf(ExpressionSyntax wait, SemanticModel model, CancellationToken cancellationToken)
    {
        if (wait is not InvocationExpressionSyntax { ArgumentList.Arguments: { Count: 1 } arguments, Parent: ExpressionStatementSyntax }) return null;
        if (model.GetSymbolInfo(wait, cancellationToken).Symbol is not IMethodSymbol { Name: "Sleep", ContainingType: var type } || TypeNames.Metadata(type) != "System.Threading.Thread") return null;
        var token = Scope.Context(wait, model) is { } context ? $", {context}.CancellationToken" : "";
        return Scope.Expression($"global::System.Threading.Tasks.Task.Delay({arguments[0].Expression.WithoutTrivia()}{token})");
    }

    /// <summary>What is waited for: <c>x</c> in <c>x.Result</c>, <c>x.Wait()</c> and <c>x.GetAwaiter().GetResult()</c>.</summary>
    private static ExpressionSyntax? AwaitedBy(ExpressionSyntax wait) => wait switch
    {
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Result" } result => result.Expression,
        InvocationExpressionSyntax { ArgumentList.Arguments.Count: 0, Expression: MemberAccessExpressionSyntax method } => method switch
        {
            { Name.Identifier.ValueText: "Wait" } => method.Expression,
            { Name.Identifier.ValueText: "GetResult", Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax awaiter } }
                when awaiter.Name.Identifier.ValueText == "GetAwaiter" => awaiter.Expression,
            _ => null,
        },
        _ => null,
    };

    /// <summary>Where the value is used by something that binds more closely than <c>await</c>.</summary>
    internal static bool NeedsParentheses(SyntaxNode node) => node.Parent switch
    {
        MemberAccessExpressionSyntax access => access.Expression == node,
        ElementAccessExpressionSyntax access => access.Expression == node,
        ConditionalAccessExpressionSyntax access => access.Expression == node,
        InvocationExpressionSyntax call => call.Expression == node,
        PostfixUnaryExpressionSyntax => true,
        _ => false,
    };
}
