using System.Collections.Immutable;
using System.Composition;
using Jobs.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Jobs.CodeFixes;

/// <summary>JOB2007: makes the field of a journaled collection <c>readonly</c>, if nothing outside its declaration assigns it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakeJournalReadOnlyFixer))]
[Shared]
public sealed class MakeJournalReadOnlyFixer : NodeFixer
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(DiagnosticIds.JournalMustBeReadOnly);

    private protected override string Title => "Make the journaled collection read-only";

    private protected override async Task<SyntaxNode?> FindTargetAsync(
        Document document, SyntaxNode reported, CancellationToken cancellationToken)
    {
        if (reported.FirstAncestorOrSelf<FieldDeclarationSyntax>() is not { Declaration.Variables: { Count: 1 } variables } field) return null;
        var model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        if (variables[0].Initializer is null
            || model?.GetDeclaredSymbol(variables[0], cancellationToken) is not IFieldSymbol { DeclaredAccessibility: Accessibility.Private } symbol)
        {
            return null;
        }

        // A private field can be assigned only in the parts of its class.
        foreach (var part in symbol.ContainingType.DeclaringSyntaxReferences)
        {
            var syntax = await part.GetSyntaxAsync(cancellationToken).ConfigureAwait(false);
            var ofPart = model.Compilation.GetSemanticModel(syntax.SyntaxTree);
            var names = syntax.DescendantNodes().OfType<SimpleNameSyntax>();
            if (names.Any(name => MayBeAssigned(name) && Names(name, symbol, ofPart, cancellationToken))) return null;
        }

        return field;
    }

    private protected override SyntaxNode Change(SyntaxNode target) => ((FieldDeclarationSyntax)target).WithReadOnly();

    private static bool Names(SimpleNameSyntax name, IFieldSymbol field, SemanticModel model, CancellationToken cancellationToken) =>
        name.Identifier.ValueText == field.Name && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name, cancellationToken).Symbol, field);

    private static bool MayBeAssigned(SimpleNameSyntax name)
    {
        ExpressionSyntax whole = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name;
        return whole.Parent switch
        {
            AssignmentExpressionSyntax assignment => assignment.Left == whole,
            ArgumentSyntax argument => !argument.RefKindKeyword.IsKind(SyntaxKind.None) || argument.Parent is TupleExpressionSyntax,
            RefExpressionSyntax => true,
            _ => false,
        };
    }
}
