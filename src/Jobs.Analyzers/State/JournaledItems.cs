using Jobs.Analyzers.Code;
using Jobs.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Jobs.Analyzers.State;

/// <summary>
/// Which expressions of one method are items of a journaled member, and which of those items the method gives back to it. What
/// a local is given is believed wherever the method stands: an item may be changed before it is written back, and behind that
/// too, since the checkpoint stores what it is then.
/// </summary>
internal sealed class JournaledItems
{
    // Of Enumerable: what gives one item, and what gives the same items again.
    private static readonly HashSet<string> s_picks = new(StringComparer.Ordinal)
    {
        "First", "FirstOrDefault", "Last", "LastOrDefault", "Single", "SingleOrDefault", "ElementAt", "ElementAtOrDefault", "MinBy", "MaxBy",
    };

    private static readonly HashSet<string> s_passes = new(StringComparer.Ordinal)
    {
        "Where", "OrderBy", "OrderByDescending", "ThenBy", "ThenByDescending", "Order", "OrderDescending", "Reverse", "Skip", "Take", "SkipWhile",
        "TakeWhile", "AsEnumerable", "ToList", "ToArray",
    };

    private readonly JobsContext _jobs;
    private readonly Dictionary<ISymbol, ISymbol> _locals = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _writtenBack = new(SymbolEqualityComparer.Default);
    private readonly List<(ISymbol Journal, int At)> _removals = [];

    public JournaledItems(MethodBody body, JobsContext jobs)
    {
        _jobs = jobs;
        foreach (var operation in body.Operations) FindLocals(operation);
        foreach (var operation in body.Operations) FindWrittenBack(operation);
    }

    /// <summary>The journaled member of whose items one is changed by writing to the target, and is not written back; or null.</summary>
    /// <param name="target">What is written to, or the collection that is changed.</param>
    /// <param name="isReceiver">Whether it is that collection.</param>
    public ISymbol? ChangedIn(IOperation target, bool isReceiver)
    {
        var shared = false;
        for (var part = isReceiver ? target : OwnerOf(target); part is not null; part = OwnerOf(part))
        {
            part = Resolve(part);

            // A local that is a struct is a copy: nobody expects the collection to know what is written to it.
            shared |= part.Type is { IsValueType: false };
            if (JournalOfItem(part) is { } journal)
            {
                var given = part is ILocalReferenceOperation local ? local.Local : journal;
                return shared && !_writtenBack.Contains(given) && !IsTakenOut(part, journal, target.Syntax.SpanStart) ? journal : null;
            }
        }

        return null;
    }

    /// <summary>Whether something is removed from the collection after the local was given the item, and before the change: then it is that item.</summary>
    private bool IsTakenOut(IOperation item, ISymbol journal, int change) =>
        item is ILocalReferenceOperation { Local: var local }
        && _removals.Exists(removal => removal.At > local.MainSpan() && removal.At < change && SymbolEqualityComparer.Default.Equals(removal.Journal, journal));

    private void FindLocals(IOperation operation)
    {
        switch (operation)
        {
            case IForEachLoopOperation loop when JournalOfItems(loop.Collection) is { } journal:
                foreach (var local in loop.Locals) _locals[local] = journal;
                break;
            case IVariableDeclaratorOperation { Initializer.Value: { } value } declarator when JournalOfItem(Resolve(value)) is { } journal:
                _locals[declarator.Symbol] = journal;
                break;
            case ISimpleAssignmentOperation { Target: ILocalReferenceOperation target } assignment when JournalOfItem(Resolve(assignment.Value)) is { } journal:
                _locals[target.Local] = journal;
                break;
            case IInvocationOperation { TargetMethod.Name: "TryGetValue", Instance: { } map } call when Journal(map) is { } journal:
                foreach (var local in call.Arguments.Where(a => a.Parameter?.RefKind == RefKind.Out).Select(a => LocalOf(a.Value)).OfType<ILocalSymbol>()) _locals[local] = journal;
                break;
        }
    }

    private void FindWrittenBack(IOperation operation)
    {
        switch (operation)
        {
            case ISimpleAssignmentOperation assignment when JournalOfElement(assignment.Target) is { } journal:
                var value = Resolve(assignment.Value);
                if (LocalOf(value) is { } local) _writtenBack.Add(local);
                else if (value is IPropertyReferenceOperation { Property.Name: "Value", Instance: { } pair } && LocalOf(pair) is { } entry) _writtenBack.Add(entry);
                else if (JournalOfItem(value) is not null) _writtenBack.Add(journal);
                break;
            case IInvocationOperation { Instance: { } receiver } call when Journal(receiver) is { } changed:
                if (call.TargetMethod.Name is "Remove" or "RemoveAt" or "RemoveRange" or "Clear") _removals.Add((changed, call.Syntax.SpanStart));
                foreach (var given in call.Arguments.Select(a => LocalOf(a.Value)).OfType<ILocalSymbol>())
                {
                    if (call.TargetMethod.Name != "TryGetValue") _writtenBack.Add(given);
                }

                break;
        }
    }

    /// <summary>The journaled member that the expression gives an item of.</summary>
    private ISymbol? JournalOfItem(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => _locals.TryGetValue(local.Local, out var journal) ? journal : null,
        IInvocationOperation call when IsOfEnumerable(call, s_picks) => JournalOfItems(call.Arguments[0].Value),
        _ => JournalOfElement(operation),
    };

    private ISymbol? JournalOfElement(IOperation operation) => operation switch
    {
        IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } instance } => Journal(instance),
        IImplicitIndexerReferenceOperation { Instance: { } instance } => Journal(instance),
        _ => null,
    };

    /// <summary>The journaled member whose items the expression enumerates.</summary>
    private ISymbol? JournalOfItems(IOperation operation)
    {
        operation = operation.WithoutConversions();
        while (operation is IInvocationOperation call && IsOfEnumerable(call, s_passes)) operation = call.Arguments[0].Value.WithoutConversions();
        return Journal(operation is IPropertyReferenceOperation { Property.Name: "Values" or "Keys", Instance: { } map } ? map : operation);
    }

    private ISymbol? Journal(IOperation operation)
    {
        operation = operation.WithoutConversions();
        return operation.MemberOfThis() is { } member && !_jobs.IsIgnored(member) && operation.Type?.IsJournaled() == true ? member : null;
    }

    /// <summary>What the member or element belongs to; null where it is not stored, or belongs to nothing.</summary>
    private IOperation? OwnerOf(IOperation part) => Resolve(part) switch
    {
        IMemberReferenceOperation reference when !_jobs.IsIgnored(reference.Member) => reference.Instance,
        IArrayElementReferenceOperation element => element.ArrayReference,
        IImplicitIndexerReferenceOperation element => element.Instance,
        _ => null,
    };

    /// <summary>The expression without conversions; what stands in front of <c>?.</c> for what is behind.</summary>
    private static IOperation Resolve(IOperation operation)
    {
        operation = operation.WithoutConversions();
        if (operation is not IConditionalAccessInstanceOperation) return operation;
        for (var (inner, outer) = (operation, operation.Parent); outer is not null; (inner, outer) = (outer, outer.Parent))
        {
            if (outer is IConditionalAccessOperation access && access.WhenNotNull == inner) return access.Operation.WithoutConversions();
        }

        return operation;
    }

    private static ILocalSymbol? LocalOf(IOperation operation) =>
        (operation is IDeclarationExpressionOperation declaration ? declaration.Expression : operation.WithoutConversions()) is ILocalReferenceOperation local ? local.Local : null;

    private static bool IsOfEnumerable(IInvocationOperation call, HashSet<string> names) =>
        names.Contains(call.TargetMethod.Name) && call.Arguments.Length > 0 && call.TargetMethod.ContainingType.IsNamed("System.Linq.Enumerable");
}
