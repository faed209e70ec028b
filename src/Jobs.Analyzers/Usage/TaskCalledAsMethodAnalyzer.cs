using System.Collections.Immutable;
using Jobs.Analyzers.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Jobs.Analyzers.Usage;

/// <summary>JOB4006: the code of a job calls one of its tasks directly.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TaskCalledAsMethodAnalyzer : JobCodeAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.TaskIsCalledAsMethod,
        "A task is called as a method",
        "'{0}' is a task of job '{1}' and is called as a method here: it gets no slot, no retry and no stored result, and a resumed job runs it again; dispatch it with '{2}.TaskDispatcher.{3}'",
        Categories.Usage,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "Only what is dispatched through the context is a task. A method that both call is better a third one.",
        HelpLinks.For(DiagnosticIds.TaskIsCalledAsMethod));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Rule);

    private protected override void Analyze(JobCode code, Action<Diagnostic> report)
    {
        if (code.RunAsync is not { } run) return;
        foreach (var call in code.Running.SelectMany(body => body.Operations).OfType<IInvocationOperation>().Where(call => code.Jobs.IsTask(call.TargetMethod)))
        {
            if (!SymbolEqualityComparer.Default.Equals(call.TargetMethod.ContainingType, code.Type)) continue;
            report(Diagnostic.Create(
                Rule, call.Syntax.GetLocation(), call.TargetMethod.Name, code.Type.Name, run.Method.Parameters[0].Name, MemberOf(call.TargetMethod)));
        }
    }

    /// <summary>What the dispatcher calls the task: its name without a trailing <c>Async</c>.</summary>
    internal static string MemberOf(IMethodSymbol task) =>
        task.Name.Length > "Async".Length && task.Name.EndsWith("Async", StringComparison.Ordinal) ? task.Name.Substring(0, task.Name.Length - "Async".Length) : task.Name;
}
