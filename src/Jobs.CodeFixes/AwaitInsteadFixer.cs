using System.Collections.Immutable;
using System.Composition;
using Jobs.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Jobs.CodeFixes;

/// <summary>
/// JOB3003: awaits the task whose <c>Result</c>, <c>Wait()</c> or <c>GetAwaiter().GetResult()</c> would block, where an await
/// may stand. Waits for several tasks, or with a timeout, have no single await that means the same.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AwaitInsteadFixer))]
[Shared]
public sealed class AwaitInsteadFixer : NodeFixer
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(DiagnosticIds.RunAsyncBlocks);

    private protected override string Title => "Await instead";

    private protected override Task<SyntaxNode?> FindTargetAsync(Document document, SyntaxNode reported, CancellationToken cancellationToken)
    {
        var certain = reported is ExpressionSyntax wait && AwaitedBy(wait) is not null && Scope.MayAwait(wait);
        return Task.FromResult(certain ? reported : null);
    }

    private protected override SyntaxNode Change(SyntaxNode target)
    {
        var awaited = AwaitedBy((ExpressionSyntax)target)!.WithoutTrivia();
        var keyword = SyntaxFactory.Token(SyntaxKind.AwaitKeyword).WithTrailingTrivia(SyntaxFactory.Space);
        ExpressionSyntax expression = SyntaxFactory.AwaitExpression(keyword, awaited);
        return (NeedsParentheses(target) ? SyntaxFactory.ParenthesizedExpression(expression) : expression).WithTriviaFrom(target);
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
