using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Jobs.Analyzers;

/// <summary>
/// What every analyzer here shares: it runs concurrently, leaves generated code alone, and does nothing at all in a project
/// that does not reference Jobs.
/// </summary>
public abstract class JobsAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public sealed override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            if (JobsContext.Find(start.Compilation) is { } jobs) Register(start, jobs);
        });
    }

    /// <summary>Registers the actions of one compilation.</summary>
    private protected abstract void Register(CompilationStartAnalysisContext context, JobsContext jobs);
}
