using System.Collections.Immutable;
using Jobs.Analyzers.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Jobs.Analyzers.Resume;

/// <summary>
/// JOB3003: a job's own code waits by blocking a thread. A job holds no worker while it awaits; one that blocks keeps its
/// thread, and cannot be paused or stopped before the wait ends. Tasks may block: leaf work has a slot for it.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RunAsyncBlocksAnalyzer : JobCodeAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.RunAsyncBlocks,
        "A job must not block its thread",
        "'{0}' blocks the thread of job '{1}', which then cannot be paused or stopped; await instead",
        Categories.Resume,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "The instance methods of a job run on a few threads that all jobs share. Blocking work belongs into a task.",
        HelpLinks.For(DiagnosticIds.RunAsyncBlocks));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Rule);

    private protected override void Analyze(JobCode code, Action<Diagnostic> report)
    {
        foreach (var body in code.Running)
        {
            foreach (var operation in body.Operations)
            {
                if (BlockingCalls.NameOf(operation) is { } name && !IsKnownToBeDone(operation, body.Blocks))
                    report(Diagnostic.Create(Rule, operation.Syntax.GetLocation(), name, code.Type.Name));
            }
        }
    }

    /// <summary>
    /// Whether the task whose result is read has ended for sure: the parameter of a continuation, or a local that is awaited
    /// earlier, alone or among others.
    /// </summary>
    private static bool IsKnownToBeDone(IOperation wait, ImmutableArray<IOperation> bodies) => (wait as IPropertyReferenceOperation)?.Instance switch
    {
        IParameterReferenceOperation { Parameter.ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.AnonymousFunction } } => true,
        ILocalReferenceOperation task => bodies
            .SelectMany(body => body.DescendantsAndSelf()).OfType<IAwaitOperation>()
            .Where(await => await.Syntax.SpanStart < wait.Syntax.SpanStart)
            .SelectMany(await => await.Descendants()).OfType<ILocalReferenceOperation>()
            .Any(awaited => SymbolEqualityComparer.Default.Equals(awaited.Local, task.Local)),
        _ => false,
    };
}
