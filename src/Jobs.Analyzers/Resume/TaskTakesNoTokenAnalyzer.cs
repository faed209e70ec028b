using System.Collections.Immutable;
using Jobs.Analyzers.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Jobs.Analyzers.Resume;

/// <summary>JOB3018: a task does something that could be cancelled and has no token.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TaskTakesNoTokenAnalyzer : JobCodeAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.TaskTakesNoToken,
        "A task takes no token",
        "Task '{0}' calls '{1}', which would take a token, and has none, so it cannot be stopped before its end; add a parameter 'CancellationToken cancellationToken'",
        Categories.Resume,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "A CancellationToken parameter of a task is its own token, wherever it stands, and no argument.",
        HelpLinks.For(DiagnosticIds.TaskTakesNoToken));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Rule);

    private protected override void Analyze(JobCode code, Action<Diagnostic> report)
    {
        foreach (var task in code.All.Where(body => code.Jobs.IsTask(body.Method) && Tokens.InScope(body.Method, code.Jobs) is null))
        {
            if (task.Operations.OfType<IInvocationOperation>().FirstOrDefault(Tokens.CouldTakeToken) is { } call)
                report(Diagnostic.Create(Rule, task.Method.Locations[0], task.Method.Name, call.TargetMethod.Name));
        }
    }
}
