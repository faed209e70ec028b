using System.Collections.Immutable;
using System.Composition;
using Jobs.Analyzers;
using Jobs.Analyzers.Contract;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace Jobs.CodeFixes.Contract;

/// <summary>
/// JOB2043 and JOB2044: raises the job's version and writes the skeleton of the upgrade, which takes the member as it was
/// stored and gives it as it is now. Not offered where an upgrade from that version exists, which then needs one parameter
/// more, nor for a part of a member, whose old type only the author knows; nor where the raised version would silence another
/// error of the job, which is then to be decided first. No Fix All: that rows are converted, and from when on, is a decision.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(WriteUpgradeFixer))]
[Shared]
public sealed class WriteUpgradeFixer : ContractFixer
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds =>
        ImmutableArray.Create(DiagnosticIds.StoredValueIsMisread, DiagnosticIds.RequiredMemberIsNotStored);

    private protected override string TitleOf(Diagnostic diagnostic) => "Raise the version and write an upgrade";

    private protected override async Task<Solution?> ChangeAsync(ContractState state, ContractBreak? found, CancellationToken cancellationToken)
    {
        if (found is not { Member: { } name } || name != found.Subject) return null;
        if (state.Jobs.FirstOrDefault(j => j.StoredName == found.Job) is not { } job) return null;
        var (from, stored) = state.Contract!.StoredVersionAndForm(found.Job, name);
        if (job.Version <= from && state.Contract.Breaks.Any(b => b.Job == found.Job && b.EndsWithARaise)) return null;
        if (job.HasUpgradeFrom(from) || job.Type.GetMembers(UpgradeSkeleton.MethodName(from)).Length > 0) return null;

        if (job.TypeOf(name) is not { } type) return null;
        string? taken = null;
        if (found.Kind == BreakKind.ValueMisread && (stored is null || (taken = UpgradeSkeleton.TypeOf(stored)) is null)) return null;

        return await InsertAsync(
            state.Project, job, UpgradeSkeleton.Of(from, name, taken, type), Math.Max(job.Version, from + 1), cancellationToken).ConfigureAwait(false);
    }

    private static async Task<Solution?> InsertAsync(Project project, ParsedJob job, string[] lines, int version, CancellationToken cancellationToken)
    {
        var reference = job.Attribute;
        if (reference is null || project.GetDocument(reference.SyntaxTree) is not { } document) return null;
        var attribute = (AttributeSyntax)await reference.GetSyntaxAsync(cancellationToken).ConfigureAwait(false);
        if (attribute.FirstAncestorOrSelf<ClassDeclarationSyntax>() is not { } declaration) return null;

        var text = await document.GetTextAsync(cancellationToken).ConfigureAwait(false);
        var newLine = text.ToString().Contains("\r\n") ? "\r\n" : "\n";
        var indentation = new string(' ', declaration.CloseBraceToken.GetLocation().GetLineSpan().StartLinePosition.Character + 4);
        var method = SyntaxFactory.ParseMemberDeclaration(string.Concat(lines.Select(line => indentation + line + newLine)))!;
        method = method.ReplaceNodes(
            method.DescendantNodes().OfType<NameSyntax>().Where(n => n.Parent is not NameSyntax),
            (_, name) => name.WithAdditionalAnnotations(Simplifier.Annotation));
        method = method.WithLeadingTrivia(method.GetLeadingTrivia().Insert(0, SyntaxFactory.EndOfLine(newLine)));

        var changed = declaration.ReplaceNode(attribute, attribute.WithVersion(version));
        changed = changed.AddMembers(method);
        var root = await reference.SyntaxTree.GetRootAsync(cancellationToken).ConfigureAwait(false);
        return document.WithSyntaxRoot(root.ReplaceNode(declaration, changed)).Project.Solution;
    }
}
