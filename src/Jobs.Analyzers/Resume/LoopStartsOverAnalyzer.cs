using System.Collections.Immutable;
using Jobs.Analyzers.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Jobs.Analyzers.Resume;

/// <summary>
/// JOB3023: a loop saves, but nothing in the state says how far it is: the next attempt does all of it again, on top of what
/// was saved.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LoopStartsOverAnalyzer : JobCodeAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.LoopStartsOver,
        "A loop starts over when the job resumes",
        "When job '{0}' resumes, this loop begins again at its first item{1}; keep how far it is in state: skip what was done, and count on before the checkpoint",
        Categories.Resume,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "RunAsync starts at its top, with the state of the last checkpoint. There is no replay that would bring a loop to where it was.",
        HelpLinks.For(DiagnosticIds.LoopStartsOver));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Rule);

    private protected override void Analyze(JobCode code, Action<Diagnostic> report)
    {
        var loops = new ResumingLoops(code);
        foreach (var body in code.Running)
        {
            foreach (var loop in body.Operations.OfType<ILoopOperation>())
            {
                if (!HasItems(loop) || loops.IsStream(loop) || !loops.Saves(loop) || loops.AsksState(loop) || IsInGuardedLoop(loop, loops)) continue;
                if (ChangedAgain(loop, body, code) is { } member)
                    report(Diagnostic.Create(Rule, LoopHead.Of(loop), code.Type.Name, $", and changes '{member.Name}' once more for each"));
                else if (code.Has(loop.Body, operation => operation.IsSlow(code)))
                    report(Diagnostic.Create(Rule, LoopHead.Of(loop), code.Type.Name, ""));
            }
        }
    }

    /// <summary>One that goes through something. What a <c>while</c> goes by is its author's.</summary>
    private static bool HasItems(ILoopOperation loop) => loop is IForEachLoopOperation or IForLoopOperation;

    private static bool IsInGuardedLoop(ILoopOperation loop, ResumingLoops loops) =>
        loop.AncestorsInFunction().OfType<ILoopOperation>().Any(outer => loops.IsStream(outer) || loops.AsksState(outer));

    /// <summary>State to which the loop adds, from something other than a stored result, of which another rule speaks.</summary>
    private static ISymbol? ChangedAgain(ILoopOperation loop, MethodBody body, JobCode code)
    {
        var results = new StoredResults(code.Jobs, body.Blocks.First(loop.IsWithin));
        var guards = new StateGuards(code.Jobs, results);
        return loop.Body.DescendantsAndSelf().Select(operation => (operation, StateUpdate.Of(operation, code.Jobs)))
            .Where(pair => pair.Item2 is { } update && !guards.Cover(pair.operation, update) && !(update.Value is { } value && results.Make(value)))
            .Select(pair => pair.Item2!.Member).FirstOrDefault();
    }
}
