using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Jobs.Analyzers.Resume;

/// <summary>
/// Which values of a method are stored results: those of <c>Run</c> and <c>ResultsAsync</c>, which a resumed attempt gets
/// again, and what locals make of them. The results of a group that is enumerated are not among them: each of those is
/// delivered once across checkpoints.
/// </summary>
internal sealed class StoredResults
{
    private readonly JobsContext _jobs;
    private readonly HashSet<ILocalSymbol> _locals = new(SymbolEqualityComparer.Default);

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
            IInvocationOperation call => call.IsRun(_jobs) || call.IsResults(_jobs),
            ILocalReferenceOperation local => _locals.Contains(local.Local),
            _ => false,
        });

    /// <summary>The dispatches in the value itself, without those of its locals.</summary>
    public IEnumerable<IInvocationOperation> DispatchesIn(IOperation value) =>
        value.DescendantsAndSelf().OfType<IInvocationOperation>().Where(call => call.IsRun(_jobs) || call.IsResults(_jobs));

    private void Follow(IOperation operation)
    {
        switch (operation)
        {
            case IVariableDeclaratorOperation { Initializer: { } initializer } declarator:
                if (Make(initializer.Value)) _locals.Add(declarator.Symbol);
                break;
            case ISimpleAssignmentOperation { Target: ILocalReferenceOperation target } assignment:
                if (Make(assignment.Value)) _locals.Add(target.Local);
                break;
            case IDeconstructionAssignmentOperation deconstruction:
                if (!Make(deconstruction.Value)) break;
                foreach (var target in deconstruction.Target.DescendantsAndSelf().OfType<ILocalReferenceOperation>()) _locals.Add(target.Local);
                break;
            case IForEachLoopOperation loop:
                if (Make(loop.Collection)) _locals.UnionWith(loop.Locals);
                break;
        }
    }
}
