using System.Collections.Concurrent;
using System.Collections.Immutable;
using Jobs.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Jobs.Analyzers.Usage;

/// <summary>JOB4005: a program makes its hosts itself, and a task of its own names a pool that none of them is given.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PoolUnknownAnalyzer : JobsAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.PoolIsUnknown,
        "A task names a pool that no host has",
        "Task '{0}' runs in pool '{1}', which no host here has: its first dispatch would fail the job; declare it with '.Pool(\"{1}\", slots: …)' on the builder",
        Categories.Usage,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "A pool is a set of slots that the host declares; default is there without.",
        HelpLinks.For(DiagnosticIds.PoolIsUnknown),
        WellKnownDiagnosticTags.CompilationEnd);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Rule);

    private protected override void Register(CompilationStartAnalysisContext context, JobsContext jobs)
    {
        var calls = HostCalls.Gather(context);
        var uses = new ConcurrentBag<(IMethodSymbol Task, string Pool, AttributeData Attribute)>();
        context.RegisterSymbolAction(
            symbol =>
            {
                if (symbol.Symbol.FindAttribute(KnownNames.JobTaskAttribute) is { } attribute && attribute.NamedArgument("Pool", "default") is var pool and not "default")
                    uses.Add(((IMethodSymbol)symbol.Symbol, pool, attribute));
            },
            SymbolKind.Method);
        context.RegisterCompilationEndAction(end =>
        {
            if (calls.IsOpen || calls.Hosts.Count == 0) return;
            var pools = calls.Pools;
            foreach (var (task, pool, attribute) in uses.Where(use => !pools.Contains(use.Pool)))
                end.ReportDiagnostic(Diagnostic.Create(Rule, attribute.LocationIn(task, end.CancellationToken), task.Name, pool));
        });
    }
}
