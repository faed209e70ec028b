using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Jobs.Analyzers.Code;

/// <summary>Locals that stand for an object which something else holds: <c>var list = Items;</c>, <c>foreach (var item in Items)</c>.</summary>
internal static class Aliases
{
    /// <summary>
    /// What the local was declared with, or the collection that it goes through; null where the local is a copy of it, as a
    /// struct is, or is set to something else somewhere.
    /// </summary>
    public static IOperation? ValueOf(ILocalReferenceOperation reference)
    {
        var local = reference.Local;
        if (local.Type is not { IsReferenceType: true } || local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is not { } syntax) return null;
        var root = reference.Ancestors().Last();
        var value = root.Descendants().Where(operation => operation.Syntax == syntax).Select(operation => operation switch
        {
            IVariableDeclaratorOperation declarator when syntax is VariableDeclaratorSyntax => declarator.GetVariableInitializer()?.Value,
            IForEachLoopOperation { IsAsynchronous: false } loop => loop.Collection,
            _ => null,
        }).FirstOrDefault(found => found is not null);
        return value is null || root.Descendants().Any(operation => Sets(operation, local)) ? null : value.WithoutConversions();
    }

    private static bool Sets(IOperation operation, ILocalSymbol local) => operation switch
    {
        IAssignmentOperation assignment => Is(assignment.Target, local) || (assignment.Target is ITupleOperation tuple && tuple.Elements.Any(element => Is(element, local))),
        IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument => Is(argument.Value, local),
        _ => false,
    };

    private static bool Is(IOperation operation, ILocalSymbol local) =>
        operation is ILocalReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Local, local);
}
