using System.Collections.Immutable;
using System.Composition;
using Jobs.Analyzers;
using Jobs.Analyzers.Contract;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Jobs.CodeFixes.Contract;

/// <summary>
/// JOB2040 and JOB2041: writes the contract. Lines of jobs whose stored rows would suffer stay as they are, and so do those of
/// jobs that do not compile.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UpdateContractFixer), DocumentKinds = [nameof(TextDocumentKind.Document), nameof(TextDocumentKind.AdditionalDocument)])]
[Shared]
public sealed class UpdateContractFixer : ContractFixer
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds =>
        ImmutableArray.Create(DiagnosticIds.ContractIsMissing, DiagnosticIds.ContractIsOutdated);

    /// <summary>What it writes, the code says; lines that are in question stay.</summary>
    private protected override bool IsSureOfAll => true;

    private protected override string TitleOf(Diagnostic diagnostic) =>
        diagnostic.Id == DiagnosticIds.ContractIsMissing ? "Write jobs.contract" : "Update jobs.contract";

    private protected override Task<Solution?> ChangeAsync(ContractState state, ContractBreak? found, CancellationToken cancellationToken) =>
        Task.FromResult(state.Contract is { } contract ? Update(state, contract) : Create(state));

    private static Solution? Update(ContractState state, ProjectContract contract)
    {
        if (contract.Text.Problems.Count > 0) return null;
        var text = contract.Updated(accepted: null, out var changed);
        return changed.Count == 0 ? null : state.With(text);
    }

    private static Solution? Create(ContractState state) => ProjectContract.Write(state.Jobs) is { } text ? state.With(text) : null;
}
