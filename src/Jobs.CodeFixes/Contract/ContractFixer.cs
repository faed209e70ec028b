using Jobs.Analyzers.Contract;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Jobs.CodeFixes.Contract;

/// <summary>
/// What the fixes of the contract's rules share. They change a project and not one document, and find what they mend by
/// comparing the project with its contract anew, so that Fix All is one fix after the other, each on what the last one left.
/// Few have Fix All, and with it <c>dotnet format</c>: what only the author can say of stored rows is said of each by itself.
/// </summary>
public abstract class ContractFixer : CodeFixProvider
{
    /// <inheritdoc/>
    public sealed override FixAllProvider? GetFixAllProvider() => IsSureOfAll ? new OneAfterTheOther(this) : null;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            var project = context.TextDocument.Project;
            var found = diagnostic.Properties.TryGetValue(ContractAnalyzer.BreakId, out var id) ? id : null;
            if (await ChangeAsync(project, found, context.CancellationToken).ConfigureAwait(false) is null) continue;
            context.RegisterCodeFix(
                CodeAction.Create(
                    TitleOf(diagnostic),
                    async cancellation => await ChangeAsync(project, found, cancellation).ConfigureAwait(false) ?? project.Solution,
                    equivalenceKey: GetType().Name),
                diagnostic);
        }
    }

    /// <summary>
    /// Whether a batch may apply the fix unseen: it says nothing of stored rows that does not follow from the code. By default not.
    /// </summary>
    private protected virtual bool IsSureOfAll => false;

    /// <summary>What the editor shows.</summary>
    private protected abstract string TitleOf(Diagnostic diagnostic);

    /// <summary>The changed solution, or null where the fix is not certain.</summary>
    /// <param name="state">The project beside its contract.</param>
    /// <param name="found">The break to mend; null for a diagnostic that is about no break.</param>
    /// <param name="cancellationToken">Cancels.</param>
    private protected abstract Task<Solution?> ChangeAsync(ContractState state, ContractBreak? found, CancellationToken cancellationToken);

    private async Task<Solution?> ChangeAsync(Project project, string? breakId, CancellationToken cancellationToken)
    {
        if (await ContractState.OfAsync(project, cancellationToken).ConfigureAwait(false) is not { } state) return null;
        var found = breakId is null ? null : state.Contract?.Breaks.FirstOrDefault(b => b.Id == breakId);
        return breakId is not null && found is null ? null : await ChangeAsync(state, found, cancellationToken).ConfigureAwait(false);
    }

    private sealed class OneAfterTheOther(ContractFixer fixer) : FixAllProvider
    {
        public override IEnumerable<FixAllScope> GetSupportedFixAllScopes() => [FixAllScope.Project, FixAllScope.Solution];

        public override Task<CodeAction?> GetFixAsync(FixAllContext fixAllContext) => Task.FromResult<CodeAction?>(CodeAction.Create(
            "Mend the contract's findings",
            cancellation => ChangeAllAsync(fixAllContext, cancellation),
            equivalenceKey: fixer.GetType().Name));

        private async Task<Solution> ChangeAllAsync(FixAllContext context, CancellationToken cancellationToken)
        {
            var solution = context.Solution;
            var projects = context.Scope == FixAllScope.Solution ? solution.ProjectIds : [context.Project.Id];
            foreach (var id in projects)
            {
                var diagnostics = await context.GetAllDiagnosticsAsync(solution.GetProject(id)!).ConfigureAwait(false);
                foreach (var diagnostic in diagnostics)
                {
                    var found = diagnostic.Properties.TryGetValue(ContractAnalyzer.BreakId, out var breakId) ? breakId : null;
                    solution = await fixer.ChangeAsync(solution.GetProject(id)!, found, cancellationToken).ConfigureAwait(false) ?? solution;
                }
            }

            return solution;
        }
    }
}
