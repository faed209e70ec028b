using System.Collections.Immutable;
using System.Composition;
using Jobs.Analyzers;
using Jobs.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace Jobs.CodeFixes;

/// <summary>
/// JOB2001 to JOB2003 and JOB2014: marks a member that cannot be stored <c>[JobIgnore]</c>. Not offered for a required member, which
/// could then not be restored, for what whoever submits the job sets, which would never arrive, nor for several fields in one
/// declaration, of which others may be stored. Each is a decision to lose a value, which is taken one at a time.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(IgnoreMemberFixer))]
[Shared]
public sealed class IgnoreMemberFixer : NodeFixer
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(
        DiagnosticIds.RuntimeObjectInState, DiagnosticIds.OpenTypeInState, DiagnosticIds.UnknownTypeInState, DiagnosticIds.StateMemberIsForbidden);

    private protected override string Title => "Leave it out of the stored state with [JobIgnore]";

    private protected override bool HasFixAll => false;

    private protected override async Task<SyntaxNode?> FindTargetAsync(Document document, SyntaxNode reported, CancellationToken cancellationToken)
    {
        var member = reported.FirstAncestorOrSelf<MemberDeclarationSyntax>();
        SyntaxNode? declaration = member switch
        {
            PropertyDeclarationSyntax => member,
            FieldDeclarationSyntax { Declaration.Variables: { Count: 1 } variables } => variables[0],
            _ => null,
        };
        if (declaration is null || member!.Modifiers.Any(SyntaxKind.RequiredKeyword)) return null;
        var model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        return model?.GetDeclaredSymbol(declaration, cancellationToken) is { } symbol && !symbol.IsSetFromOutside() ? member : null;
    }

    private protected override SyntaxNode Change(SyntaxNode target)
    {
        // The full name, which the editor shortens to what the file's usings allow.
        var name = SyntaxFactory.ParseName("global::Jobs.JobIgnoreAttribute").WithAdditionalAnnotations(Simplifier.Annotation);
        var attribute = SyntaxFactory.AttributeList(SyntaxFactory.SingletonSeparatedList(SyntaxFactory.Attribute(name)))
            .WithTrailingTrivia(SyntaxFactory.ElasticCarriageReturnLineFeed)
            .WithLeadingTrivia(target.GetLeadingTrivia());
        var member = (MemberDeclarationSyntax)target.WithoutLeadingTrivia();
        return member.WithAttributeLists(member.AttributeLists.Insert(0, attribute));
    }
}
