using Jobs.Analyzers.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Jobs.Analyzers.Resume;

/// <summary>A change of a job's state that depends on what the state was, so that to apply it twice is wrong.</summary>
/// <param name="Member">The member of the job that it changes, or changes something in.</param>
/// <param name="Value">What is added; null for an increment.</param>
internal sealed record StateUpdate(ISymbol Member, IOperation? Value)
{
    // Of lists, queues and stacks. Adding to a set twice changes nothing, and adding a key twice to a dictionary throws.
    private static readonly HashSet<string> s_adders = new(StringComparer.Ordinal)
    {
        "Add", "AddRange", "AddFirst", "AddLast", "Append", "Enqueue", "Push", "Insert", "InsertRange",
    };

    /// <summary>The update that the operation is, or null.</summary>
    public static StateUpdate? Of(IOperation operation, JobsContext jobs) => operation switch
    {
        ICompoundAssignmentOperation compound when MemberOf(compound.Target, jobs) is { } member => new(member, compound.Value),
        IIncrementOrDecrementOperation increment when MemberOf(increment.Target, jobs) is { } member => new(member, Value: null),
        ISimpleAssignmentOperation assignment when MemberOf(assignment.Target, jobs) is { } member && Reads(assignment.Value, member) =>
            new(member, assignment.Value),
        IInvocationOperation { Instance: { } receiver } call when s_adders.Contains(call.TargetMethod.Name) && MemberOf(receiver, jobs) is { } member
            && !IsKeyed(receiver.Type) && ChangesItsReceiver(call.TargetMethod) => new(member, call),
        _ => null,
    };

    /// <summary>The state member of <c>this</c> at the root of <c>_total</c>, <c>_totals[i]</c> or <c>_report.Total</c>, or null.</summary>
    public static ISymbol? MemberOf(IOperation target, JobsContext jobs)
    {
        for (IOperation? operation = target; operation is not null;)
        {
            operation = operation.WithoutConversions();
            switch (operation)
            {
                case IMemberReferenceOperation { Instance: { } instance } reference:
                    if (instance.WithoutConversions() is IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance }
                        && jobs.IsState(reference.Member))
                    {
                        return reference.Member;
                    }

                    operation = instance;
                    break;
                case IArrayElementReferenceOperation element:
                    operation = element.ArrayReference;
                    break;
                default:
                    return null;
            }
        }

        return null;
    }

    private static bool Reads(IOperation value, ISymbol member) =>
        value.DescendantsAndSelf().OfType<IMemberReferenceOperation>().Any(reference => SymbolEqualityComparer.Default.Equals(reference.Member, member));

    // The Add of an immutable collection returns a changed copy and leaves its receiver as it was.
    private static bool ChangesItsReceiver(IMethodSymbol adder) => !SymbolEqualityComparer.Default.Equals(adder.ReturnType, adder.ContainingType);

    private static bool IsKeyed(ITypeSymbol? type) =>
        type is not null && (IsKeyedInterface(type) || type.AllInterfaces.Any(IsKeyedInterface));

    private static bool IsKeyedInterface(ITypeSymbol type) =>
        type.MetadataName is "ISet`1" or "IDictionary`2" or "IReadOnlySet`1" or "IReadOnlyDictionary`2";
}
