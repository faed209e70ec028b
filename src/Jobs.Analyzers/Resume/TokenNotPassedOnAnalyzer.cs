using System.Collections.Immutable;
using Jobs.Analyzers.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Jobs.Analyzers.Resume;

/// <summary>JOB3015: a job or a task has a token and calls something that would take one without it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TokenNotPassedOnAnalyzer : JobCodeAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.TokenIsNotPassedOn,
        "A token is not passed on",
        "'{0}' would take a token and is given none, so a cancel, a timeout or a stop of the host waits for it; pass '{1}'",
        Categories.Resume,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "The token fires on cancel, timeout, lost lease and the soft shutdown deadline. What does not get it goes on until the host gives up on it.",
        HelpLinks.For(DiagnosticIds.TokenIsNotPassedOn));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Rule);

    private protected override void Analyze(JobCode code, Action<Diagnostic> report)
    {
        foreach (var body in code.Running.Concat(code.Tasks).Distinct())
        {
            if (Tokens.InScope(body.Method, code.Jobs) is not { } token) continue;
            foreach (var call in body.Operations.OfType<IInvocationOperation>().Where(call => Tokens.CouldTakeToken(call) && !Tokens.IsCleanUp(call)))
            {
                if (call.Ancestors().Any(IsStaticFunction)) continue;
                report(Diagnostic.Create(Rule, call.Syntax.GetLocation(), ImmutableDictionary<string, string?>.Empty.Add("token", token), call.TargetMethod.Name, token));
            }
        }
    }

    private static bool IsStaticFunction(IOperation operation) =>
        operation is IAnonymousFunctionOperation { Symbol.IsStatic: true } or ILocalFunctionOperation { Symbol.IsStatic: true };
}
