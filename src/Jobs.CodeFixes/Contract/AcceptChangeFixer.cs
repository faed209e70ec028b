using System.Collections.Immutable;
using System.Composition;
using Jobs.Analyzers;
using Jobs.Analyzers.Contract;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Jobs.CodeFixes.Contract;

/// <summary>
/// JOB2042 to JOB2048: takes the change over into the contract. For what was never released, and for what no store holds any
/// more: the author says so by choosing it, and the contract's diff says so to who reviews it. No batch may choose it, so it has
/// no Fix All.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AcceptChangeFixer), DocumentKinds = [nameof(TextDocumentKind.Document), nameof(TextDocumentKind.AdditionalDocument)])]
[Shared]
public sealed class AcceptChangeFixer : ContractFixer
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(
        DiagnosticIds.StoredMemberIsLost, DiagnosticIds.StoredValueIsMisread, DiagnosticIds.RequiredMemberIsNotStored, DiagnosticIds.EnumValueIsGone,
        DiagnosticIds.JobIsGone, DiagnosticIds.FinishedTasksAreRedone, DiagnosticIds.StoredVersionIsUnreadable);

    private protected override string TitleOf(Diagnostic diagnostic) => "Take the change into jobs.contract: no store holds such rows";

    private protected override Task<Solution?> ChangeAsync(ContractState state, ContractBreak? found, CancellationToken cancellationToken) =>
        Task.FromResult<Solution?>(found is null ? null : state.With(state.Contract!.Updated(found, out _)));
}
