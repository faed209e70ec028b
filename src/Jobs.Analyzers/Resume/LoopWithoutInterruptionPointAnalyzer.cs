using System.Collections.Immutable;
using Jobs.Analyzers.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Jobs.Analyzers.Resume;

/// <summary>
/// JOB3008: a loop does slow work and never asks whether the job is to stop, nor saves what it did. A loop that only
/// computes is left alone, and one inside a loop that asks.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LoopWithoutInterruptionPointAnalyzer : JobCodeAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.LoopHasNoInterruptionPoint,
        "A loop has no interruption point",
        "Job '{0}' cannot be paused or stopped in this loop, and a crash costs all of it; call 'await {1}.CheckpointIfDueAsync()' in it",
        Categories.Resume,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "An interruption surfaces at checkpoints, dispatches, sleeps and ThrowIfInterrupted only. CheckpointIfDueAsync returns at once unless a second has passed.",
        HelpLinks.For(DiagnosticIds.LoopHasNoInterruptionPoint));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Rule);

    private protected override void Analyze(JobCode code, Action<Diagnostic> report)
    {
        if (code.RunAsync is not { } run) return;
        var context = run.Method.Parameters[0].Name;
        foreach (var loop in code.Running.SelectMany(body => body.Operations).OfType<ILoopOperation>())
        {
            if (loop.Ancestors().Any(outer => outer is IAnonymousFunctionOperation) || loop.AncestorsInFunction().OfType<ILoopOperation>().Any()) continue;
            if (IsCleanUp(loop) || !code.Has(loop.Body, operation => operation.IsSlow(code)) && !(loop is IForEachLoopOperation { IsAsynchronous: true } && loop.IsSlow(code))) continue;
            if (!code.Has(loop, operation => operation.MayInterrupt(code)) && !IsInInterruptibleHelper(loop, code)) report(Diagnostic.Create(Rule, LoopHead.Of(loop), code.Type.Name, context));
        }
    }

    /// <summary>What tidies up after a failure is to be finished, not interrupted.</summary>
    private static bool IsCleanUp(IOperation loop) =>
        loop.Ancestors().Any(outer => outer is ICatchClauseOperation || (outer.Parent is ITryOperation attempt && attempt.Finally == outer));

    /// <summary>Whether the loop is in a method that a loop with interruption points calls: then that one asks.</summary>
    private static bool IsInInterruptibleHelper(ILoopOperation loop, JobCode code)
    {
        var owner = code.Running.First(body => body.Blocks.Any(loop.IsWithin));
        return owner != code.RunAsync && code.Running.Where(body => body != owner).SelectMany(body => body.Operations).OfType<ILoopOperation>().Any(caller =>
            code.Has(caller, operation => operation.MayInterrupt(code)) && code.Has(caller, operation => code.CalleeOf(operation) == owner));
    }
}
