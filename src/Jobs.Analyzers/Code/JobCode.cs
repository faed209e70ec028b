using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Jobs.Analyzers.Code;

/// <summary>
/// All code of one job class: what its attempts run, what its tasks run, and who calls whom. Calls are followed into every
/// method of the class and of the types nested in it; what is declared elsewhere is not looked into. docs/rules/README.md
/// says so to the author.
/// </summary>
internal sealed class JobCode
{
    private readonly Callees _callees;

    public JobCode(INamedTypeSymbol type, JobsContext jobs, IEnumerable<MethodBody> bodies)
    {
        Type = type;
        Jobs = jobs;
        var methods = new Dictionary<IMethodSymbol, MethodBody>(SymbolEqualityComparer.Default);
        foreach (var body in bodies) methods[body.Method] = body;
        _callees = new(methods);
        All = methods.Values.OrderBy(body => body.Method.MainSpan()).ToImmutableArray();
        Running = Reach(All.Where(body => IsInstance(body.Method)), jobs);
        Tasks = Reach(All.Where(body => jobs.IsTask(body.Method)), jobs);
        RunAsync = All.FirstOrDefault(body =>
            body.Method is { Name: "RunAsync", IsStatic: false, Parameters.Length: > 0 } run && JobsContext.Is(run.Parameters[0].Type, jobs.JobContext));
    }

    public INamedTypeSymbol Type { get; }

    public JobsContext Jobs { get; }

    /// <summary>Every body, in the order of the source.</summary>
    public ImmutableArray<MethodBody> All { get; }

    /// <summary>What an attempt runs: the instance members, and what else of the class they call. No constructor, no task.</summary>
    public ImmutableArray<MethodBody> Running { get; }

    /// <summary>The tasks, and what of the class they call.</summary>
    public ImmutableArray<MethodBody> Tasks { get; }

    /// <summary>What an attempt begins with; null while it is missing.</summary>
    public MethodBody? RunAsync { get; }

    /// <summary>
    /// Where below the operation something is: the thing itself, or the call that leads to it through methods of the class.
    /// </summary>
    public IEnumerable<(IOperation At, T Found)> Find<T>(IOperation within, Func<IOperation, T?> find)
        where T : class
    {
        foreach (var operation in within.DescendantsAndSelf())
        {
            if (find(operation) is { } found) yield return (operation, found);
            else if (CalleeOf(operation) is { } callee && FindIn(callee, find, []) is { } deeper) yield return (operation, deeper);
        }
    }

    /// <summary>Whether something is below the operation, or where its calls lead.</summary>
    public bool Has(IOperation within, Func<IOperation, bool> holds) => Find(within, operation => holds(operation) ? operation : null).Any();

    /// <summary>The body of the class that the operation calls or takes as a delegate, be it a method, a local function or a lambda; or null.</summary>
    public MethodBody? CalleeOf(IOperation operation) => _callees.Of(operation);

    private bool IsInstance(IMethodSymbol method) =>
        !method.IsStatic && method.MethodKind != MethodKind.Constructor && SymbolEqualityComparer.Default.Equals(method.ContainingType, Type);

    private ImmutableArray<MethodBody> Reach(IEnumerable<MethodBody> roots, JobsContext jobs)
    {
        var reached = new HashSet<MethodBody>(roots);
        var open = new Queue<MethodBody>(reached);
        while (open.Count > 0)
        {
            foreach (var operation in open.Dequeue().Operations)
            {
                if (CalleeOf(operation) is { } callee && !jobs.IsTask(callee.Method) && reached.Add(callee)) open.Enqueue(callee);
            }
        }

        return All.Where(reached.Contains).ToImmutableArray();
    }

    private T? FindIn<T>(MethodBody body, Func<IOperation, T?> find, HashSet<MethodBody> visited)
        where T : class
    {
        // A task is a world of its own: called as a method it is reported, dispatched it runs elsewhere.
        if (Jobs.IsTask(body.Method) || !visited.Add(body)) return null;
        foreach (var operation in body.Operations)
        {
            if (find(operation) is { } found) return found;
            if (CalleeOf(operation) is { } callee && FindIn(callee, find, visited) is { } deeper) return deeper;
        }

        return null;
    }
}
