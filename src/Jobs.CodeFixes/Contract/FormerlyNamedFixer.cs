using System.Collections.Immutable;
using System.Composition;
using Jobs.Analyzers;
using Jobs.Analyzers.Contract;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Jobs.CodeFixes.Contract;

/// <summary>
/// JOB2042: marks the member that a lost one became with <c>[FormerlyNamed]</c>. Offered where there is one candidate only: a
/// member of the job that the contract does not know and that reads what was stored. That one came when the other went does not
/// make it the same thing, so it has no Fix All: a wrong mark reads one value as another.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(FormerlyNamedFixer))]
[Shared]
public sealed class FormerlyNamedFixer : ContractFixer
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(DiagnosticIds.StoredMemberIsLost);

    private protected override string TitleOf(Diagnostic diagnostic) => "It was renamed: mark the new member [FormerlyNamed]";

    private protected override async Task<Solution?> ChangeAsync(ContractState state, ContractBreak? found, CancellationToken cancellationToken)
    {
        if (found is null || state.Jobs.FirstOrDefault(j => j.StoredName == found.Job) is not { } job) return null;
        var candidates = state.Contract!.Candidates(found);
        if (candidates.Count != 1) return null;

        var reference = job.MemberOf(candidates[0])?.DeclaringSyntaxReferences.FirstOrDefault();
        return await Attributes.AddFormerlyNamedAsync(state.Project, reference, found.Subject, cancellationToken).ConfigureAwait(false);
    }
}
