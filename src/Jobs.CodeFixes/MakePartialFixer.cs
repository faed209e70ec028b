using System.Collections.Immutable;
using System.Composition;
using Jobs.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Jobs.CodeFixes;

/// <summary>JOB1001 and JOB1002: marks the job, or a type around it, <c>partial</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakePartialFixer))]
[Shared]
public sealed class MakePartialFixer : NodeFixer
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds =>
        ImmutableArray.Create(DiagnosticIds.JobMustBePartial, DiagnosticIds.ContainingTypeMustBePartial);

    private protected override string Title => "Make it partial";

    private protected override Task<SyntaxNode?> FindTargetAsync(Document document, SyntaxNode reported, CancellationToken cancellationToken) =>
        Task.FromResult<SyntaxNode?>(reported.FirstAncestorOrSelf<TypeDeclarationSyntax>());

    private protected override SyntaxNode Change(SyntaxNode target) => ((TypeDeclarationSyntax)target).WithPartial();
}
