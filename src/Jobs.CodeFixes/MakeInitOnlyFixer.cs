using System.Collections.Immutable;
using System.Composition;
using Jobs.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Jobs.CodeFixes;

/// <summary>JOB1015: makes the setter <c>init</c>, if nothing in the project sets the property after construction.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakeInitOnlyFixer))]
[Shared]
public sealed class MakeInitOnlyFixer : JobsFixer
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(DiagnosticIds.InputCanBeSet);

    private protected override string Title => "Make it init-only";

    private protected override async Task<FixPlan?> PlanAsync(FixPlace place, CancellationToken cancellationToken)
    {
        if (place.Reported.FirstAncestorOrSelf<PropertyDeclarationSyntax>() is not { AccessorList: { } accessors } property) return null;
        if (accessors.Accessors.FirstOrDefault(accessor => accessor.IsKind(SyntaxKind.SetAccessorDeclaration)) is not { } setter) return null;
        var model = await place.ModelAsync(cancellationToken).ConfigureAwait(false);
        if (model.GetDeclaredSymbol(property, cancellationToken) is not { } symbol || References.To(symbol, model.Compilation, cancellationToken).Any(IsSetLater)) return null;
        return new FixPlan(setter, editor => editor.ReplaceNode(setter, (current, _) => SyntaxFactory.AccessorDeclaration(
            SyntaxKind.InitAccessorDeclaration, ((AccessorDeclarationSyntax)current).AttributeLists, ((AccessorDeclarationSyntax)current).Modifiers,
            SyntaxFactory.Token(SyntaxKind.InitKeyword).WithTriviaFrom(setter.Keyword), null, null, setter.SemicolonToken)));
    }

    private static bool IsSetLater(SimpleNameSyntax name)
    {
        ExpressionSyntax whole = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name;
        return whole.Parent switch
        {
            AssignmentExpressionSyntax assignment => assignment.Left == whole && assignment.Parent is not InitializerExpressionSyntax
                && name.FirstAncestorOrSelf<ConstructorDeclarationSyntax>() is null,
            PostfixUnaryExpressionSyntax => true,
            PrefixUnaryExpressionSyntax => true,
            ArgumentSyntax argument => !argument.RefKindKeyword.IsKind(SyntaxKind.None) || argument.Parent is TupleExpressionSyntax,
            _ => false,
        };
    }
}
