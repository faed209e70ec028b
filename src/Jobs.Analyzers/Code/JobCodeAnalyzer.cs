using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Jobs.Analyzers.Code;

/// <summary>
/// What the rules about a job's code share: the bodies of one job class are gathered as the compiler binds them, and judged
/// together when the class is complete. Other classes cost one look at their attributes.
/// </summary>
public abstract class JobCodeAnalyzer : JobsAnalyzer
{
    private protected sealed override void Register(CompilationStartAnalysisContext context, JobsContext jobs) =>
        context.RegisterSymbolStartAction(
            start =>
            {
                var type = (INamedTypeSymbol)start.Symbol;
                if (!jobs.IsJob(type)) return;
                var bodies = new ConcurrentBag<MethodBody>();
                start.RegisterOperationBlockAction(block =>
                {
                    if (block.OwningSymbol is IMethodSymbol method) bodies.Add(new MethodBody(method, block.OperationBlocks));
                });
                start.RegisterSymbolEndAction(end => Analyze(new JobCode(type, jobs, bodies), end.ReportDiagnostic));
            },
            SymbolKind.NamedType);

    /// <summary>Judges one job class.</summary>
    private protected abstract void Analyze(JobCode code, Action<Diagnostic> report);
}
