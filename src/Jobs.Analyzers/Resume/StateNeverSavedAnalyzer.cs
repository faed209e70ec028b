using System.Collections.Immutable;
using Jobs.Analyzers.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Jobs.Analyzers.Resume;

/// <summary>
/// JOB3009: a job changes its state and has no checkpoint at all, so that no attempt is ever given the change; or changes it in
/// a loop with work in it that no checkpoint covers (<see cref="UnsavedLoops"/>).
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class StateNeverSavedAnalyzer : JobCodeAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.StateIsNeverSaved,
        "State is changed and never saved",
        "Job '{1}' changes '{0}' and has no checkpoint{3}, so an attempt after a crash starts without the change; save it with 'await {2}', or make it a local",
        Categories.Resume,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "Members are stored by checkpoints and by nothing else: the framework never reads a running job by itself.",
        HelpLinks.For(DiagnosticIds.StateIsNeverSaved));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Rule);

    private protected override void Analyze(JobCode code, Action<Diagnostic> report)
    {
        if (code.RunAsync is not { } run) return;
        var context = run.Method.Parameters[0].Name;
        IOperation? at = null;
        ISymbol? changed = null;
        foreach (var operation in code.Running.SelectMany(body => body.Operations))
        {
            if (operation.MayCheckpoint(code))
            {
                foreach (var (loop, member, where) in new UnsavedLoops(code).All())
                    report(Diagnostic.Create(Rule, LoopHead.Of(loop), member.Name, code.Type.Name, $"{context}.CheckpointIfDueAsync()", where));
                return;
            }

            if (at is not null || StateMembers.ChangedBy(operation, code.Jobs).FirstOrDefault() is not { } first) continue;
            (at, changed) = (operation, first);
        }

        if (at is not null) report(Diagnostic.Create(Rule, at.Syntax.GetLocation(), changed!.Name, code.Type.Name, $"{context}.CheckpointAsync()", ""));
    }
}
