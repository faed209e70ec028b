using System.Collections.Immutable;
using Jobs.Analyzers.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Jobs.Analyzers.Resume;

/// <summary>JOB3025: code of a job or a task awaits with <c>ConfigureAwait(false)</c>.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AwaitLeavesTheLaneAnalyzer : JobCodeAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.AwaitLeavesTheLane,
        "An await leaves the threads of the framework",
        "'ConfigureAwait(false)' moves the rest of '{0}' to the shared thread pool, where a job that blocks starves the process instead of being replaced; leave it out",
        Categories.Resume,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "Jobs and tasks run on schedulers of their own, whose threads are replaced when user code blocks them.",
        HelpLinks.For(DiagnosticIds.AwaitLeavesTheLane));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Rule);

    private protected override void Analyze(JobCode code, Action<Diagnostic> report)
    {
        foreach (var body in code.Running.Concat(code.Tasks).Distinct())
        {
            foreach (var call in body.Operations.OfType<IInvocationOperation>())
            {
                if (call.TargetMethod.Name != "ConfigureAwait" || call.Arguments.LastOrDefault()?.Value.ConstantValue is not { HasValue: true, Value: false }) continue;
                if (call.TargetMethod.ContainingType.IsInNamespace("System.Threading.Tasks")) report(Diagnostic.Create(Rule, call.Syntax.GetLocation(), body.Method.Name));
            }
        }
    }
}
