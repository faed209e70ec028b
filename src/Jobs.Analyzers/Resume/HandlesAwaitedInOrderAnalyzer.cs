using System.Collections.Immutable;
using Jobs.Analyzers.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Jobs.Analyzers.Resume;

/// <summary>JOB3007: a loop awaits single dispatches in the order in which they were made.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HandlesAwaitedInOrderAnalyzer : JobCodeAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.HandlesAreAwaitedInOrder,
        "Tasks are awaited in the order of their dispatch",
        "The tasks of job '{0}' are awaited one after the other, so a slow one holds up the results of all behind it; dispatch them with 'Many' " +
            "and take results as they come with 'await foreach'",
        Categories.Resume,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "A group hands results over in the order of completion; each knows its index, and checkpoints cover what was received.",
        HelpLinks.For(DiagnosticIds.HandlesAreAwaitedInOrder));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Rule);

    private protected override void Analyze(JobCode code, Action<Diagnostic> report)
    {
        foreach (var body in code.Running)
        {
            foreach (var loop in body.Operations.OfType<IForEachLoopOperation>().Where(loop => !loop.IsAsynchronous && HasDispatches(loop, body, code)))
            {
                foreach (var wait in loop.Body.InFunction().OfType<IAwaitOperation>().Where(wait => Awaits(wait, loop)))
                    report(Diagnostic.Create(Rule, wait.Syntax.GetLocation(), code.Type.Name));
            }
        }
    }

    /// <summary>Whether what the loop goes through was filled by <c>Run</c>, in the same method.</summary>
    private static bool HasDispatches(IForEachLoopOperation loop, MethodBody body, JobCode code)
    {
        if (loop.Collection.WithoutConversions() is not ILocalReferenceOperation { Local: var tasks }) return Dispatches(loop.Collection, code);
        return body.Operations.Any(operation => operation switch
        {
            IVariableDeclaratorOperation declarator => SymbolEqualityComparer.Default.Equals(declarator.Symbol, tasks)
                && declarator.GetVariableInitializer() is { } initializer && Dispatches(initializer, code),
            IInvocationOperation { TargetMethod.Name: "Add", Instance: { } receiver } add =>
                receiver.WithoutConversions() is ILocalReferenceOperation list && SymbolEqualityComparer.Default.Equals(list.Local, tasks)
                && add.Arguments.Any(argument => Dispatches(argument, code)),
            _ => false,
        });
    }

    private static bool Dispatches(IOperation operation, JobCode code) =>
        operation.Descendants().OfType<IInvocationOperation>().Any(call => call.IsRun(code.Jobs) && call.Parent is not IAwaitOperation);

    private static bool Awaits(IAwaitOperation wait, IForEachLoopOperation loop) =>
        wait.Operation.WithoutConversions() is ILocalReferenceOperation task && loop.Locals.Contains(task.Local, SymbolEqualityComparer.Default);
}
