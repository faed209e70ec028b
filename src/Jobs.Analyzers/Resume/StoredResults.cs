using Jobs.Analyzers.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Jobs.Analyzers.Resume;

/// <summary>
/// Which values of a method are stored results: those of <c>Run</c>, of <c>ResultsAsync</c> and of a child job's
/// <c>ResultAsync</c>, which a resumed attempt gets again, and what locals make of them. The results of a group that is
/// enumerated are not among them: each of those is delivered once across checkpoints.
/// </summary>
internal sealed class StoredResults
{
    private readonly JobsContext _jobs;
    private readonly HashSet<ILocalSymbol> _locals = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ILocalSymbol, HashSet<IInvocationOperation>> _dispatches = new(SymbolEqualityComparer.Default);

    /// <param name="jobs">The known types.</param>
    /// <param name="body">The whole method. One pass in the order of the source, in which a local is set before it is used.</param>
    public StoredResults(JobsContext jobs, IOperation body)
    {
        _jobs = jobs;
        foreach (var operation in body.DescendantsAndSelf()) Follow(operation);
    }

    /// <summary>Whether the value is made from a stored result.</summary>
    public bool Make(IOperation value) =>
        value.DescendantsAndSelf().Any(part => part switch
        {
            IInvocationOperation call => IsResult(call),
            ILocalReferenceOperation local => _locals.Contains(local.Local),
            _ => false,
        });

    /// <summary>
    /// The dispatches and submits that the value came from, those of its locals too: a child job is submitted into a local
    /// before its result is awaited.
    /// </summary>
    public IEnumerable<IInvocationOperation> DispatchesIn(IOperation value) =>
        value.DescendantsAndSelf().SelectMany(part => part switch
        {
            IInvocationOperation call when IsResult(call) || call.IsSubmit(_jobs) => [call],
            ILocalReferenceOperation local when _dispatches.TryGetValue(local.Local, out var of) => of,
            _ => Enumerable.Empty<IInvocationOperation>(),
        });

    private bool IsResult(IInvocationOperation call) => call.IsRun(_jobs) || call.IsResults(_jobs) || call.IsChildResult(_jobs);

    private void Follow(IOperation operation)
    {
        switch (operation)
        {
            case IVariableDeclaratorOperation { Initializer: { } initializer } declarator:
                Set([declarator.Symbol], initializer.Value);
                break;
            case ISimpleAssignmentOperation { Target: ILocalReferenceOperation target } assignment:
                Set([target.Local], assignment.Value);
                break;
            case IDeconstructionAssignmentOperation deconstruction:
                Set(deconstruction.Target.DescendantsAndSelf().OfType<ILocalReferenceOperation>().Select(target => target.Local), deconstruction.Value);
                break;
            case IForEachLoopOperation loop:
                Set(loop.Locals, loop.Collection);
                break;
        }
    }

    private void Set(IEnumerable<ILocalSymbol> locals, IOperation value)
    {
        var isResult = Make(value);
        List<IInvocationOperation> dispatches = [.. DispatchesIn(value)];
        foreach (var local in locals)
        {
            if (isResult) _locals.Add(local);
            if (dispatches.Count == 0) continue;
            if (!_dispatches.TryGetValue(local, out var known)) _dispatches.Add(local, known = []);
            known.UnionWith(dispatches);
        }
    }
}
