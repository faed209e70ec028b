using System.Collections.Immutable;
using System.Composition;
using Jobs.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Jobs.CodeFixes;

/// <summary>JOB3011: returns <c>Task</c> and awaits the calls in the class. Not offered where the method is handed on as a delegate.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ReturnTaskInsteadFixer))]
[Shared]
public sealed class ReturnTaskInsteadFixer : JobsFixer
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(DiagnosticIds.AsyncVoid);

    private protected override string Title => "Return Task, and await the calls";

    private protected override async Task<FixPlan?> PlanAsync(FixPlace place, CancellationToken cancellationToken)
    {
        var function = place.Reported.FirstAncestorOrSelf<SyntaxNode>(node => node is MethodDeclarationSyntax or LocalFunctionStatementSyntax);
        if (place.Reported.FirstAncestorOrSelf<AnonymousFunctionExpressionSyntax>() is { } lambda && (function is null || function.Span.Contains(lambda.Span) && place.Reported == lambda)) return null;
        var returned = function switch
        {
            MethodDeclarationSyntax method when !method.Modifiers.Any(modifier => modifier.Kind() is SyntaxKind.OverrideKeyword or SyntaxKind.VirtualKeyword or SyntaxKind.PartialKeyword) => method.ReturnType,
            LocalFunctionStatementSyntax local => local.ReturnType,
            _ => null,
        };
        var model = await place.ModelAsync(cancellationToken).ConfigureAwait(false);
        if (returned is null || model.GetDeclaredSymbol(function!, cancellationToken) is not IMethodSymbol symbol || Implements(symbol)) return null;
        var names = References.To(symbol, model.Compilation, cancellationToken).ToList();
        var calls = names.Select(name => name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access.Parent : name.Parent).OfType<InvocationExpressionSyntax>().ToList();
        if (calls.Count != names.Count || calls.Exists(call => call.SyntaxTree != place.Root.SyntaxTree)) return null;
        return new FixPlan(function!, editor =>
        {
            editor.ReplaceNode(returned, Scope.FullName("System.Threading.Tasks.Task").WithTriviaFrom(returned));
            foreach (var call in calls.Where(call => call.Parent is ExpressionStatementSyntax && Scope.MayAwait(call)))
                editor.ReplaceNode(call, (current, _) => SyntaxFactory.AwaitExpression(SyntaxFactory.Token(SyntaxKind.AwaitKeyword).WithTrailingTrivia(SyntaxFactory.Space), ((ExpressionSyntax)current).WithoutLeadingTrivia()).WithLeadingTrivia(current.GetLeadingTrivia()));
        });
    }

    private static bool Implements(IMethodSymbol method) =>
        method.ContainingType.AllInterfaces.SelectMany(i => i.GetMembers(method.Name))
            .Any(member => SymbolEqualityComparer.Default.Equals(method.ContainingType.FindImplementationForInterfaceMember(member), method));
}
