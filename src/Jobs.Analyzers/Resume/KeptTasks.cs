using System.Collections.Immutable;
using Jobs.Analyzers.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Jobs.Analyzers.Resume;

/// <summary>
/// Walks one body in the order in which it runs, loops twice, and knows which variables hold dispatched tasks that were not
/// awaited yet. Variables that are handed to something unknown are taken for awaited.
/// </summary>
internal sealed class KeptTasks
{
    private readonly JobCode _code;
    private readonly HashSet<IInvocationOperation> _crossing = [];
    private readonly Stack<List<ImmutableHashSet<Kept>>> _breaks = new();
    private readonly Stack<List<ImmutableHashSet<Kept>>> _continues = new();

    private KeptTasks(JobCode code) => _code = code;

    /// <summary>The dispatches that are under way at a checkpoint of the body, on some path.</summary>
    public static IReadOnlyCollection<IInvocationOperation> AtCheckpoints(IOperation body, JobCode code)
    {
        var walk = new KeptTasks(code);
        walk.After(body, ImmutableHashSet<Kept>.Empty);
        return walk._crossing;
    }

    /// <summary>What is kept after the operation; null where nothing comes after it.</summary>
    private ImmutableHashSet<Kept>? After(IOperation operation, ImmutableHashSet<Kept> kept)
    {
        switch (operation)
        {
            case IAnonymousFunctionOperation or ILocalFunctionOperation:
                return kept;
            case IConditionalOperation choice:
                return AfterChoice(choice, kept);
            case ISwitchOperation choice:
                return AfterSwitch(choice, kept);
            case ILoopOperation loop:
                return AfterLoop(loop, kept);
            case ITryOperation attempt:
                return AfterTry(attempt, kept);
            case IReturnOperation or IThrowOperation:
                InOrder(operation, kept);
                return null;
            case IBranchOperation { BranchKind: BranchKind.Break or BranchKind.Continue } branch:
                var waiting = branch.BranchKind == BranchKind.Break ? _breaks : _continues;
                if (waiting.Count > 0) waiting.Peek().Add(kept);
                return null;
        }

        if (InOrder(operation, kept) is not { } after) return null;
        return operation switch
        {
            IAwaitOperation wait => Without(after, wait.Operation),
            IVariableDeclaratorOperation declarator when declarator.GetVariableInitializer() is { } initializer => Held(after, declarator.Symbol, initializer.Value),
            IAssignmentOperation assignment when HolderIn(assignment.Target) is { } holder => Held(after, holder, assignment.Value),
            IInvocationOperation call => AfterCall(call, after),
            _ => after,
        };
    }

    private ImmutableHashSet<Kept>? InOrder(IOperation operation, ImmutableHashSet<Kept> kept)
    {
        foreach (var child in operation.ChildOperations)
        {
            if (After(child, kept) is not { } after) return null;
            kept = after;
        }

        return kept;
    }

    private ImmutableHashSet<Kept> AfterCall(IInvocationOperation call, ImmutableHashSet<Kept> kept)
    {
        if (call.IsCheckpoint(_code.Jobs)) _crossing.UnionWith(kept.Select(task => task.Dispatch));
        if (call.Instance is { } receiver && receiver.Variable() is { } collection && StateMembers.TargetOf(call) is not null && call.Arguments.Length > 0)
            return call.Arguments.Aggregate(kept, (current, argument) => Held(current, collection, argument.Value));
        if (call.TargetMethod.ContainingType.IsInNamespace("System")) return kept;

        // What a method of the class awaits is awaited; what it is handed it may await.
        kept = call.Arguments.Aggregate(kept, (current, argument) => Without(current, argument.Value));
        if (_code.CalleeOf(call) is not { } callee) return kept;
        kept = kept.Where(task => !_code.Has(call, inner => inner is IAwaitOperation wait && Mentions(wait.Operation, task.Holder))).ToImmutableHashSet();
        if (!kept.IsEmpty && !callee.Operations.IsEmpty && _code.Has(call, inner => inner.IsCheckpoint(_code.Jobs))) _crossing.UnionWith(kept.Select(task => task.Dispatch));
        return kept;
    }

    private ImmutableHashSet<Kept>? AfterChoice(IConditionalOperation choice, ImmutableHashSet<Kept> kept)
    {
        if (After(choice.Condition, kept) is not { } asked) return null;
        var then = After(choice.WhenTrue, asked);
        var otherwise = choice.WhenFalse is { } branch ? After(branch, asked) : asked;

        // 'if (_writing is not null) await _writing;': there is none where the question says so.
        foreach (var holder in asked.Select(task => task.Holder).Where(holder => Mentions(choice.Condition, holder)))
        {
            if (then?.All(task => !Same(task.Holder, holder)) == true || otherwise?.All(task => !Same(task.Holder, holder)) == true)
                (then, otherwise) = (Dropped(then, holder), Dropped(otherwise, holder));
        }

        return Either(then, otherwise);
    }

    private ImmutableHashSet<Kept>? AfterSwitch(ISwitchOperation choice, ImmutableHashSet<Kept> kept)
    {
        if (After(choice.Value, kept) is not { } asked) return null;
        _breaks.Push([]);
        var ends = choice.Cases.Select(one => one.Body.Aggregate((ImmutableHashSet<Kept>?)asked, (current, statement) => current is null ? null : After(statement, current))).ToList();
        return ends.Concat(_breaks.Pop()).Aggregate((ImmutableHashSet<Kept>?)asked, Either);
    }

    private ImmutableHashSet<Kept>? AfterLoop(ILoopOperation loop, ImmutableHashSet<Kept> kept)
    {
        // Each task of a collection is awaited by a loop through it.
        if (loop is IForEachLoopOperation { Collection: var tasks }) kept = Without(kept, tasks);
        var isEndless = loop is IWhileLoopOperation { Condition: null or { ConstantValue: { HasValue: true, Value: true } } };
        _breaks.Push([]);
        _continues.Push([]);

        // A loop is taken to run: what it awaits is awaited behind it. The second round begins with what the first left.
        for (var round = 0; round < 2; round++) kept = _continues.Peek().Aggregate(InOrder(loop, kept), Either) ?? kept;
        _continues.Pop();
        return _breaks.Pop().Aggregate(isEndless ? null : (ImmutableHashSet<Kept>?)kept, Either);
    }

    private ImmutableHashSet<Kept>? AfterTry(ITryOperation attempt, ImmutableHashSet<Kept> kept)
    {
        var end = After(attempt.Body, kept);

        // What was awaited in there is over, also where its failure leads to the handler.
        var caught = attempt.Body.Descendants().OfType<IAwaitOperation>().Aggregate(kept, (current, wait) => Without(current, wait.Operation));
        end = attempt.Catches.Select(clause => After(clause.Handler, caught)).Aggregate(end, Either);
        if (attempt.Finally is not { } last) return end;
        return end is null ? (After(last, kept) is null ? null : end) : After(last, end);
    }

    /// <summary>What the variable holds once it was set to the value: dispatches in it, and tasks that other variables held.</summary>
    private ImmutableHashSet<Kept> Held(ImmutableHashSet<Kept> kept, ISymbol holder, IOperation value)
    {
        if (value.WithoutConversions() is IAnonymousFunctionOperation) return kept;
        var parts = value.DescendantsAndSelf().Where(part => !IsAwaitedIn(value, part)).ToList();
        var moved = kept.Where(task => !Same(task.Holder, holder) && parts.Any(part => Same(part.Variable(), task.Holder))).ToList();
        var begun = parts.OfType<IInvocationOperation>().Where(call => call.IsRun(_code.Jobs)).Select(call => new Kept(holder, call));
        return kept.Except(moved).Union(moved.Select(task => task with { Holder = holder })).Union(begun);
    }

    private static bool IsAwaitedIn(IOperation value, IOperation part) =>
        value is IAwaitOperation || part.AncestorsInFunction().TakeWhile(outer => outer != value.Parent).Any(outer => outer is IAwaitOperation);

    private static ImmutableHashSet<Kept> Without(ImmutableHashSet<Kept> kept, IOperation mentioning) =>
        kept.IsEmpty ? kept : kept.Where(task => !Mentions(mentioning, task.Holder)).ToImmutableHashSet();

    private static ImmutableHashSet<Kept>? Dropped(ImmutableHashSet<Kept>? kept, ISymbol holder) => kept?.Where(task => !Same(task.Holder, holder)).ToImmutableHashSet();

    private static ImmutableHashSet<Kept>? Either(ImmutableHashSet<Kept>? one, ImmutableHashSet<Kept>? other) => one is null ? other : other is null ? one : one.Union(other);

    private static bool Mentions(IOperation operation, ISymbol holder) => operation.DescendantsAndSelf().Any(part => Same(part.Variable(), holder));

    /// <summary>What is set, or whose element is.</summary>
    private static ISymbol? HolderIn(IOperation target) => target.Variable() ?? target switch
    {
        IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } collection } => collection.Variable(),
        IArrayElementReferenceOperation { ArrayReference: var array } => array.Variable(),
        _ => null,
    };

    private static bool Same(ISymbol? one, ISymbol? other) => SymbolEqualityComparer.Default.Equals(one, other);

    /// <param name="Holder">The local or member.</param>
    /// <param name="Dispatch">The call of <c>Run</c> whose task it holds.</param>
    private readonly record struct Kept(ISymbol Holder, IInvocationOperation Dispatch);
}
