using System.Collections.Immutable;
using System.Composition;
using Jobs.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Jobs.CodeFixes;

/// <summary>JOB3018: gives the task a token, as an optional parameter, so that nothing that calls it breaks.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(TakeTokenFixer))]
[Shared]
public sealed class TakeTokenFixer : NodeFixer
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(DiagnosticIds.TaskTakesNoToken);

    private protected override string Title => "Take a token";

    private protected override Task<SyntaxNode?> FindTargetAsync(Document document, SyntaxNode reported, CancellationToken cancellationToken)
    {
        var method = reported.FirstAncestorOrSelf<MethodDeclarationSyntax>();
        var certain = method is not null && !method.DescendantTokens().Any(token => token.ValueText == "cancellationToken")
            && !method.ParameterList.Parameters.Any(parameter => parameter.Modifiers.Any(SyntaxKind.ParamsKeyword));
        return Task.FromResult<SyntaxNode?>(certain ? method!.ParameterList : null);
    }

    private protected override SyntaxNode Change(SyntaxNode target)
    {
        var list = (ParameterListSyntax)target;
        var token = SyntaxFactory.Parameter(SyntaxFactory.Identifier("cancellationToken"))
            .WithType(Scope.FullName("System.Threading.CancellationToken").WithTrailingTrivia(SyntaxFactory.Space))
            .WithDefault(SyntaxFactory.ParseParameterList("(int i = default)").Parameters[0].Default);
        token = token.WithIdentifier(token.Identifier.WithTrailingTrivia(SyntaxFactory.Space));
        return list.WithParameters(list.Parameters.Add(list.Parameters.Count == 0 ? token : token.WithLeadingTrivia(SyntaxFactory.Space)));
    }
}
