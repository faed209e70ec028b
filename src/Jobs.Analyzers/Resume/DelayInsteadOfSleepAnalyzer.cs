using System.Collections.Immutable;
using Jobs.Analyzers.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Jobs.Analyzers.Resume;

/// <summary>JOB3012: a job waits for ten seconds or more with <c>Task.Delay</c>.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DelayInsteadOfSleepAnalyzer : JobCodeAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.DelayInsteadOfSleep,
        "A long delay is not durable",
        "'Task.Delay' keeps job '{0}' and its permit in memory for {1}, cannot be paused, and starts anew after a crash; use 'await {2}.SleepAsync(delay, key)'",
        Categories.Resume,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "A durable sleep stores its deadline, gives back the permit, and goes on for what is left.",
        HelpLinks.For(DiagnosticIds.DelayInsteadOfSleep));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Rule);

    // Shorter ones are polls, for which a stored deadline costs more than it saves.
    private static readonly TimeSpan s_short = TimeSpan.FromSeconds(10);

    private protected override void Analyze(JobCode code, Action<Diagnostic> report)
    {
        if (code.RunAsync is not { } run) return;
        foreach (var call in code.Running.SelectMany(body => body.Operations).OfType<IInvocationOperation>())
        {
            if (call.TargetMethod.Name != "Delay" || !call.TargetMethod.ContainingType.IsNamed("System.Threading.Tasks.Task")) continue;
            if (call.Arguments.Length > 0 && ConstantTimes.Of(call.Arguments[0].Value) is { } delay && delay >= s_short)
                report(Diagnostic.Create(Rule, call.Syntax.GetLocation(), code.Type.Name, delay.ToString("c", System.Globalization.CultureInfo.InvariantCulture), run.Method.Parameters[0].Name));
        }
    }
}
