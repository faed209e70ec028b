using System.Collections.Immutable;
using Jobs.Analyzers.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Jobs.Analyzers.Resume;

/// <summary>JOB3011: a method, local function or lambda of a job class is <c>async void</c>.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AsyncVoidAnalyzer : JobCodeAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.AsyncVoid,
        "Code of a job is async void",
        "'{0}' of job '{1}' is async void: nobody awaits it, the job ends without it, and what it throws ends the process; return Task and await it",
        Categories.Resume,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "What a job starts must be awaited by its attempt, which is what an interruption, a failure and a checkpoint count on.",
        HelpLinks.For(DiagnosticIds.AsyncVoid));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Rule);

    private protected override void Analyze(JobCode code, Action<Diagnostic> report)
    {
        foreach (var body in code.All)
        {
            // RunAsync and tasks have rules of their own about what they return.
            if (IsAsyncVoid(body.Method) && !code.Jobs.IsTask(body.Method) && body.Method.Name != "RunAsync") Report(body.Method, body.Method.Name, body.Method.Locations[0]);
            foreach (var operation in body.Operations)
            {
                if (operation is ILocalFunctionOperation { Symbol: var local } && IsAsyncVoid(local)) Report(local, local.Name, local.Locations[0]);
                else if (operation is IAnonymousFunctionOperation { Symbol: var lambda } && IsAsyncVoid(lambda)) Report(lambda, "A lambda", operation.Syntax.GetFirstToken().GetLocation());
            }
        }

        void Report(IMethodSymbol method, string name, Location location) => report(Diagnostic.Create(Rule, location, name, code.Type.Name));
    }

    private static bool IsAsyncVoid(IMethodSymbol method) => method is { IsAsync: true, ReturnsVoid: true };
}
