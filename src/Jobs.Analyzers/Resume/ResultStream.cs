using Jobs.Analyzers.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Jobs.Analyzers.Resume;

/// <summary>A loop over the results of a group: <c>await foreach (var result in group)</c>.</summary>
/// <param name="Loop">The loop.</param>
/// <param name="Result">What it names each result; null when it takes it apart.</param>
/// <param name="Group">The local that holds the group, or null.</param>
/// <param name="Dispatch">The call that made the group, if that is in the same method.</param>
internal sealed record ResultStream(IForEachLoopOperation Loop, ILocalSymbol? Result, ILocalSymbol? Group, IInvocationOperation? Dispatch)
{
    public static IEnumerable<ResultStream> In(MethodBody body, JobCode code)
    {
        foreach (var loop in body.Operations.OfType<IForEachLoopOperation>().Where(loop => loop.IsAsynchronous))
        {
            var collection = Streamed(loop.Collection.WithoutConversions());
            if (!JobsContext.Is(collection.Type, code.Jobs.TaskGroup)) continue;
            var result = (loop.LoopControlVariable as IVariableDeclaratorOperation)?.Symbol;
            if (collection is not ILocalReferenceOperation { Local: var group})
            {
                yield return new ResultStream(loop, result, null, collection as IInvocationOperation);
                continue;
            }

            var made = body.Operations.OfType<IVariableDeclaratorOperation>()
                .FirstOrDefault(declarator => SymbolEqualityComparer.Default.Equals(declarator.Symbol, group))?.GetVariableInitializer()?.Value.WithoutConversions();
            yield return new ResultStream(loop, result, group, made as IInvocationOperation);
        }
    }

    /// <summary>Whether the operation names the result of this round.</summary>
    public bool IsResult(IOperation? operation) =>
        operation?.WithoutConversions() is ILocalReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Local, Result);

    /// <summary>Whether the operation names the group.</summary>
    public bool IsGroup(IOperation? operation) =>
        Group is not null && operation?.WithoutConversions() is ILocalReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Local, Group);

    /// <summary>Without <c>WithCancellation</c> and <c>ConfigureAwait</c>.</summary>
    private static IOperation Streamed(IOperation collection) =>
        collection is IInvocationOperation { TargetMethod.Name: "WithCancellation" or "ConfigureAwait", Arguments: { Length: > 0 } arguments } ? arguments[0].Value.WithoutConversions() : collection;
}
