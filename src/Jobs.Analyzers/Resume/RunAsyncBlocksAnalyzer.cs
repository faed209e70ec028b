using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Jobs.Analyzers.Resume;

/// <summary>
/// JOB3003: a job's own code waits by blocking a thread. A job holds no worker while it awaits; one that blocks keeps its
/// thread, and cannot be paused or stopped before the wait ends. Tasks may block: leaf work has a slot for it.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RunAsyncBlocksAnalyzer : JobsAnalyzer
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

    private protected override void Register(CompilationStartAnalysisContext context, JobsContext jobs)
    {
        var waits = new BlockingCalls(context.Compilation);
        context.RegisterOperationBlockAction(block =>
        {
            if (block.OwningSymbol is not IMethodSymbol { IsStatic: false } method || !jobs.IsJob(method.ContainingType)) return;
            foreach (var operation in block.OperationBlocks.SelectMany(body => body.DescendantsAndSelf()))
            {
                if (waits.NameOf(operation) is { } name && !IsKnownToBeDone(operation, block.OperationBlocks))
                    block.ReportDiagnostic(Diagnostic.Create(Rule, operation.Syntax.GetLocation(), name, method.ContainingType.Name));
            }
        });
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
