using Jobs.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Jobs.Analyzers.Code;

/// <summary>Questions about operations that more than one rule asks.</summary>
internal static class OperationExtensions
{
    /// <summary>What the operation is in, innermost first.</summary>
    public static IEnumerable<IOperation> Ancestors(this IOperation operation)
    {
        for (var outer = operation.Parent; outer is not null; outer = outer.Parent) yield return outer;
    }

    /// <summary>What the operation is in, up to the lambda or local function that it belongs to.</summary>
    public static IEnumerable<IOperation> AncestorsInFunction(this IOperation operation) =>
        operation.Ancestors().TakeWhile(outer => outer is not IAnonymousFunctionOperation and not ILocalFunctionOperation);

    /// <summary>What is in the operation, without what only a lambda or local function in it would do.</summary>
    public static IEnumerable<IOperation> InFunction(this IOperation operation)
    {
        foreach (var child in operation.ChildOperations)
        {
            if (child is IAnonymousFunctionOperation or ILocalFunctionOperation) continue;
            yield return child;
            foreach (var deeper in child.InFunction()) yield return deeper;
        }
    }

    public static bool IsWithin(this IOperation operation, IOperation outer) =>
        operation.Syntax.SyntaxTree == outer.Syntax.SyntaxTree && outer.Syntax.Span.Contains(operation.Syntax.Span);

    /// <summary>The local, or the member of the job, that the operation reads or writes; null for a method, and for anything else.</summary>
    public static ISymbol? Variable(this IOperation operation) => operation.WithoutConversions() switch
    {
        ILocalReferenceOperation local => local.Local,
        IMethodReferenceOperation => null,
        var other => other.MemberOfThis(),
    };

    /// <summary>The member of <c>this</c> that the operation names, or null.</summary>
    public static ISymbol? MemberOfThis(this IOperation? operation) => operation switch
    {
        IMemberReferenceOperation { Instance: { } instance, Member: var member }
            when instance is IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } => member,
        _ => null,
    };

    /// <summary>Whether the type has that name, as <c>System.Threading.Tasks.Task`1</c>.</summary>
    public static bool IsNamed(this ITypeSymbol? type, string metadataName) =>
        type?.OriginalDefinition is INamedTypeSymbol named && metadataName.Contains(named.Name) && TypeNames.Metadata(named) == metadataName;

    /// <summary>Whether the namespace of the type is one of these or below.</summary>
    public static bool IsInNamespace(this ITypeSymbol? type, params string[] namespaces)
    {
        if (type?.ContainingNamespace is not { IsGlobalNamespace: false } space) return false;
        var name = TypeNames.Namespace(space);
        return namespaces.Any(candidate =>
            name.StartsWith(candidate, StringComparison.Ordinal) && (name.Length == candidate.Length || name[candidate.Length] == '.'));
    }

    /// <summary>The value that a parameter is given, or null.</summary>
    public static IOperation? ArgumentOf(this IInvocationOperation call, string parameter) =>
        call.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == parameter && argument.ArgumentKind != ArgumentKind.DefaultValue)?.Value
            .WithoutConversions();

    /// <summary>The value that an object initializer gives to a member, or null.</summary>
    public static IOperation? InitializerOf(this IOperation? creation, string member) =>
        (creation?.WithoutConversions() as IObjectCreationOperation)?.Initializer?.Initializers.OfType<ISimpleAssignmentOperation>()
            .FirstOrDefault(assignment => (assignment.Target as IMemberReferenceOperation)?.Member.Name == member)?.Value.WithoutConversions();

    /// <summary>Where a symbol is declared, to sort by.</summary>
    public static int MainSpan(this ISymbol symbol) => symbol.MainLocation().SourceSpan.Start;

    /// <summary>The operand of conversions and parentheses.</summary>
    public static IOperation WithoutConversions(this IOperation operation)
    {
        while (true)
        {
            switch (operation)
            {
                case IConversionOperation conversion: operation = conversion.Operand; break;
                case IParenthesizedOperation parenthesized: operation = parenthesized.Operand; break;
                case IDelegateCreationOperation creation: operation = creation.Target; break;
                default: return operation;
            }
        }
    }
}
