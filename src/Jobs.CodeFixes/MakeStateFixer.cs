using System.Collections.Immutable;
using System.Composition;
using Jobs.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Jobs.CodeFixes;

/// <summary>
/// JOB3005: makes a local a field. Offered where it starts with nothing that the method has, and once in an attempt: a field
/// that takes the place of a local which begins anew would have to be emptied where only its author knows.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakeStateFixer))]
[Shared]
public sealed class MakeStateFixer : JobsFixer
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(DiagnosticIds.LocalIsLostAtResume);

    private protected override string Title => "Make it state of the job";

    private protected override async Task<FixPlan?> PlanAsync(FixPlace place, CancellationToken cancellationToken)
    {
        if (place.Reported.FirstAncestorOrSelf<VariableDeclaratorSyntax>() is not { Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: LocalDeclarationStatementSyntax statement } declaration } declarator) return null;
        if (statement.FirstAncestorOrSelf<MemberDeclarationSyntax>() is not { } member || statement.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type) return null;
        if (!statement.UsingKeyword.IsKind(SyntaxKind.None) || HasComments(statement) || declarator.Initializer is not { Value: var initial } || !StandsAlone(initial)) return null;
        if (!Scope.IsReachedOnce(statement)) return null;
        var model = await place.ModelAsync(cancellationToken).ConfigureAwait(false);
        if (model.GetDeclaredSymbol(declarator, cancellationToken) is not ILocalSymbol local || model.GetDeclaredSymbol(type, cancellationToken) is not { } job) return null;

        var name = "_" + local.Name.TrimStart('_');
        var isOnly = type.DescendantNodes().OfType<VariableDeclaratorSyntax>().Count(other => "_" + other.Identifier.ValueText.TrimStart('_') == name) == 1;
        var uses = member.DescendantNodes().OfType<IdentifierNameSyntax>()
            .Where(use => use.Identifier.ValueText == local.Name && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(use, cancellationToken).Symbol, local)).ToList();
        if (!isOnly || Scope.HasMember(job, name) || uses.Exists(NamesSomething)) return null;

        var held = declaration.Type.IsVar ? local.Type.WithNullableAnnotation(NullableAnnotation.NotAnnotated).ToMinimalDisplayString(model, type.SpanStart) : declaration.Type.ToString();
        var value = IsDefault(initial) ? "" : $" = {initial}";
        return new FixPlan(declarator, editor =>
        {
            editor.InsertBefore(member, Members.Field($"private {held} {name}{value};"));
            editor.RemoveNode(statement, SyntaxRemoveOptions.KeepNoTrivia);
            foreach (var use in uses) editor.ReplaceNode(use, SyntaxFactory.IdentifierName(name).WithTriviaFrom(use));
        });
    }

    /// <summary>A constant, or something new and empty.</summary>
    private static bool StandsAlone(ExpressionSyntax initial) => initial switch
    {
        LiteralExpressionSyntax => true,
        PrefixUnaryExpressionSyntax { Operand: LiteralExpressionSyntax } => true,
        CollectionExpressionSyntax { Elements.Count: 0 } => true,
        ObjectCreationExpressionSyntax { ArgumentList: null or { Arguments.Count: 0 }, Initializer: null } => true,
        ImplicitObjectCreationExpressionSyntax { ArgumentList.Arguments.Count: 0, Initializer: null } => true,
        MemberAccessExpressionSyntax { Expression: PredefinedTypeSyntax } => true,
        _ => false,
    };

    private static bool IsDefault(ExpressionSyntax initial) => initial is LiteralExpressionSyntax { Token: { Value: 0 or 0L or 0d or false } };

    /// <summary>Whether a tuple or an anonymous object takes the name of a member from the local's.</summary>
    private static bool NamesSomething(IdentifierNameSyntax use) =>
        use.Parent is AnonymousObjectMemberDeclaratorSyntax { NameEquals: null } or ArgumentSyntax { NameColon: null, Parent: TupleExpressionSyntax };

    private static bool HasComments(SyntaxNode node) =>
        node.GetLeadingTrivia().Concat(node.GetTrailingTrivia()).Any(trivia => !trivia.IsKind(SyntaxKind.WhitespaceTrivia) && !trivia.IsKind(SyntaxKind.EndOfLineTrivia));
}
