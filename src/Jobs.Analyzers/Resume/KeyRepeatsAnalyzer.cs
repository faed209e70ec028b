using System.Collections.Immutable;
using Jobs.Analyzers.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Jobs.Analyzers.Resume;

/// <summary>JOB3013: a sleep, a child or a task with a key of its own is started in a loop under a key that does not change.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class KeyRepeatsAnalyzer : JobCodeAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.KeyRepeats,
        "A key is the same in each round of a loop",
        "'{0}' in a loop of job '{1}' has the same key each time, and what a key names happens once: {2}; put into the key what tells the rounds apart",
        Categories.Resume,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "A key names one sleep, one child or one task of a job for ever, so that a resumed job finds it again.",
        HelpLinks.For(DiagnosticIds.KeyRepeats));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Rule);

    private protected override void Analyze(JobCode code, Action<Diagnostic> report)
    {
        foreach (var call in code.Running.SelectMany(body => body.Operations).OfType<IInvocationOperation>())
        {
            if (Variance.LoopOf(call) is not { } loop || KeyOf(call, code) is not var (key, consequence) || !key.IsFixedIn(loop, code) || OncePerLoop.Reaches(call, loop, code)) continue;
            report(Diagnostic.Create(Rule, key.Syntax.GetLocation(), call.Display(), code.Type.Name, consequence));
        }
    }

    private static (IOperation Key, string Consequence)? KeyOf(IInvocationOperation call, JobCode code)
    {
        if (JobsContext.Is(call.TargetMethod.ContainingType, code.Jobs.JobContext))
        {
            return (call.TargetMethod.Name, call.ArgumentOf("key")) switch
            {
                ("SleepAsync", { } key) => (key, "the second round does not sleep"),
                ("SubmitAsync", { } key) => (key, "the second round gets the first one's child"),
                _ => null,
            };
        }

        return call.IsRun(code.Jobs) && call.Arguments.LastOrDefault()?.Value is { } options && options.InitializerOf("Key") is { } taskKey
            && options.InitializerOf("Remember") is null
                ? (taskKey, "the second round throws")
                : null;
    }
}
