using System.Collections.Immutable;
using Jobs.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Jobs.Analyzers.Code;

/// <summary>Cancellation tokens: who would take one, and who has one.</summary>
internal static class Tokens
{
    /// <summary>
    /// Whether the call is asynchronous and could be given a token: by an optional parameter that was left out, or by an
    /// overload that differs in nothing else.
    /// </summary>
    public static bool CouldTakeToken(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        if (!IsAwaitable(method.ReturnType) || method.ContainingAssembly?.Name.StartsWith("Jobs.", StringComparison.Ordinal) == true) return false;
        if (call.Arguments.Any(argument => argument.Parameter is { } parameter && JobClass.IsToken(parameter.Type) && argument.ArgumentKind != ArgumentKind.DefaultValue)) return false;
        return call.Arguments.Any(argument => argument.ArgumentKind == ArgumentKind.DefaultValue && JobClass.IsToken(argument.Parameter!.Type)) || HasOverload(method);
    }

    /// <summary>The code that names the token in scope, or null: a parameter, or that of a context.</summary>
    public static string? InScope(IMethodSymbol method, JobsContext jobs)
    {
        if (method.Parameters.FirstOrDefault(parameter => JobClass.IsToken(parameter.Type)) is { } token) return token.Name;
        var context = method.Parameters.FirstOrDefault(parameter => JobsContext.Is(parameter.Type, jobs.JobContext) || parameter.Type.IsNamed("Jobs.TaskContext"));
        return context is null ? null : $"{context.Name}.CancellationToken";
    }

    /// <summary>What tidies up is to be finished also after the token fired.</summary>
    public static bool IsCleanUp(IOperation operation) =>
        operation.Ancestors().Any(outer => outer is ICatchClauseOperation || (outer.Parent is ITryOperation attempt && attempt.Finally == outer));

    private static bool IsAwaitable(ITypeSymbol type) => type.Name is "Task" or "ValueTask" or "IAsyncEnumerable";

    private static bool HasOverload(IMethodSymbol method)
    {
        if (method.Parameters.Any(parameter => parameter.IsParams)) return false;
        var definition = method.ReducedFrom ?? method.OriginalDefinition;
        return definition.ContainingType.GetMembers(definition.Name).OfType<IMethodSymbol>().Any(other =>
            other.IsStatic == definition.IsStatic && other.Arity == definition.Arity && other.Parameters.Length == definition.Parameters.Length + 1
            && other.DeclaredAccessibility == definition.DeclaredAccessibility
            && JobClass.IsToken(other.Parameters[other.Parameters.Length - 1].Type)
            && SameTypes(definition.Parameters, other.Parameters));
    }

    private static bool SameTypes(ImmutableArray<IParameterSymbol> shorter, ImmutableArray<IParameterSymbol> longer) =>
        shorter.Zip(longer, (a, b) => a.RefKind == b.RefKind && TypeNames.Plain(a.Type) == TypeNames.Plain(b.Type)).All(same => same);
}
