using System.Collections.Immutable;
using Jobs.Analyzers.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Jobs.Analyzers.Resume;

/// <summary>JOB3010: a job starts threads of its own where a <c>[JobTask]</c> would have a slot, retries and a stored result.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class WorkBesideDispatcherAnalyzer : JobCodeAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.WorkBesideDispatcher,
        "Work is started beside the dispatcher",
        "'{0}' in job '{1}' runs beside the framework: no limit holds it back, nothing retries it, and a resumed job does it again; " +
            "make it a [JobTask] and dispatch it",
        Categories.Resume,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "Tasks run in parallel on a pool that the host limits, are cancelled with their job, and keep their results.",
        HelpLinks.For(DiagnosticIds.WorkBesideDispatcher));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Rule);

    private protected override void Analyze(JobCode code, Action<Diagnostic> report)
    {
        foreach (var work in ForeignWork.In(code.Running.SelectMany(body => body.Operations)))
        {
            // Worse things are said by the rules about state and checkpoints.
            if (work.Kind != ForeignWorkKind.Thread || StateRaceAnalyzer.TouchesState(work, code) || CheckpointElsewhereAnalyzer.CheckpointsIn(work, code).Any()) continue;
            report(Diagnostic.Create(Rule, work.Start.Syntax.GetLocation(), work.Name, code.Type.Name));
        }
    }
}
