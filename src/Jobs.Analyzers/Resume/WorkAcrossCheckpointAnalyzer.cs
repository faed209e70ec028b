using System.Collections.Immutable;
using Jobs.Analyzers.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Jobs.Analyzers.Resume;

/// <summary>
/// JOB3027: a task is under way at a checkpoint, and the next attempt may not dispatch it, since the way there asks the state
/// that was just saved. What every attempt dispatches again is found again, and left alone.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class WorkAcrossCheckpointAnalyzer : JobCodeAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.WorkCrossesCheckpoint,
        "A task is not awaited before a checkpoint",
        "Job '{0}' may save before it awaits '{1}': a resumed job goes on behind what the checkpoint says is done, and does not dispatch the task again if it was lost; await it before the checkpoint, or make it a group with 'Many'",
        Categories.Resume,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "A checkpoint stores the state, not the tasks under way. A group's results are received one by one, and a checkpoint knows which were.",
        HelpLinks.For(DiagnosticIds.WorkCrossesCheckpoint));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Rule);

    private protected override void Analyze(JobCode code, Action<Diagnostic> report)
    {
        var questions = new StateQuestions(code);
        foreach (var body in code.Running)
        {
            foreach (var call in body.Blocks.SelectMany(block => KeptTasks.AtCheckpoints(block, code)))
            {
                // A helper is called from where this does not look.
                if (body != code.RunAsync || questions.DecideOn(call) || MovesOn(call, body, code))
                    report(Diagnostic.Create(Rule, call.Syntax.GetLocation(), code.Type.Name, call.Display()));
            }
        }
    }

    /// <summary>
    /// Whether the state that the arguments are taken from is set to something else behind the dispatch, so that the next attempt
    /// dispatches other work. What is changed in the argument itself is JOB3026's.
    /// </summary>
    private static bool MovesOn(IInvocationOperation call, MethodBody body, JobCode code)
    {
        var read = call.Arguments.SelectMany(argument => argument.DescendantsAndSelf()).Select(part => part.MemberOfThis()).OfType<ISymbol>().Where(code.Jobs.IsState)
            .ToImmutableHashSet<ISymbol>(SymbolEqualityComparer.Default);
        return read.Count > 0 && body.Operations.Any(operation =>
            operation is not IInvocationOperation && operation.Syntax.SpanStart >= call.Syntax.Span.End && StateMembers.ChangedBy(operation, code.Jobs).Any(read.Contains));
    }
}
