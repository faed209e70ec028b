using Jobs.Analyzers.Resume;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Jobs.Analyzers.Code;

/// <summary>How code changes the members of a job.</summary>
internal static class StateMembers
{
    // What changes a collection, beside the adders of StateUpdate: of lists, sets, dictionaries, queues and stacks.
    private static readonly HashSet<string> s_changers = new(StringComparer.Ordinal)
    {
        "Add", "AddRange", "AddFirst", "AddLast", "Enqueue", "Push", "Insert", "InsertRange", "TryAdd", "Remove", "RemoveAt", "RemoveAll", "RemoveRange",
        "RemoveFirst", "RemoveLast", "TryDequeue", "Dequeue", "TryPop", "Pop", "Clear", "Sort", "Reverse", "UnionWith", "ExceptWith", "IntersectWith",
    };

    // A local for a local for a member: more is not written.
    private const int MaxAliases = 4;

    /// <summary>
    /// What the operation writes to, as the code names it: a member, a local, an element. Null when it changes nothing that
    /// was there before.
    /// </summary>
    public static IOperation? TargetOf(IOperation operation) => operation switch
    {
        IAssignmentOperation { Parent: not IObjectOrCollectionInitializerOperation } assignment => assignment.Target,
        IIncrementOrDecrementOperation increment => increment.Target,
        IInvocationOperation { Instance: { } receiver } call when s_changers.Contains(call.TargetMethod.Name) && IsCollection(receiver.Type) && !GivesAnother(call.TargetMethod) => receiver,
        _ => null,
    };

    /// <summary>All targets: those of a tuple on the left of an assignment, too.</summary>
    public static IEnumerable<IOperation> TargetsOf(IOperation operation) =>
        TargetOf(operation) is not { } target ? Enumerable.Empty<IOperation>()
        : target.WithoutConversions() is ITupleOperation tuple ? tuple.Elements
        : new[] { target };

    /// <summary>The state members of the job that the operation changes, or changes something in.</summary>
    public static IEnumerable<ISymbol> ChangedBy(IOperation operation, JobsContext jobs) =>
        TargetsOf(operation).Select(target => StateUpdate.MemberOf(target, jobs)).OfType<ISymbol>();

    /// <summary>The member of <c>this</c> at the root of <c>_total</c>, <c>Paths[i]</c> or <c>_report.Total</c>, whatever it is to the job.</summary>
    public static ISymbol? RootOf(IOperation? target)
    {
        while (target is not null)
        {
            target = target.WithoutConversions();
            if (target.MemberOfThis() is { } member) return member;
            target = target switch
            {
                IMemberReferenceOperation reference => reference.Instance,
                IArrayElementReferenceOperation element => element.ArrayReference,
                _ => null,
            };
        }

        return null;
    }

    /// <summary>
    /// The member of <c>this</c> in whose object or collection the operation changes something, through locals that stand for it
    /// too: of <c>var list = Items; list.Add(1);</c> it is <c>Items</c>. What is set is not followed: to set a local changes only the local.
    /// </summary>
    public static ISymbol? RootOf(IOperation operation, IOperation target)
    {
        var part = target.WithoutConversions();
        if (operation is not IInvocationOperation && part is ILocalReferenceOperation) return null;
        for (var depth = 0; depth < MaxAliases; depth++)
        {
            if (RootOf(part) is { } member) return member;
            while (part is IMemberReferenceOperation or IArrayElementReferenceOperation)
            {
                // What is written into a struct stays in the struct, which is a copy unless a member or an array holds it.
                if ((part is IMemberReferenceOperation reference ? reference.Instance : ((IArrayElementReferenceOperation)part).ArrayReference) is not { } owner) return null;
                part = owner.WithoutConversions();
            }

            if (part is not ILocalReferenceOperation local || Aliases.ValueOf(local) is not { } value) return null;
            part = value;
        }

        return null;
    }

    /// <summary>Whether it leaves the collection as it was and returns a changed one, as an author's own immutable collection does.</summary>
    private static bool GivesAnother(IMethodSymbol changer) => SymbolEqualityComparer.Default.Equals(changer.ReturnType, changer.ContainingType);

    private static bool IsCollection(ITypeSymbol? type) =>
        type is { SpecialType: not SpecialType.System_String, IsValueType: false }
        && !type.IsInNamespace("System.Collections.Immutable", "System.Collections.Frozen")
        && type.AllInterfaces.Any(i => i.SpecialType == SpecialType.System_Collections_IEnumerable);
}
