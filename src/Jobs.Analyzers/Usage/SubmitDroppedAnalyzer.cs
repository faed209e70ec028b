using System.Collections.Immutable;
using Jobs.Analyzers.Code;
using Jobs.Analyzers.Resume;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Jobs.Analyzers.Usage;

/// <summary>JOB4007: what <c>IJobClient.SubmitAsync</c> returns is dropped.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SubmitDroppedAnalyzer : JobsAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.SubmitIsDropped,
        "A submit is not awaited",
        "'{0}' is not awaited: the job is not safe before it has returned, and an error in it is seen by nobody; await it",
        Categories.Usage,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "SubmitAsync returns when the job is durable. Until then a crash loses it, and a refused submit looks like one that worked.",
        HelpLinks.For(DiagnosticIds.SubmitIsDropped));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Rule);

    private protected override void Register(CompilationStartAnalysisContext context, JobsContext jobs) =>
        context.RegisterOperationBlockAction(block =>
        {
            foreach (var body in block.OperationBlocks)
            {
                var dropped = new DroppedCalls(body, block.OwningSymbol);
                foreach (var call in body.DescendantsAndSelf().OfType<IInvocationOperation>().Where(IsSubmit))
                {
                    if (dropped.Contain(call, isAwaitable: true)) block.ReportDiagnostic(Diagnostic.Create(Rule, call.Syntax.GetLocation(), call.Display()));
                }
            }
        });

    private static bool IsSubmit(IInvocationOperation call) =>
        call.TargetMethod.Name.StartsWith("Submit", StringComparison.Ordinal)
        && (call.TargetMethod.ContainingType.IsNamed("Jobs.IJobClient") || call.TargetMethod.ContainingType.AllInterfaces.Any(i => i.IsNamed("Jobs.IJobClient")));
}
