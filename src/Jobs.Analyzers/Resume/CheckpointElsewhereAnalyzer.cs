using System.Collections.Immutable;
using Jobs.Analyzers.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Jobs.Analyzers.Resume;

/// <summary>
/// JOB3016: a checkpoint is made by work that runs beside <c>RunAsync</c>. It reads the state while the job may be changing
/// it, and throws when it meets another one.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CheckpointElsewhereAnalyzer : JobCodeAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.CheckpointElsewhere,
        "A checkpoint is made beside the job's own code",
        "Job '{0}' saves its state in '{1}', where its own code may be changing it, and a second checkpoint would throw; save in RunAsync, one at a time",
        Categories.Resume,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "A checkpoint reads the state on the caller's thread. It is whole only if nothing else touches the state meanwhile.",
        HelpLinks.For(DiagnosticIds.CheckpointElsewhere));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Rule);

    private protected override void Analyze(JobCode code, Action<Diagnostic> report)
    {
        foreach (var work in ForeignWork.In(code.All.SelectMany(body => body.Operations)))
        {
            foreach (var at in CheckpointsIn(work, code)) report(Diagnostic.Create(Rule, at.Syntax.GetLocation(), code.Type.Name, work.Name));
        }
    }

    internal static IEnumerable<IOperation> CheckpointsIn(ForeignWork work, JobCode code) =>
        work.Parts.SelectMany(part => code.Find(part, operation => operation.IsCheckpoint(code.Jobs) ? operation : null)).Select(pair => pair.At);
}
