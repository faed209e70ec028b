using Jobs.Analyzers.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Jobs.Analyzers.Resume;

/// <summary>Whether a value can be another one in the next round of a loop.</summary>
internal static class Variance
{
    /// <summary>The loop around the operation in the same method or lambda, or null. Of its head only a condition is in it.</summary>
    public static ILoopOperation? LoopOf(IOperation operation) =>
        operation.AncestorsInFunction().OfType<ILoopOperation>().FirstOrDefault(loop =>
            operation.IsWithin(loop.Body) || (loop is IWhileLoopOperation { Condition: { } condition } && operation.IsWithin(condition)));

    /// <summary>
    /// Whether the value is the same in each round for sure: it is made of constants, input, and what the loop does not set.
    /// </summary>
    public static bool IsFixedIn(this IOperation value, ILoopOperation loop, JobCode code) => value.DescendantsAndSelf().All(part => part switch
    {
        _ when part.ConstantValue.HasValue => true,
        ILocalReferenceOperation local => !IsSetIn(local.Local, loop),
        IParameterReferenceOperation parameter => !loop.Descendants().Any(inner => StateMembers.TargetsOf(inner).Any(target =>
            target is IParameterReferenceOperation set && SymbolEqualityComparer.Default.Equals(set.Parameter, parameter.Parameter))),
        IMemberReferenceOperation member => member.MemberOfThis() is { } own ? code.Jobs.IsInput(own) : member.Instance is not null || member.Member is IFieldSymbol { IsReadOnly: true },
        IInstanceReferenceOperation or IConversionOperation or IParenthesizedOperation or IInterpolatedStringOperation or IInterpolatedStringContentOperation
            or ILiteralOperation or IBinaryOperation or ITupleOperation or IArgumentOperation => true,
        _ => false,
    });

    private static bool IsSetIn(ILocalSymbol local, ILoopOperation loop) =>
        loop.Locals.Contains(local, SymbolEqualityComparer.Default)
        || loop.Descendants().Any(inner =>
            inner switch
            {
                IVariableDeclaratorOperation declarator => SymbolEqualityComparer.Default.Equals(declarator.Symbol, local),
                IDeclarationPatternOperation pattern => SymbolEqualityComparer.Default.Equals(pattern.DeclaredSymbol, local),
                IRecursivePatternOperation pattern => SymbolEqualityComparer.Default.Equals(pattern.DeclaredSymbol, local),
                IListPatternOperation pattern => SymbolEqualityComparer.Default.Equals(pattern.DeclaredSymbol, local),
                // What a method does to the object that it is called on nobody knows: a cursor moves on.
                IInvocationOperation { Instance: ILocalReferenceOperation receiver } when MayMove(receiver.Type) => SymbolEqualityComparer.Default.Equals(receiver.Local, local),
                IDeclarationExpressionOperation declaration => declaration.Descendants().OfType<ILocalReferenceOperation>().Any(reference => SymbolEqualityComparer.Default.Equals(reference.Local, local)),
                IArgumentOperation { Parameter.RefKind: not RefKind.None } argument =>
                    argument.Value is ILocalReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Local, local),
                _ => StateMembers.TargetsOf(inner).Any(target => OwnerOf(target) is ILocalReferenceOperation set && SymbolEqualityComparer.Default.Equals(set.Local, local)),
            });

    /// <summary>What holds what is written to: <c>page</c> of <c>page.Number</c>.</summary>
    private static IOperation OwnerOf(IOperation target)
    {
        while (target is IMemberReferenceOperation { Instance: { } instance }) target = instance.WithoutConversions();
        return target;
    }

    private static bool MayMove(ITypeSymbol? type) =>
        type is { SpecialType: SpecialType.None, IsReadOnly: false, TypeKind: not TypeKind.Enum and not TypeKind.Delegate } && !type.IsInNamespace("System.Collections.Immutable", "System.Collections.Frozen");
}
