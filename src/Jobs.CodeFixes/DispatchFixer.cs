using System.Collections.Immutable;
using System.Composition;
using Jobs.Analyzers;
using Jobs.Analyzers.Usage;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Jobs.CodeFixes;

/// <summary>JOB4006: dispatches the task instead of calling it, where the context is in scope.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(DispatchFixer))]
[Shared]
public sealed class DispatchFixer : JobsFixer
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(DiagnosticIds.TaskIsCalledAsMethod);

    private protected override string Title => "Dispatch the task";

    private protected override async Task<FixPlan?> PlanAsync(FixPlace place, CancellationToken cancellationToken)
    {
        if (place.Reported.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call) return null;
        var model = await place.ModelAsync(cancellationToken).ConfigureAwait(false);
        if (model.GetSymbolInfo(call, cancellationToken).Symbol is not IMethodSymbol task || Scope.Context(call, model) is not { } context) return null;

        // What is an argument, and what a service, is for the generator to say: the dispatcher has the former.
        var member = TaskCalledAsMethodAnalyzer.MemberOf(task);
        var run = task.ContainingType.GetTypeMembers("Context").SelectMany(type => type.GetTypeMembers("Dispatcher")).SelectMany(type => type.GetMembers(member)).OfType<IPropertySymbol>()
            .SelectMany(property => property.Type.GetMembers("Run")).OfType<IMethodSymbol>().FirstOrDefault();
        if (run is null || model.GetOperation(call, cancellationToken) is not IInvocationOperation operation) return null;
        var isAwaitable = task.ReturnType.Name is "Task" or "ValueTask";
        if (!isAwaitable && !Scope.MayAwait(call)) return null;

        var arguments = call.ArgumentList.Arguments.Where(argument => operation.Arguments.Any(given =>
            given.Syntax == argument && run.Parameters.Any(parameter => parameter.Name == given.Parameter?.Name)));
        ExpressionSyntax dispatch = ((InvocationExpressionSyntax)SyntaxFactory.ParseExpression($"{context}.TaskDispatcher.{member}.Run()"))
            .WithArgumentList(call.ArgumentList.WithArguments(SyntaxFactory.SeparatedList(arguments.Select((argument, i) => argument.WithoutTrivia().WithLeadingTrivia(i == 0 ? SyntaxFactory.TriviaList() : SyntaxFactory.TriviaList(SyntaxFactory.Space))))));
        if (!isAwaitable)
        {
            dispatch = SyntaxFactory.AwaitExpression(SyntaxFactory.Token(SyntaxKind.AwaitKeyword).WithTrailingTrivia(SyntaxFactory.Space), dispatch.WithoutTrivia());
            if (AwaitInsteadFixer.NeedsParentheses(call)) dispatch = SyntaxFactory.ParenthesizedExpression(dispatch);
        }

        return new FixPlan(call, editor => editor.ReplaceNode(call, dispatch.WithTriviaFrom(call)));
    }
}
