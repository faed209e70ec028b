using System.Collections.Immutable;
using System.Composition;
using Jobs.Analyzers;
using Jobs.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Jobs.CodeFixes;

/// <summary>JOB3015: passes the token that is in scope.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PassTokenFixer))]
[Shared]
public sealed class PassTokenFixer : JobsFixer
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(DiagnosticIds.TokenIsNotPassedOn);

    private protected override string Title => "Pass the token on";

    private protected override async Task<FixPlan?> PlanAsync(FixPlace place, CancellationToken cancellationToken)
    {
        if (place.Reported.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call || !place.Diagnostic.Properties.TryGetValue("token", out var token)) return null;
        var model = await place.ModelAsync(cancellationToken).ConfigureAwait(false);
        if (model.GetSymbolInfo(call, cancellationToken).Symbol is not IMethodSymbol method) return null;

        var given = call.ArgumentList.Arguments;
        var parameter = method.Parameters.FirstOrDefault(candidate => JobClass.IsToken(candidate.Type));
        var isNext = given.All(argument => argument.NameColon is null) && (parameter?.Ordinal ?? method.Parameters.Length) == given.Count;
        if (!isNext && parameter is null) return null;
        var argument = SyntaxFactory.Argument(SyntaxFactory.ParseExpression(token!));
        if (!isNext) argument = argument.WithNameColon(SyntaxFactory.NameColon(parameter!.Name).WithTrailingTrivia(SyntaxFactory.Space));
        return new FixPlan(call, editor => editor.ReplaceNode(call.ArgumentList, (current, _) => With((ArgumentListSyntax)current, argument)));
    }

    internal static ArgumentListSyntax With(ArgumentListSyntax list, ArgumentSyntax argument) =>
        list.WithArguments(list.Arguments.Add(list.Arguments.Count == 0 ? argument : argument.WithLeadingTrivia(SyntaxFactory.Space)));
}
